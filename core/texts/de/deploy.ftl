# Die Bereitstellung: ihr Plan, ihre Felder, ihre Schritte.

# Der Plan.
deploy-summary = Den Prozessserver { $name } mit der Adresse { $ip } in { $network } ({ $region }, { $subscription }) für den Konfigurationsserver { $server } bereitstellen.
deploy-then-gallery = Danach registriert ihn eine Person per Remotedesktop; die Anleitung kommt im Thread.
deploy-then-unified = Danach installiert ihn Unified Setup auf dem verwalteten Datenträger und registriert ihn mit der Passphrase aus dem Key Vault, unbeaufsichtigt.
deploy-undo = „Aufräumen“ entfernt die virtuelle Maschine mit ihren Datenträgern, die Netzwerkkarte, das Geheimnis des Kennworts und die Startdiagnose, alles nur, wenn dieser Vorgang es angelegt hat; die Ressourcengruppe auch, wenn dieser Vorgang sie angelegt hat und nichts anderes darin liegt. Ein schon registrierter Prozessserver bleibt auf dem Konfigurationsserver eingetragen, bis er dort abgemeldet wird.
deploy-kind-group = Ressourcengruppe
deploy-kind-secret = Geheimnis im Key Vault
deploy-kind-interface = Netzwerkkarte
deploy-kind-machine = virtuelle Maschine
deploy-kind-disk = verwalteter Datenträger
deploy-kind-process-server = Prozessserver
deploy-cost-refused = Kein Preis: { $sentence }
deploy-cost-missing = Kein Preis gefunden für: { $what }.
deploy-cost-note = Listenpreise ohne die Rabatte Ihres Vertrags; der Netzwerkverkehr ist nicht enthalten.

# Die Listen des Formulars.
deploy-modernised = modernisiert: braucht keinen Prozessserver in Azure
deploy-server = { $ip }, Version { $version }
deploy-no-network = kein virtuelles Netzwerk
deploy-networks = { $count ->
    [one] 1 virtuelles Netzwerk
   *[other] { $count } virtuelle Netzwerke
 }
deploy-size = { $cores ->
    [one] { $cores } Kern
   *[other] { $cores } Kerne
 }, { $memory } GB

# Was an einem Feld nicht stimmt.
deploy-name-long = „{ $value }“ hat { $count } Zeichen; ein Windows-Computername hat höchstens 15.
deploy-name-characters = „{ $value }“ enthält Zeichen, die ein Windows-Computername nicht haben darf.
deploy-name-digits = „{ $value }“ besteht nur aus Ziffern; das lehnt Windows ab.
deploy-name-hyphen = „{ $value }“ beginnt oder endet mit einem Bindestrich.
deploy-name-remedy = Nehmen Sie Buchstaben, Ziffern und Bindestriche, höchstens 15 Zeichen, zum Beispiel „{ $name }“.
deploy-user-long = „{ $value }“ hat { $count } Zeichen; ein Windows-Benutzername hat höchstens 20.
deploy-user-long-remedy = Nehmen Sie einen kürzeren, zum Beispiel „{ $user }“.
deploy-user-reserved = Azure lehnt „{ $value }“ als Administrator ab: Der Name ist zu leicht zu erraten.
deploy-user-reserved-remedy = Nehmen Sie einen anderen Namen, zum Beispiel „psadmin“.
deploy-user-dot = „{ $value }“ endet mit einem Punkt; das lehnt Windows ab.
deploy-dot-remedy = Lassen Sie den Punkt weg.
deploy-user-blank = Leerzeichen
deploy-user-characters = „{ $value }“ enthält Zeichen, die ein Windows-Benutzername nicht haben darf: { $characters }
deploy-user-remedy = Nehmen Sie Buchstaben, Ziffern, Bindestriche und Unterstriche, zum Beispiel „psadmin“.
deploy-group-long = Der Name der Ressourcengruppe hat { $count } Zeichen; Azure erlaubt 90.
deploy-group-long-remedy = Nehmen Sie einen kürzeren.
deploy-group-characters = „{ $value }“ enthält Zeichen, die der Name einer Ressourcengruppe nicht haben darf.
deploy-group-remedy = Nehmen Sie Buchstaben, Ziffern, Punkte, Unterstriche, Bindestriche und Klammern.
deploy-group-dot = „{ $value }“ endet mit einem Punkt; das lehnt Azure ab.
deploy-storage-name = „{ $value }“ ist kein Name eines Speicherkontos.
deploy-storage-name-remedy = Er hat 3 bis 24 Kleinbuchstaben und Ziffern, zum Beispiel „stdrdiagweu“.
deploy-ip-form = „{ $value }“ ist keine IPv4-Adresse.
deploy-ip-form-remedy = Geben Sie vier Zahlen von 0 bis 255 an, zum Beispiel 10.60.2.9, oder „auto“.
deploy-ip-special = { $ip } kann nicht die Adresse eines Servers sein.
deploy-ip-special-remedy = Nehmen Sie eine freie Adresse des Subnetzes oder „auto“.
deploy-ip-outside = { $ip } liegt nicht im Subnetz ({ $prefixes }).
deploy-ip-outside-remedy = Nehmen Sie eine Adresse aus { $prefixes } oder „auto“.
deploy-ip-no-prefix = kein IPv4-Präfix
deploy-ip-kept = { $ip } ist eine der fünf Adressen, die Azure in { $prefix } für sich behält: die ersten vier und die letzte.
deploy-ip-kept-remedy = Nehmen Sie { $first } oder eine spätere, oder „auto“.
deploy-ip-all-kept = Nehmen Sie ein anderes Subnetz; in diesem behält Azure alle Adressen für sich.

