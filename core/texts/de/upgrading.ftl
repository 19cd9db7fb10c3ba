# Einen Prozessserver in zulässigen Sprüngen aktualisieren.

upgrading-by-hand = Von Hand: `/failback-ps upgrade-by-hand { $server }` zeigt die dokumentierten Schritte.
upgrading-no-version = Site Recovery zeigt keine Version von { $server }.
upgrading-odd-version = Site Recovery zeigt als Version von { $server } nur „{ $said }“.
upgrading-no-ceiling = Ohne sie wird nichts aktualisiert: Ein Prozessserver darf nicht neuer werden. Sehen Sie im Tresor nach dem Heartbeat des Konfigurationsservers.
upgrading-no-installer = Ein Installationsprogramm der Version { $version } ist nicht bekannt.
upgrading-installers = Bekannt sind: { $versions }. Andere tragen Sie in den Einstellungen unter `azure.installers` ein.
upgrading-runs = { $machine } läuft.
upgrading-agent = Der Gast-Agent von { $machine }: { $agent }.
upgrading-no-agent = Der Gast-Agent von { $machine } ist { $agent }: Dort kann kein Skript laufen.
upgrading-no-agent-remedy = Kurz nach einem Start dauert es einige Minuten: Fordern Sie das Upgrade dann erneut an. Bleibt es so, starten Sie Windows neu, und sehen Sie unter aka.ms/vmextensionwindowstroubleshoot nach.
upgrading-too-new = Version { $target } ist neuer als { $fabric } mit { $theirs }; das wird nicht unterstützt.
upgrading-too-new-remedy = Aktualisieren Sie zuerst den Konfigurationsserver, oder wählen Sie { $theirs } oder eine ältere.
upgrading-already = { $server } hat { $mine } schon; es gibt nichts zu tun.
upgrading-newer = { $server } hat die Version { $mine }, die neuer ist als { $target }.
upgrading-newer-remedy = Zu einer älteren Version führt kein Weg zurück; stellen Sie stattdessen einen neuen Server bereit.
upgrading-from-to = Von { $mine } auf { $target }; { $fabric } hat { $theirs }.
upgrading-hops = { $count ->
    [one] Ein Sprung: { $mine } → { $way }.
   *[other] { $count } Sprünge: { $mine } → { $way }.
 }
upgrading-no-way = Für den Weg von { $at } auf { $target } ist kein Installationsprogramm bekannt: Ein Sprung darf höchstens { $most } Nebenversionen weit gehen, der nächste wäre also { $lacking }.
upgrading-name-one = Tragen Sie eines in den Einstellungen unter `azure.installers` ein.
upgrading-pauses = Die Replikation pausiert.
upgrading-pauses-remedy = Nach dem Upgrade geht sie von selbst weiter; beobachten Sie den ersten Zyklus.
upgrading-would-pause = Die Replikation würde pausieren.
upgrading-would-pause-remedy = Schalten Sie die Maschinen zuerst um: `/failback-ps switch { $server } <anderer Server>`; oder fordern Sie das Upgrade mit `replication=pause` erneut an, wenn eine Pause von einer halben Stunde je Sprung nicht schadet.

upgrading-undo = Das Upgrade lässt sich nicht rückgängig machen: Zu einer älteren Version führt kein Weg zurück. Arbeitet der Server danach nicht, stellen Sie einen neuen bereit (`/failback-ps deploy`), schalten Sie die Maschinen auf ihn um (`/failback-ps switch`), melden Sie diesen dann ab, und löschen Sie ihn.
upgrading-no-number = „{ $value }“ ist keine Version.
upgrading-no-number-remedy = Schreiben Sie alle vier Zahlen (9.61.7016.1) oder die ersten zwei (9.61).
upgrading-summary = { $server } durch Skripte auf seiner Maschine von { $mine } auf { $target } aktualisieren.
upgrading-summary-to = { $server } durch Skripte auf seiner Maschine auf Version { $target } aktualisieren.
upgrading-summary-theirs = { $server } durch Skripte auf seiner Maschine auf die Version seines Konfigurationsservers aktualisieren.
upgrading-server = Prozessserver

upgrading-unchanged = Installierte Version laut Windows auf { $server }: { $version }. Erwartet: { $target }.
upgrading-none = keine
upgrading-unchanged-remedy = Sehen Sie auf dem Server in C:\ProgramData\ASRSetupLogs nach, und wiederholen Sie dann ab diesem Schritt.
upgrading-unchanged-cause = Jemand hat inzwischen eine andere Version installiert, oder das Setup hat seine Änderungen zurückgenommen.
upgrading-still = Installiert. Site Recovery zeigt noch { $version }.
upgrading-nothing = keine Version
upgrading-both = Windows und Site Recovery zeigen beide { $version }.
upgrading-not-shown = Site Recovery zeigt für { $server } die Version { $target } nicht. { $seen }
upgrading-not-shown-remedy = Prüfen Sie den Heartbeat des Servers (`/failback-ps status { $server }`) und die Verbindung des Konfigurationsservers, und wiederholen Sie dann ab diesem Schritt.
upgrading-not-shown-cause = Der Server oder sein Konfigurationsserver hat sich seitdem nicht gemeldet.
upgrading-doing-fetch = Laden des Installationsprogramms auf
upgrading-doing-install = Ausführen des Setups auf
upgrading-doing-probe = Abfragen der installierten Version auf
upgrading-doing-proof = Warten, bis Site Recovery sie zeigt
upgrading-asleep = Die Maschine läuft nicht.
upgrading-no-need = Es gibt nichts zu tun.
