# Antworten von `status`.

status-title = Stand
status-of = Stand von { $server }
status-seen = Wie Site Recovery ihn zeigt
status-operations = Vorgänge
status-unfinished = Nicht beendet
status-last = Die letzten
status-none = Keine.
status-never = Kein Vorgang läuft, und noch keiner ist gelaufen. `/failback-ps list` zeigt die Server.
status-unknown = Kein Konfigurationsserver kennt { $server }.
status-portal = Portal
status-incident = { $id } ist ein Incident: `/failback-ps incident status incident={ $id }` zeigt ihn.
status-finding = { $id } ist ein Befund: `/failback-ps findings { $id }` zeigt ihn.
status-not-here = Vorgänge sind hier nicht bekannt.
status-step = Schritt: { $title }.
status-asked = Angefordert von <@{ $person }>, { $at }.
