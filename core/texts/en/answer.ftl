# What one person is told privately of incidents and findings.

answer-incident = Incident: { $title }
answer-incident-started = { $id } is open and bound to this channel. Its board is pinned here; what happens to { $count ->
    [0] its servers
    [one] { $count } process server
   *[other] { $count } process servers
 } is told here until `/failback-ps incident end`.
answer-incident-doubt = Azure did not say everything, so the board may lack servers: { $unread }
answer-incident-noted = Noted
answer-incident-noted-where = It is in the timeline of { $id }, and told in its channel.
answer-incident-ended = Ended: { $title }
answer-incident-ended-where = { $id } is over. Its timeline follows in its channel, as a message and as a file.
answer-incidents = Incidents
answer-incidents-open = Open
answer-incidents-none = None.
answer-incidents-last = Last ones
answer-incident-row = “{ $title }”, { $severity }, in { $channel }, { $from }
answer-incident-row-over = “{ $title }”, { $severity }, in { $channel }, { $from } to { $to }
answer-incident-severity = Severity
answer-incident-since = Open since
answer-incident-from = Open from
answer-incident-by = Started by
answer-incident-over = Ended
answer-incident-over-by = { $when } by { $who }
answer-incident-servers = Servers
answer-incident-servers-none = None was seen yet.
answer-incident-operations = Operations
answer-incident-operations-none = None is under way.
answer-incident-entries = { $count ->
    [one] { $count } entry in the timeline.
   *[other] { $count } entries in the timeline.
 }
answer-incident-more = { $count } more are on the board.
answer-incident-fine = in order
answer-incident-server = { $version } · { $said }
answer-incident-version-unknown = version unknown
answer-incident-operation = { $id }: { $state }. Asked for by { $who }.

answer-findings = Findings: { $count }
answer-findings-title = Findings
answer-findings-none = Nothing is open.
answer-findings-none-of = Nothing of “{ $what }” is open. If that is not the name of a server, `/failback-ps list` shows the names.
answer-findings-more = { $count } more; name a server to see its own.
answer-findings-help = `/failback-ps snooze fi-… 4h` and `/failback-ps dismiss fi-… reason` put one off, or all of a server by its name.
answer-findings-upgrade = Upgrade { $server }…
answer-finding-open = open since { $since }. { $sentence }
answer-finding-critical = critical, { $line }
answer-finding-warning = warning, { $line }
answer-finding-snoozed = snoozed until { $until } by { $who }, since { $since }. { $sentence }
answer-finding-dismissed = dismissed by { $who } (“{ $reason }”), since { $since }. { $sentence }
answer-finding-acting = operation { $operation } is at work, since { $since }. { $sentence }
answer-snoozed = Snoozed
answer-snoozed-until = { $what }: quiet until { $until }.
answer-dismissed = Dismissed
answer-dismissed-until = { $what }: told again if it gets worse, or about another version.

answer-portal = open in the portal
answer-faults = Nothing was done: this line of `{ $verb }` must be mended first.
answer-not-member = I am not in <#{ $channel }>, so I could not show what happens there. Nothing was started.
answer-not-member-remedy = Type `/invite @failback-ps` in that channel, then ask again.
answer-stopped = I am being restarted and may not have got to your command.
answer-stopped-remedy = If nothing shows up within a minute, type it again.
answer-mine = That failed, and the fault is mine.
answer-mine-remedy = Try again; if it happens again, tell whoever runs me to look into my log.
answer-mine-form = That failed, and the fault is mine. Nothing was asked for.
answer-old = That was made by another version of me, and I cannot read it any more.
answer-old-remedy = Ask for it anew with `/failback-ps`.
answer-stranger = I serve one workspace, and this came from another.
answer-stranger-remedy = Ask a member of my workspace.
answer-not-opened = Slack did not open the form ({ $code }).
answer-not-opened-remedy = Type the command again.
answer-upgrade-plan = Upgrade plan
answer-users = Who uses it