# Wobei ein Schritt ist: hinter „Beim“. Was auf dem Server geschieht, endet mit „auf“.
deploy-doing-group = Anlegen der Ressourcengruppe
deploy-doing-password = Ablegen des Kennworts
deploy-doing-interface = Anlegen der Netzwerkkarte
deploy-doing-send = Anfordern der virtuellen Maschine
deploy-doing-machine = Anlegen der virtuellen Maschine
deploy-doing-running = Warten, bis die Maschine läuft
deploy-doing-guide = Veröffentlichen der Anleitung
deploy-doing-registration = Warten auf die Registrierung
deploy-doing-disk = Vorbereiten des Datenträgers auf
deploy-doing-load = Laden von Unified Setup auf
deploy-doing-setup = Ausführen von Unified Setup auf
deploy-doing-shown = Warten, bis Site Recovery ihn zeigt

# Die Schritte bis zur laufenden Maschine.
deploy-group-made = { $group } wurde angelegt.
deploy-group-there = { $group } ist vorhanden.
deploy-password = Das Kennwort liegt im Key Vault unter { $secret }.
deploy-interface = Die Netzwerkkarte hat { $ip }, fest und ohne öffentliche Adresse.
deploy-interface-missing = Die Netzwerkkarte soll die feste Adresse { $ip } haben; sie fehlt.
deploy-interface-elsewhere = Die Netzwerkkarte soll die feste Adresse { $ip } haben; gefunden wurde sie mit { $found }.
deploy-interface-cause = Etwas anderes hat sie inzwischen geändert.
deploy-interface-remedy = Wiederholen Sie ab diesem Schritt; bleibt es so, räumen Sie auf und stellen Sie neu bereit.
deploy-secret-gone = Im Key Vault liegt das Geheimnis { $secret } nicht mehr, das dieser Vorgang abgelegt hat.
deploy-secret-gone-cause = Jemand hat es gelöscht, oder es ist abgelaufen.
deploy-secret-gone-remedy = Stellen Sie es im Key Vault wieder her, und wiederholen Sie den Schritt, oder räumen Sie auf, und stellen Sie neu bereit.
deploy-making = Azure legt die Maschine an; das dauert einige Minuten.
deploy-made = Azure hat { $name } mit { $disks ->
    [one] { $disks } Datenträger
   *[other] { $disks } Datenträgern
 } angelegt.
deploy-not-made = Azure hat { $name } nicht fertig angelegt: { $why }.
deploy-not-made-cause = Bei Azure ist etwas fehlgeschlagen, oder jemand hat die Maschine gelöscht oder geändert.
deploy-not-made-remedy = Wiederholen Sie ab diesem Schritt: Die Maschine wird noch einmal angefordert. Schlägt es wieder fehl, räumen Sie auf.
deploy-machine-gone = sie ist nicht mehr da
deploy-machine-state = sie ist im Zustand { $state }
deploy-windows-starting = Die Maschine läuft; Windows startet noch.
deploy-waiting = Warten, bis die Maschine läuft.
deploy-running = { $name } läuft; ihr Gast-Agent ist { $agent }.
deploy-agent-silent = stumm
deploy-stopped = { $name } läuft nicht; der Zustand ist: { $power }.
deploy-stopped-cause = Jemand hat sie angehalten, oder sie wurde automatisch heruntergefahren.
deploy-stopped-remedy = Starten Sie sie im Portal und wiederholen Sie dann ab diesem Schritt.
deploy-power-stopped = angehalten (stopped)
deploy-power-stopping = wird angehalten (stopping)
deploy-power-deallocated = freigegeben (deallocated)
deploy-power-deallocating = wird freigegeben (deallocating)
deploy-not-running = { $name } ist angelegt, läuft aber nach { $minutes } Minuten noch nicht.
deploy-not-running-cause = Windows startet nicht, oder Azure ist heute langsam.
deploy-not-running-remedy = Sehen Sie sich im Portal ihre Startdiagnose an und wiederholen Sie dann ab diesem Schritt.

# Unified Setup.
deploy-passphrase-gone = Im Key Vault liegt die Passphrase nicht mehr unter { $secret }.
deploy-passphrase-gone-cause = Jemand hat sie gelöscht oder deaktiviert, oder sie ist abgelaufen.
deploy-passphrase-gone-remedy = Legen Sie die Passphrase des Konfigurationsservers unter diesem Namen ab (auf dem Konfigurationsserver zeigt sie `genpassphrase.exe -v`), und wiederholen Sie dann ab diesem Schritt.
deploy-not-shown = Unified Setup hat { $name } registriert, aber Site Recovery zeigt auch nach { $minutes } Minuten kein Lebenszeichen von ihm.
deploy-not-shown-cause = Der Konfigurationsserver hat sich seitdem nicht bei Azure gemeldet, oder die Dienste des Prozessservers laufen nicht.
deploy-not-shown-remedy = Beheben Sie, was die Maschine meldet. Ist dort alles in Ordnung, prüfen Sie die Verbindung des Konfigurationsservers zu Azure, und aktualisieren Sie seine Ansicht im Tresor. Wiederholen Sie dann ab diesem Schritt.
deploy-not-asked = Die Maschine konnte nicht nach dem Grund gefragt werden.
deploy-port-shut = Port 443 von { $server } antwortet der Maschine nicht.
deploy-services-down = Auf der Maschine laufen diese Dienste nicht: { $names }.
deploy-no-services = Auf der Maschine laufen keine Dienste: Es ist keiner installiert.
deploy-services-run = Die Maschine meldet, dass ihre Dienste laufen und dass sie { $server } erreicht.
deploy-holds = das erzeugte Kennwort von { $user }
deploy-diagnostics = bewahrt Azure selbst auf
deploy-installed-on = { $disk }, nie der temporäre Datenträger
deploy-passphrase = das Geheimnis { $secret }
