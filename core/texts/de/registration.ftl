# Eine Person registriert einen Prozessserver beim Konfigurationsserver: Anleitung und Nachweis.

registration-lead = { $server } läuft. Eine Person muss ihn jetzt bei { $fabric } registrieren; ich sehe laufend nach, bis Site Recovery ihn zeigt, höchstens { $hours } Stunden lang.
registration-after = Auch ohne *Erledigt* zeigt Site Recovery den Server meist innerhalb von 15 Minuten.
registration-connect = Verbinden Sie sich per Remotedesktop mit `{ $address }` von einer Maschine aus, die das virtuelle Netzwerk erreicht (über das VPN oder Azure Bastion).
registration-tool = Öffnen Sie auf dem Desktop die Verknüpfung „Cspsconfigtool“ (cspsconfigtool.exe).
registration-server = Configuration server: `{ $address }`. Geben Sie diese IP-Adresse ein, keinen Namen: Namen führen zu Zertifikatsfehlern.
registration-port = Port: `{ $port }`.
registration-passphrase = Passphrase: im Key Vault, Geheimnis `{ $secret }`. Ist sie falsch, lesen Sie die richtige auf { $fabric } ab: `{ $command }`
registration-data-port = Data transfer port: `{ $port }`.
registration-save = Speichern Sie, und warten Sie, bis das Programm sagt, dass die Registrierung geglückt ist.
registration-click = Klicken Sie auf der Karte oben auf *Erledigt*: Dann sehe ich sofort nach und sage hier, was fehlt.
registration-sign-in = Melden Sie sich als `{ $server }\{ $user }` an. Das Kennwort liegt im Key Vault, Geheimnis `{ $secret }`.
registration-made-with = {" "}(angelegt wurde sie mit `{ $user }`)
registration-sign-in-somehow = Melden Sie sich als Administrator von { $server } an{ $made }. Der Bot hat diese Maschine nicht angelegt und weiß nicht, wo ihr Kennwort liegt.
registration-retry = Wiederholen Sie danach ab diesem Schritt.
registration-blocked = Port { $port } gesperrt: `Test-NetConnection { $address } -Port { $port }` meldet False.
registration-wrong = Falsche Passphrase: Das Programm sagt es; vergleichen Sie mit `{ $command }` auf { $fabric }.
registration-name = Statt der IP-Adresse wurde ein Name eingegeben: Das Programm zeigt einen Zertifikatsfehler.
registration-nobody = Noch hat es niemand getan: Die Felder des Programms sind leer.
registration-apart = Sehen Sie auf { $server } in dieser Reihenfolge nach:

registration-machine-gone = Die Maschine ist nicht mehr in Azure.
registration-machine-off = Die Maschine: { $power }. Starten Sie sie, und registrieren Sie dann den Server.
registration-no-answer = Die Maschine hat nicht rechtzeitig geantwortet.
registration-untested = Ob Port { $port } von { $address } offen ist, ließ sich nicht prüfen. { $why }
registration-answers = Von der Maschine aus geprüft: { $address } antwortet auf Port { $port }, am Netzwerk liegt es also nicht.
registration-no-way = Von der Maschine aus geprüft: { $address } antwortet nicht auf Port { $port }. Prüfen Sie die Netzwerksicherheitsgruppen ihres Subnetzes und ihrer Netzwerkkarte, die Routen zum Standort und die Firewall des Standorts.
registration-unsaid = Die Maschine hat nicht gesagt, ob Port { $port } von { $address } offen ist.

registration-person = die den Server registriert
registration-done = { $server } ist registriert, Version { $version }.
registration-never = Site Recovery zeigt einen Prozessserver unter { $address }, aber ganz ohne Heartbeat: Womöglich laufen seine Dienste nicht, oder es ist ein alter Eintrag.
registration-stale = Site Recovery zeigt einen Prozessserver unter { $address }, aber seit { $time } ohne Heartbeat: Womöglich laufen seine Dienste nicht, oder es ist ein alter Eintrag.
registration-elsewhere = Site Recovery zeigt { $server }, aber unter { $theirs } statt { $address }.
registration-nothing = Site Recovery zeigt keinen Prozessserver unter { $address }.
registration-late = { $server } ist in { $hours } Stunden nicht in Site Recovery erschienen.
registration-late-typed = Noch hat niemand den Server registriert, die Passphrase ist falsch, oder statt der IP-Adresse wurde ein Name eingegeben.
registration-late-cause = Port { $port } ist gesperrt, die Passphrase ist falsch, statt der IP-Adresse wurde ein Name eingegeben, oder noch hat niemand den Server registriert.
