# The Home tab.

home-title = Failback process servers

home-count-needs = { $count ->
    [one] *{ $count } thing needs you*
   *[other] *{ $count } things need you*
 }
home-count-incidents = { $count ->
    [one] *{ $count } open incident*
   *[other] *{ $count } open incidents*
 }
home-count-findings = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
 }{ $critical ->
    [0] {""}
   *[other] {""}, { $critical } critical
 }
home-count-operations = { $count ->
    [one] { $count } operation in flight
   *[other] { $count } operations in flight
 }
home-count-servers = { $count ->
    [one] { $count } process server
   *[other] { $count } process servers
 }{ $ailing ->
    [0] {""}
    [one] {""}, { $ailing } needs attention
   *[other] {""}, { $ailing } need attention
 }
home-ended = In the last 7 days { $count ->
    [0] no operation ended
    [one] { $count } operation ended
   *[other] { $count } operations ended
 }{ $failed ->
    [0] {""}
   *[other] {""}, of which { $failed } failed
 }.

home-bystander = You see how things stand. Operations are asked for by { $who }.
home-nobody = You see how things stand. No rule lets anybody ask for a deployment here; a rule belongs into the bot's settings.
home-uncounted = { $why } You see how things stand; { $who } can act.
home-unknown = { $why } So no buttons are shown; they come back by themselves once Slack answers.

home-vault = Vault
home-environment = Environment
home-all-vaults = All vaults
home-all-environments = All environments

home-needs = { $count ->
    [0] Needs you
   *[other] Needs you ({ $count })
 }
home-needs-nothing = Nothing needs you now.
home-own = *Yours, under way*

home-vote = *{ $what }* waits for your approval
home-card = Open the card
home-expires = expires { $when }
home-votes = { $given } of { $needed } approvals given
home-by-hand = *{ $what }* waits for you to do a step by hand
home-step = Step: { $step }
home-by-hand-how = What to do is in the thread of its card. *Done* makes me look at once.
home-failed = *{ $what }* has failed
home-failed-how = It holds its locks until you retry it, clean it up or give it up; the card offers all three.

home-step-of = { $step } (step { $number } of { $count })
home-waits-for = still needs { $who }

home-incidents = Open incidents ({ $count })

home-findings = { $count ->
    [0] Findings
   *[other] Findings ({ $count })
 }
home-findings-none = The watch has found nothing that is not in order.
home-findings-only-aside = { $count ->
    [one] Nothing open; { $count } snoozed or dismissed: `/failback-ps findings` lists it.
   *[other] Nothing open; { $count } snoozed or dismissed: `/failback-ps findings` lists them.
 }
home-findings-aside = { $count ->
    [one] { $count } more is snoozed or dismissed: `/failback-ps findings` lists it.
   *[other] { $count } more are snoozed or dismissed: `/failback-ps findings` lists them.
 }
home-finding-critical = { $what } · critical

home-operations = Operations in flight ({ $count })

home-servers = { $count ->
    [0] Process servers
   *[other] Process servers ({ $count })
 }
home-servers-none = The watch has seen no process server yet. *Check now* looks at once.
home-servers-age = As the watch saw them { $when }.
home-servers-again = *Check now*, below, looks again.
home-healthy = Healthy
home-attention = *Needs attention:* { $what }
home-nothing-open = Nothing open: { $what }
home-late = Seen { $when }; its vault gave no answer since.
home-silent = no heartbeat since { $when }
home-trouble-never-seen = no heartbeat seen
home-trouble-critical = health is critical
home-trouble-warning = health warning
home-trouble-outdated = version is outdated
home-trouble-unsupported = version is no longer supported
home-aside-snoozed = { $what } (snoozed)
home-aside-dismissed = { $what } (dismissed)
home-certificate-expired = certificate expired { $day }
home-certificate-ends = certificate ends { $day }
home-version = Version { $version }
home-version-unknown = Version not given
home-certificate = Certificate until { $day }
home-certificate-never = Certificate never ends
home-modernised = Appliance, looks after itself
home-built-in = The configuration server's own
home-status = Status
home-page = { $first }–{ $last } of { $total }
home-previous = Previous
home-next = Next

home-coverage = Coverage
home-coverage-gaps = { $count ->
    [one] A network holds failed-over machines and has no healthy process server: { $names }
   *[other] { $count } networks hold failed-over machines and have no healthy process server: { $names }
 }
home-coverage-look = Coverage…

home-channels = { $count ->
    [one] A channel cannot be reached
   *[other] { $count } channels cannot be reached
 }
home-following = What next
home-deploy = Deploy…
home-check = Check now
home-help = Help
home-footer = This page keeps itself up to date for an hour after you last opened it. `/failback-ps help` lists every command.
