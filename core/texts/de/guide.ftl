# Anleitungen für Personen, Schritt für Schritt.

guide-only-if = Nur wenn sich { $server } nicht wiederherstellen lässt: sonst starten Sie ihn (`/failback-ps start { $server }`), brechen dies ab und melden ihn ab, während er läuft.
guide-disconnected = Eine Person muss jetzt { $server } auf { $fabric } abmelden; der Bot erreicht diesen Server nicht.
guide-left-behind = Die Software von Site Recovery ist auf { $server } deinstalliert, aber { $fabric } führt ihn noch. Eine Person muss den Eintrag jetzt dort entfernen: der Bot erreicht diesen Server nicht.
guide-sign-in = Melden Sie sich auf { $fabric } (`{ $address }`) an und öffnen Sie eine Eingabeaufforderung als Administrator.
guide-serial = Es nennt, was es gefunden hat, und fragt nach einer Seriennummer: geben Sie die an, die es bei { $server } ({ $address }) zeigt.
guide-ends = Es endet mit: `Successfully unregistered { $server } ({ $address })`
guide-connect = Verbinden Sie sich per Remotedesktop mit `{ $address }` von einer Maschine aus, die das virtuelle Netzwerk erreicht (über das VPN oder Azure Bastion), und melden Sie sich als Administrator an. Prüfen Sie mit `hostname`, dass es { $server } ist und keine andere Maschine mit derselben Adresse.
guide-programs = Öffnen Sie in der Systemsteuerung „Programme und Features“ (`appwiz.cpl`).
guide-uninstall = Deinstallieren Sie „{ $program }“.
guide-uninstall-if = Deinstallieren Sie „{ $program }“, falls vorhanden.
guide-connected = Eine Person muss jetzt auf { $server } die Software von Site Recovery deinstallieren, in dieser Reihenfolge.
guide-after = Zeigt Site Recovery ihn eine halbe Stunde später noch, führen Sie auf { $fabric } (`{ $address }`) als Administrator in { $folder } `{ $command }` aus und geben die Seriennummer an, die es bei { $server } zeigt.
guide-watch = { $lead } Ich sehe nach, bis Site Recovery ihn nicht mehr zeigt, bis zu { $hours } Stunden lang.
guide-entry = der Eintrag von { $server } ({ $address }) auf { $fabric }: nur eine Person kann ihn entfernen. Dort, in einer Eingabeaufforderung mit erhöhten Rechten in { $folder }, führen Sie `{ $command }` aus und geben die Seriennummer an, die es bei diesem Server zeigt
