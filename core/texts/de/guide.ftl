# Anleitungen für Personen, Schritt für Schritt.

guide-only-if = Nur wenn sich { $server } nicht wiederherstellen lässt. Sonst starten Sie ihn (`/failback-ps start { $server }`), brechen diesen Vorgang ab und melden ihn ab, während er läuft.
guide-disconnected = Eine Person muss jetzt { $server } auf { $fabric } abmelden; der Bot erreicht diesen Server nicht.
guide-left-behind = Die Software von Site Recovery ist auf { $server } deinstalliert, aber { $fabric } führt ihn noch. Eine Person muss den Eintrag jetzt dort entfernen: Der Bot erreicht diesen Server nicht.
guide-sign-in = Melden Sie sich auf { $fabric } (`{ $address }`) an und öffnen Sie eine Eingabeaufforderung als Administrator.
guide-serial = Der Befehl nennt, was er gefunden hat, und fragt nach einer Seriennummer: Geben Sie die an, die er bei { $server } ({ $address }) zeigt.
guide-ends = Er endet mit: `Successfully unregistered { $server } ({ $address })`
guide-connect = Verbinden Sie sich per Remotedesktop mit `{ $address }` von einer Maschine aus, die das virtuelle Netzwerk erreicht (über das VPN oder Azure Bastion), und melden Sie sich als Administrator an. Prüfen Sie mit `hostname`, dass es { $server } ist und keine andere Maschine mit derselben Adresse.
guide-programs = Öffnen Sie in der Systemsteuerung „Programme und Features“ (`appwiz.cpl`).
guide-uninstall = Deinstallieren Sie „{ $program }“.
guide-uninstall-if = Deinstallieren Sie „{ $program }“, falls vorhanden.
guide-connected = Eine Person muss jetzt auf { $server } die Software von Site Recovery deinstallieren, in dieser Reihenfolge.
guide-after = Zeigt Site Recovery ihn eine halbe Stunde später noch, führen Sie auf { $fabric } (`{ $address }`) als Administrator in { $folder } `{ $command }` aus, und geben Sie die Seriennummer an, die der Befehl bei { $server } zeigt.
guide-watch = { $lead } Ich sehe laufend nach, bis Site Recovery ihn nicht mehr zeigt, höchstens { $hours } Stunden lang.
guide-entry = der Eintrag von { $server } ({ $address }) auf { $fabric }: Nur eine Person kann ihn entfernen. Führen Sie dort, in einer Eingabeaufforderung mit erhöhten Rechten in { $folder }, `{ $command }` aus, und geben Sie die Seriennummer an, die der Befehl bei diesem Server zeigt
