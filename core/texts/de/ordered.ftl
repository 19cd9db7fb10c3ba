# Skripte auf der Maschine des Servers. Tätigkeiten (doing) sind Hauptwörter und enden auf „auf“.

ordered-gone = Die Maschine ist weg.
ordered-gone-remedy = Wer sie gelöscht hat, steht im Portal im Aktivitätsprotokoll der Ressourcengruppe. Fordern Sie den Vorgang danach erneut an: Der neue Plan gilt für das, was da ist.
ordered-gone-cause = Jemand hat sie nach den Prüfungen gelöscht.
ordered-off = { $machine }: { $power }. Darauf kann kein Skript laufen.
ordered-off-remedy = Starten Sie sie im Portal, und wiederholen Sie dann ab diesem Schritt. Dieser Vorgang hält den Server gesperrt: `/failback-ps start` wird abgelehnt, bis er abgebrochen ist.
ordered-off-cause = Jemand hat sie nach den Prüfungen ausgeschaltet.
ordered-now = Jetzt: { $doing } { $server }.
ordered-now-log = Jetzt: { $doing } { $server }. Das Protokoll dort: { $line }
ordered-doing = { $doing } dem Server
ordered-log = Das Ende des Setup-Protokolls (C:\ProgramData\ASRSetupLogs) auf { $server }:
ordered-doing-restart = Neustart von Windows auf
ordered-doing-back = Warten, bis Windows wieder da ist
ordered-restarts = Windows auf { $server } startet neu.
ordered-is-back = Windows auf { $server } läuft wieder.
