# Einen Prozessserver von seinem Konfigurationsserver abmelden.

unregister-counted = Site Recovery zählt noch { $machines } auf ihm, obwohl keine ihn nennt: Die Zählung hinkt nach.
unregister-counted-remedy = Haben Sie sie eben umgeschaltet, ist alles in Ordnung.
unregister-count = Maschinen auf ihm nach der Zählung des Dienstes: { $count }.
unregister-off = { $machine }: { $power }. Letzter Heartbeat aber: { $beat }. Auf der Maschine lässt sich nichts deinstallieren, und dass der Server schweigt, steht noch nicht fest.
unregister-off-remedy = Starten Sie ihn (`/failback-ps start { $server }`), oder fordern Sie die Abmeldung in einer halben Stunde erneut an.
unregister-by-hand = Er läuft (Heartbeat { $beat }), aber auf ihm kann kein Skript laufen: { $hindrance }. Eine Person deinstalliert seine Software per Remotedesktop.
unregister-by-hand-remedy = Soll es ein Skript tun, beheben Sie das, und fordern Sie die Abmeldung erneut an.
unregister-by-script = Er läuft (Heartbeat { $beat }): Ein Skript deinstalliert seine Software in der richtigen Reihenfolge.
unregister-faint = { $machine } läuft, letzter Heartbeat aber: { $beat }. Womöglich kann sich der Server nicht mehr beim Konfigurationsserver abmelden. Seine Software deinstalliert ein Skript.
unregister-faint-by-hand = { $machine } läuft, letzter Heartbeat aber: { $beat }. Womöglich kann sich der Server nicht mehr beim Konfigurationsserver abmelden. Seine Software deinstalliert eine Person, denn: { $hindrance }.
unregister-afterwards = Zeigt Site Recovery ihn dann immer noch, sagt der Thread, was auf dem Konfigurationsserver auszuführen ist.
unregister-find = Wer die Software deinstalliert, muss die Maschine mit der Adresse { $address } finden, deren Windows { $server } heißt.
unregister-unclear = Letzter Heartbeat: { $beat }. { $unclear } Eine Person deinstalliert ihn.
unregister-unseen = Letzter Heartbeat: { $beat }. Aber der Bot sieht in Azure keine Maschine mit der Adresse des Servers.
unregister-gone-off = Letzter Heartbeat: { $beat }. { $machine }: { $power }. Eine Person führt einen Befehl auf dem Konfigurationsserver aus.
unregister-gone-unclear = Letzter Heartbeat: { $beat }. { $unclear }
unregister-gone-sure = Vergewissern Sie sich, dass es den Server nicht mehr gibt, bevor er vergessen wird.
unregister-gone = Letzter Heartbeat: { $beat }. Der Bot sieht in Azure keine Maschine mit der Adresse des Servers: Eine Person führt einen Befehl auf dem Konfigurationsserver aus.
unregister-rights = Die Identität des Bots darf den Konfigurationsserver neu abfragen.
unregister-rights-remedy = Geben Sie ihr die Rolle „Site Recovery Operator“ für den Tresor.

unregister-undo = Die Abmeldung lässt sich nicht rückgängig machen. Ein Server, dessen Software noch installiert ist, lässt sich wieder registrieren (`/failback-ps register`); nach der Deinstallation stellt `/failback-ps deploy` einen neuen bereit.
unregister-script = ein Skript, das Windows neu startet, wenn eine Deinstallation es verlangt
unregister-person = eine Person, per Remotedesktop
unregister-alone = { $server } abmelden.
unregister-silent = { $server }, der schweigt, von { $fabric } abmelden: Eine Person führt dort `{ $command }` aus; der Bot sieht laufend nach, bis er weg ist.
unregister-summary = { $server } von { $fabric } abmelden: Die Software von Site Recovery wird auf ihm deinstalliert; der Bot sieht laufend nach, bis er weg ist.
unregister-entry = Registrierung

unregister-hindered-which = der Bot weiß nicht, welche Maschine es ist
unregister-hindered-unseen = der Bot sieht in Azure keine Maschine mit dieser Adresse
unregister-hindered-agent = der Gast-Agent ist { $agent }
unregister-agent-silent = stumm
unregister-hindered-rights = der Identität des Bots fehlen Rechte: { $actions }
unregister-hindered-lock = die Sperre { $locks } verbietet es

unregister-uninstalled = Deinstalliert, aber Site Recovery zeigt { $server } noch.
unregister-person-does = die den Server abmeldet
unregister-done = Site Recovery zeigt { $server } nicht mehr.
unregister-once-more = Site Recovery zeigt ihn nicht; ich sehe noch einmal nach.
unregister-still-there = noch da und berechnet; /failback-ps delete { $server } entfernt sie
unregister-shown = Site Recovery zeigt { $server } noch (Heartbeat { $beat }).
unregister-apart = (1) Noch hat es niemand getan: Führen Sie auf { $fabric } `{ $command }` noch einmal aus; der Befehl nennt { $server }. (2) Er fragte nach einer Seriennummer und bekam keine oder die eines anderen Servers: Dann sagte er nicht `Successfully unregistered { $server } ({ $address })`. (3) { $fabric } meldet sich nicht bei Site Recovery: Der Tresor zeigt dessen eigenen Heartbeat als alt.
unregister-apart-connected = (1) Noch hat es niemand getan: Die drei Programme stehen auf { $server } noch in der Liste. (2) Port 443 von { $server } zu { $fabric } war bei der Deinstallation gesperrt: Führen Sie auf { $fabric } `{ $command }` aus. (3) { $fabric } meldet sich nicht bei Site Recovery: Der Tresor zeigt dessen eigenen Heartbeat als alt.
unregister-late = Site Recovery zeigt { $server } auch nach { $hours } Stunden noch.
unregister-late-remedy = { $seen } Sehen Sie in dieser Reihenfolge nach. { $apart } Wiederholen Sie danach ab diesem Schritt.
unregister-late-cause = Noch hat es niemand getan, der Befehl bekam eine andere Seriennummer, oder der Konfigurationsserver meldet sich nicht.
unregister-doing = Warten auf die Abmeldung
unregister-doing-guide = Veröffentlichen der Anleitung
unregister-doing-uninstall = Deinstallieren der Software von Site Recovery auf
