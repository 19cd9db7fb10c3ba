# Was eine Person allein über Incidents und Befunde erfährt.

answer-incident = Incident: { $title }
answer-incident-started = { $id } ist offen und an diesen Kanal gebunden. Das Board ist hier angeheftet; was mit { $count ->
    [0] den Servern
    [one] { $count } Prozessserver
   *[other] { $count } Prozessservern
 } geschieht, steht bis `/failback-ps incident end` hier.
answer-incident-doubt = Azure hat nicht alles mitgeteilt; auf dem Board können Server fehlen: { $unread }
answer-incident-noted = Notiert
answer-incident-noted-where = Es steht im Verlauf von { $id } und wird im Kanal mitgeteilt.
answer-incident-ended = Beendet: { $title }
answer-incident-ended-where = { $id } ist vorbei. Der Verlauf folgt im Kanal, als Nachricht und als Datei.
answer-incidents = Incidents
answer-incidents-open = Offen
answer-incidents-none = Keiner.
answer-incidents-last = Die letzten
answer-incident-row = „{ $title }“, { $severity }, in { $channel }, { $from }
answer-incident-row-over = „{ $title }“, { $severity }, in { $channel }, { $from } bis { $to }
answer-incident-severity = Schwere
answer-incident-since = Offen seit
answer-incident-from = Offen ab
answer-incident-by = Eröffnet von
answer-incident-over = Beendet
answer-incident-over-by = { $when } von { $who }
answer-incident-servers = Server
answer-incident-servers-none = Noch wurde keiner gesehen.
answer-incident-operations = Vorgänge
answer-incident-operations-none = Keiner läuft.
answer-incident-entries = { $count ->
    [one] { $count } Eintrag im Verlauf.
   *[other] { $count } Einträge im Verlauf.
 }
answer-incident-more = { $count } weitere stehen auf dem Board.
answer-incident-fine = in Ordnung
answer-incident-server = { $said } (Version { $version })
answer-incident-version-unknown = unbekannt
answer-incident-operation = { $id }: { $state }. Angefordert von { $who }.

answer-findings = Befunde: { $count }
answer-findings-title = Befunde
answer-findings-none = Nichts ist offen.
answer-findings-none-of = Zu „{ $what }“ ist nichts offen. Wenn kein Server so heißt: `/failback-ps list` zeigt die Namen.
answer-findings-more = { $count } weitere; nennen Sie einen Server, um seine zu sehen.
answer-findings-help = `/failback-ps snooze fi-… 4h` und `/failback-ps dismiss fi-… Grund` stellen einen zurück oder verwerfen ihn; mit einem Servernamen alle dieses Servers.
answer-findings-upgrade = { $server } aktualisieren…
answer-finding-open = offen seit { $since }. { $sentence }
answer-finding-critical = kritisch, { $line }
answer-finding-snoozed = zurückgestellt bis { $until } von { $who }, seit { $since }. { $sentence }
answer-finding-dismissed = verworfen von { $who } („{ $reason }“), seit { $since }. { $sentence }
answer-finding-acting = Vorgang { $operation } arbeitet daran, seit { $since }. { $sentence }
answer-snoozed = Zurückgestellt
answer-snoozed-until = { $names }: still bis { $until }.
answer-dismissed = Verworfen
answer-dismissed-until = { $names }: wird wieder gemeldet, wenn es schlimmer wird oder eine andere Version betrifft.
