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
answer-incident-more = { $count ->
    [one] { $count } weiterer steht auf dem Board.
   *[other] { $count } weitere stehen auf dem Board.
}
answer-incident-fine = in Ordnung
answer-incident-server = { $version } · { $said }
answer-incident-version-unknown = Version unbekannt
answer-incident-operation = { $id }: { $state }. Angefordert von { $who }.

answer-findings = Befunde: { $count }
answer-findings-title = Befunde
answer-findings-none = Nichts ist offen.
answer-findings-none-of = Zu „{ $what }“ ist nichts offen. Wenn kein Server so heißt: `/failback-ps list` zeigt die Namen.
answer-findings-more = { $count ->
    [one] { $count } weiterer
   *[other] { $count } weitere
}; nennen Sie einen Server, um nur seine zu sehen.
answer-findings-help = `/failback-ps snooze fi-… 4h` und `/failback-ps dismiss fi-… Grund` stellen einen zurück oder verwerfen ihn; mit einem Servernamen alle dieses Servers.
answer-findings-upgrade = { $server } aktualisieren…
answer-finding-open = offen seit { $since }. { $sentence }
answer-finding-critical = kritisch, { $line }
answer-finding-warning = Warnung, { $line }
answer-finding-snoozed = zurückgestellt bis { $until } von { $who }, seit { $since }. { $sentence }
answer-finding-dismissed = verworfen von { $who } („{ $reason }“), seit { $since }. { $sentence }
answer-finding-acting = Vorgang { $operation } arbeitet daran, seit { $since }. { $sentence }
answer-snoozed = Zurückgestellt
answer-snoozed-until = { $what }: still bis { $until }.
answer-dismissed = Verworfen
answer-dismissed-until = { $what }: wird wieder gemeldet, wenn es schlimmer wird oder eine andere Version betrifft.

answer-portal = im Portal öffnen
answer-faults = Es wurde nichts getan: Diese Zeile von `{ $verb }` muss zuerst berichtigt werden.
answer-not-member = Ich bin nicht in <#{ $channel }> und könnte dort nicht zeigen, was geschieht. Es wurde nichts begonnen.
answer-not-member-remedy = Geben Sie in diesem Kanal `/invite @failback-ps` ein, und fordern Sie den Vorgang dann erneut an.
answer-stopped = Ich werde neu gestartet und bin womöglich nicht zu Ihrem Befehl gekommen.
answer-stopped-remedy = Zeigt sich in einer Minute nichts, geben Sie ihn noch einmal ein.
answer-mine = Das ist fehlgeschlagen, und der Fehler liegt bei mir.
answer-mine-remedy = Versuchen Sie es noch einmal; geschieht es wieder, bitten Sie die Betreiber, in mein Protokoll zu sehen.
answer-mine-form = Das ist fehlgeschlagen, und der Fehler liegt bei mir. Es wurde nichts angefordert.
answer-old = Das stammt von einer anderen Version von mir, und ich kann es nicht mehr lesen.
answer-old-remedy = Fordern Sie den Vorgang mit `/failback-ps` erneut an.
answer-stranger = Ich diene einem einzigen Workspace, und das kam aus einem anderen.
answer-stranger-remedy = Fragen Sie jemanden aus meinem Workspace.
answer-not-opened = Slack hat das Formular nicht geöffnet ({ $code }).
answer-not-opened-remedy = Geben Sie den Befehl noch einmal ein.
answer-upgrade-plan = Upgradeplan
answer-users = Wer ihn nutzt
