# What the watch's rules say of what they found.

rule-version-outdated = Version { $installed } is outdated.
rule-version-outdated-service = Version { $installed } is outdated (the service says { $status }).
rule-version-outdated-newer = Version { $installed } is outdated (the configuration server has { $newest }).
rule-version-outdated-both = Version { $installed } is outdated (the service says { $status }; the configuration server has { $newest }).
rule-version-unsupported = Version { $installed } is no longer supported.
rule-version-unsupported-service = Version { $installed } is no longer supported (the service says { $status }).
rule-version-unsupported-newer = Version { $installed } is no longer supported (the configuration server has { $newest }).
rule-version-unsupported-both = Version { $installed } is no longer supported (the service says { $status }; the configuration server has { $newest }).
rule-by-hand = It is upgraded by hand, before its process servers and agents.
rule-agents = { $count ->
    [one] { $count } machine has
   *[other] { $count } machines have
 } a mobility agent that must be updated: { $names }. Update it in the vault, under Replicated items, after the process server.

rule-heartbeat = No heartbeat since { $since }. Its machine may be off, or port 443 to the configuration server blocked.
rule-processor-critical = Processor load is over 95 %, or the service calls it critical.
rule-processor-warning = Processor load is over 80 %, or the service warns of it.
rule-memory-critical = Memory in use is over 95 %, or the service calls it critical.
rule-memory-warning = Memory in use is over 80 %, or the service warns of it.
rule-cache-critical = Free cache space is under 25 %: replication is throttled or stops.
rule-cache-warning = Free cache space is under 30 %.
rule-backlog = The upload of replicated data is more than { $minutes } minutes behind.
rule-service = A service of the process server is down. Look on the machine at ProcessServer, ProcessServerMonitor, cxprocessserver, InMage PushInstall and LogUpload.
rule-machines-many = { $count } protected machines use it; { $most } is the limit. Move some to another process server: `/failback-ps switch`.

rule-support-expired = Support of its version expired on { $day }.
rule-support-expires = Support of its version expires on { $day }.
rule-certificate-expired = Its certificate expired on { $day }.
rule-certificate-expires = Its certificate expires on { $day }.
rule-certificate-late = It can now be renewed by hand only, on the configuration server.
rule-certificate-renew = Renew it: `/failback-ps renew-certificate { $server }`.
rule-secret-expired = The bot's Azure secret expired on { $day }.
rule-secret-expires = The bot's Azure secret expires on { $day }.
rule-secret-renew = Make a new one in Microsoft Entra, give it to the bot, and start it.

rule-uncovered = { $count ->
    [one] { $count } failed-over machine
   *[other] { $count } failed-over machines
 } ({ $names }) and no healthy process server in the network: they cannot fail back well. `/failback-ps coverage` offers a deployment.
rule-forgotten = No protected machine has used it since { $day }. If it is needed no more: `/failback-ps unregister { $server }`, then `/failback-ps delete { $server }`.
rule-forgotten-cost = Meanwhile { $cost }.
rule-ghost = It is registered, but its machine { $machine } is gone from Azure. Take the entry away: `/failback-ps unregister { $server }`.

rule-image-gone = The process server's gallery image is no longer listed.
rule-image-deprecated = The gallery image { $version } is deprecated.
rule-image-ends = The gallery image { $version } ends on { $day }.
rule-image-ends-some-day = The gallery image { $version } ends on a day that Azure does not name.
rule-image-other = Deploy with `source=unified-setup`.
rule-quota = { $left } cores of { $size } are left of { $limit }; the next process server needs { $needed }. Ask Azure for more, or choose another size.
