# The prompt of a finding, and the digest of many.

finding-title = { $what }: { $server }

finding-title-outdated = Process server is outdated
finding-title-unreadable = Vault cannot be read
finding-title-configuration-server-outdated = Configuration server is outdated
finding-title-agents-outdated = Mobility agents are outdated
finding-title-agent-expires = Version's support ends
finding-title-certificate-expires = Certificate expires
finding-title-secret-expires = The bot's Azure secret expires
finding-title-heartbeat-lost = Process server is silent
finding-title-processor-high = Processor load is high
finding-title-memory-high = Memory is short
finding-title-cache-low = Cache space is short
finding-title-backlog-high = Upload is behind
finding-title-machines-many = Process server has many machines
finding-title-service-down = A service is down
finding-title-uncovered-network = Network without a process server
finding-title-forgotten-server = Process server that nobody uses
finding-title-machine-gone = Registered, but its machine is gone
finding-title-image-deprecated = Gallery image is going
finding-title-quota-short = Quota is short

# What a value is of.
finding-fact-installed = Installed
finding-fact-configuration-server = Configuration server
finding-fact-upgrade-to = Upgrade to
finding-fact-next-hop = Next hop
finding-fact-the-service-says = The service says
finding-fact-oldest-agent = Oldest agent
finding-fact-machines = Machines
finding-fact-machine = Machine
finding-fact-unused-since = Unused since
finding-fact-address = Address
finding-fact-fabric = Fabric
finding-fact-vault = Vault
finding-fact-azure-says = Azure says

finding-upgrade = Upgrade…
finding-users = Who uses it
finding-snooze-hour = Snooze for 1 hour
finding-snooze-tomorrow = Snooze until tomorrow
finding-snooze-window = Snooze until the next maintenance window
finding-snooze-until = Snooze until…
finding-dismiss = Dismiss…

finding-critical = *Critical.* { $sentence }
finding-resolved = *Resolved* { $when }. It was: { $sentence }
finding-resolved-plain = Resolved: { $title }.
finding-snoozed = *Snoozed* until { $until } by { $who }.
finding-dismissed = *Dismissed* by { $who }: { $reason }.
finding-dismissed-for = *Dismissed* by { $who }: { $reason }. It holds for { $about }.
finding-acting = *Being worked on*: operation { $operation }.
finding-somebody = somebody
finding-first-seen = First seen { $when }
finding-rule = Rule: { $rule }
finding-source = Source: { $source }
finding-flaps = It has come and gone { $times ->
    [one] once
   *[other] { $times } times
 }; it is closed once it stays away for an hour.
finding-line-resolved = Resolved: { $names }{ $more ->
    [0] { "" }
   *[other] { " and " }{ $more } more
 } { $count ->
    [one] is
   *[other] are
 } in order.
finding-line-open = Open again: { $names }{ $more ->
    [0] { "" }
   *[other] { " and " }{ $more } more
 } { $count ->
    [one] is
   *[other] are
 } not in order.
finding-reminder = Reminder: { $server }.
finding-critical-now = Critical now: { $server }.
finding-critical-again = Critical again: { $server }.
finding-elsewhere = Its prompt stands in { $channel }, where it was first seen; decide there.
finding-prompt = Open the prompt

finding-digest-title = { $count ->
    [one] { $count } finding at once
   *[other] { $count } findings at once
 }
finding-digest-resolved = Resolved: all of { $count ->
    [one] { $count } finding
   *[other] { $count } findings
 }
finding-digest-closed = { $count ->
    [one] { $count } further one resolved
   *[other] { $count } further ones resolved
 }
finding-digest-help = `/failback-ps findings` shows each, and what can be done
finding-digest-line = • *{ $title }*. { $sentence }
finding-digest-critical = • *critical* *{ $title }*. { $sentence }

# What a value is of, too.
finding-fact-subscription = Subscription
finding-fact-region = Region
finding-fact-network = Network

finding-deploy = Deploy…
