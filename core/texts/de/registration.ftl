# Eine Person registriert einen Prozessserver beim Konfigurationsserver: Anleitung und Nachweis.

registration-lead = { $server } läuft. Eine Person muss ihn jetzt bei { $fabric } registrieren; ich sehe nach, bis Site Recovery ihn zeigt, bis zu { $hours } Stunden lang.
registration-after = Auch ohne *Erledigt* zeigt Site Recovery den Server meist innerhalb von 15 Minuten.
registration-connect = Verbinden Sie sich per Remotedesktop mit `{ $address }` von einer Maschine aus, die das virtuelle Netzwerk erreicht (über das VPN oder Azure Bastion).
registration-tool = Öffnen Sie auf dem Desktop die Verknüpfung „Cspsconfigtool“ (cspsconfigtool.exe).
registration-server = Configuration server: `{ $address }`. Geben Sie diese IP-Adresse ein, keinen Namen: Namen führen zu Zertifikatsfehlern.
registration-port = Port: `{ $port }`.
registration-passphrase = Passphrase: in Key Vault, Geheimnis `{ $secret }`. Ist sie falsch, lesen Sie die richtige auf { $fabric } ab: `{ $command }`
registration-data-port = Data transfer port: `{ $port }`.
registration-save = Speichern Sie, und warten Sie, bis das Programm sagt, dass die Registrierung geglückt ist.
registration-click = Klicken Sie auf der Karte oben auf *Erledigt*: dann sehe ich sofort nach und sage hier, was fehlt.
registration-sign-in = Melden Sie sich an als `{ $server }\{ $user }`. Das Kennwort liegt in Key Vault, Geheimnis `{ $secret }`.
registration-made-with = {" "}(angelegt wurde sie mit `{ $user }`)
registration-sign-in-somehow = Melden Sie sich als Administrator von { $server } an{ $made }. Der Bot hat diese Maschine nicht angelegt und weiß nicht, wo ihr Kennwort liegt.
registration-retry = Danach wiederholen Sie ab diesem Schritt.
registration-blocked = Port { $port } geschlossen: `Test-NetConnection { $address } -Port { $port }` sagt False.
registration-wrong = Falsche Passphrase: das Programm sagt es; vergleichen Sie mit `{ $command }` auf { $fabric }.
registration-name = Statt der IP-Adresse wurde ein Name eingegeben: das Programm zeigt einen Zertifikatsfehler.
registration-nobody = Noch hat es niemand getan: die Felder des Programms sind leer.
registration-apart = Sehen Sie auf { $server } in dieser Reihenfolge nach:

registration-machine-gone = Die Maschine ist nicht mehr in Azure.
registration-machine-off = Die Maschine: { $power }. Starten Sie sie, dann registrieren Sie sie.
registration-no-answer = Die Maschine hat nicht rechtzeitig geantwortet.
registration-untested = Ob Port { $port } von { $address } offen ist, ließ sich nicht prüfen. { $why }
registration-answers = Von der Maschine aus geprüft: { $address } antwortet auf Port { $port }, am Netzwerk liegt es also nicht.
registration-no-way = Von der Maschine aus geprüft: { $address } antwortet nicht auf Port { $port }. Sehen Sie nach den Netzwerksicherheitsgruppen ihres Subnetzes und ihrer Netzwerkkarte, den Routen zum Standort und der Firewall des Standorts.
registration-unsaid = Die Maschine hat nicht gesagt, ob Port { $port } von { $address } offen ist.

registration-person = die den Server registriert
registration-done = { $server } ist registriert, Version { $version }.
registration-never = Site Recovery zeigt einen Prozessserver unter { $address }, aber ganz ohne Heartbeat: seine Dienste stehen womöglich, oder es ist ein alter Eintrag.
registration-stale = Site Recovery zeigt einen Prozessserver unter { $address }, aber seit { $time } UTC ohne Heartbeat: seine Dienste stehen womöglich, oder es ist ein alter Eintrag.
registration-elsewhere = Site Recovery zeigt { $server }, aber unter { $theirs } statt { $address }.
registration-nothing = Site Recovery zeigt keinen Prozessserver unter { $address }.
registration-late = { $server } ist in { $hours } Stunden nicht in Site Recovery erschienen.
registration-late-cause = Port { $port } ist geschlossen, die Passphrase ist falsch, statt der IP-Adresse wurde ein Name eingegeben, oder noch hat ihn niemand registriert.
