# Das Upgrade eines Prozessservers von Hand.

byhand-title = Upgrade von { $server }
byhand-now = Jetzt
byhand-what = Was zu tun ist
byhand-modernised = Die Appliance eines modernisierten Tresors aktualisiert sich selbst: Öffnen Sie ihren Konfigurations-Manager, und sehen Sie nach, ob automatische Updates eingeschaltet sind.
byhand-built-in = Dieser Prozessserver ist Teil des Konfigurationsservers und wird mit ihm aktualisiert: Führen Sie auf dem Konfigurationsserver das neueste Unified Setup ({ $url }) aus. Aktualisieren Sie danach die anderen Prozessserver, dann die Mobilitätsdienste.
byhand-unknown = nicht bekannt
byhand-nothing-newer = Version des Konfigurationsservers: { $version }. Auf etwas Neueres darf dieser Server nicht gehen. Aktualisieren Sie zuerst den Konfigurationsserver, dann diesen Server.
byhand-nothing = Nichts. Version des Konfigurationsservers: { $version }.
byhand-way = Welcher Weg
byhand-by-hand = Von Hand
byhand-unattended = Ohne Fenster (Eingabeaufforderung mit erhöhten Rechten)
byhand-afterwards = Danach
byhand-check = In PowerShell auf dem Server: `{ $command }`
    Protokolle: `{ $logs }`
    Site Recovery zeigt die neue Version nach bis zu 15 Minuten; `/failback-ps status { $server }` sagt es dann. Zuletzt aktualisieren Sie die Mobilitätsdienste der Maschinen, die ihn nutzen.
byhand-rule = { $way }. Ein Prozessserver ist nie neuer als sein Konfigurationsserver ({ $target }).
byhand-steps = Ein Sprung darf höchstens vier Nebenversionen weit gehen, deshalb geht es schrittweise. Installieren Sie jetzt einen beliebigen Build der ersten Version.
byhand-connect = Verbinden Sie sich per Remotedesktop als Administrator mit `{ $address }` ({ $server }).
byhand-load = Laden Sie Unified Setup { $version } auf den Server. Unter { $url } gibt es nur das neueste; ältere sind in den Versionshinweisen ihres Updaterollups verlinkt: { $releases }
byhand-run = Führen Sie Unified Setup aus; es findet die installierte Version und bietet das Upgrade an. Gehen Sie es bis zum Ende durch, und starten Sie den Server neu, wenn es das verlangt.
byhand-pause = Die Replikation pausiert dabei und geht von selbst weiter.
