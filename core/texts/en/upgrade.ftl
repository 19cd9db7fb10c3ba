# The card of a fabric's upgrade as a whole.

upgrade-title = Upgrade of { $name } and all that belongs to it
upgrade-order = The configuration server first, then its process servers, then the mobility agents. Asked for by { $who }.
upgrade-line = { $number }. *{ $role }* { $way }: { $stand }
upgrade-role-configuration-server = Configuration server
upgrade-role-built-in = Its own process server
upgrade-role-process-server = Process server
upgrade-role-agents = Mobility agents
upgrade-stand-current = current
upgrade-stand-ready = can be upgraded now
upgrade-stand-waits = waits for what stands above
upgrade-stand-no-way = the service asks for an update, and no newer installer is known. See the newest rollup: https://learn.microsoft.com/azure/site-recovery/site-recovery-whats-new
upgrade-stand-unknown = its version cannot be read
upgrade-hand-configuration-server = to be upgraded now, by hand: run Unified Setup of the next version on it. https://learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server#upgrade-the-configuration-server
upgrade-hand-built-in = moves with the configuration server, which is to be upgraded now
upgrade-hand-agents = to be updated now, in the vault under *Replicated items*, *Update agent*. https://learn.microsoft.com/azure/site-recovery/service-updates-how-to
upgrade-acting = operation { $operation } is at work on it
upgrade-lacking = no installer of { $version } is known: name it in the settings, under `azure.installers`
upgrade-agents = { $count ->
    [one] ({ $count } to update)
   *[other] ({ $count } to update)
 }
upgrade-agents-oldest = { $count ->
    [one] ({ $count } to update; it has { $version })
   *[other] ({ $count } to update; the oldest has { $version })
 }
upgrade-button = Upgrade { $server }…
upgrade-see = Plan of the fabric
upgrade-moves = Moves along with every look and operation, and closes itself once all is current. Where the bot does not see the machine: `/failback-ps upgrade-by-hand`
upgrade-done = All of { $name } is current since { $when }.
upgrade-gone = { $name } is in its vault no more, seen { $when }.
