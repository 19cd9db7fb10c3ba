# A channel that takes nothing from the bot: said in another one, counted, settled.

closed-title = A channel is closed to me
closed-since = I cannot write to { $channel }, first noticed { $since }: { $why }
closed-why-not-in-channel = I am not a member of it.
closed-why-channel-not-found = it was deleted, or it is private and I am not a member of it.
closed-why-is-archived = it is archived.
closed-why-is-inactive = it is archived or deleted.
closed-why-other = Slack answers { $code }.
closed-waiting = Waiting for it: { $what }. Nothing is lost: each is posted, as it stands by then, once the channel takes messages again.
closed-nothing = Nothing waits for it at the moment.
closed-kind-card = { $count ->
    [one] { $count } card of an operation
   *[other] { $count } cards of operations
 }
closed-kind-prompt = { $count ->
    [one] { $count } finding's prompt
   *[other] { $count } findings' prompts
 }
closed-kind-digest = { $count ->
    [one] { $count } digest of findings
   *[other] { $count } digests of findings
 }
closed-kind-notice = { $count ->
    [one] { $count } call or reply
   *[other] { $count } calls and replies
 }
closed-kind-echo = { $count ->
    [one] { $count } word on a finding that became critical
   *[other] { $count } words on findings that became critical
 }
closed-kind-upgrade-plan = { $count ->
    [one] { $count } plan of a fabric's upgrade
   *[other] { $count } plans of fabrics' upgrades
 }
closed-kind-review = { $count ->
    [one] { $count } review of a broken glass
   *[other] { $count } reviews of broken glasses
 }
closed-kind-board = { $count ->
    [one] { $count } board of an incident
   *[other] { $count } boards of incidents
 }
closed-kind-line = { $count ->
    [one] { $count } line on an incident
   *[other] { $count } lines on incidents
 }
closed-kind-timeline = { $count ->
    [one] { $count } timeline of an incident
   *[other] { $count } timelines of incidents
 }
closed-kind-file = { $count ->
    [one] { $count } timeline as a file
   *[other] { $count } timelines as files
 }
closed-kind-other = { $count ->
    [one] { $count } other message
   *[other] { $count } other messages
 }
closed-help-not-in-channel = *What to do:* type `/invite @failback-ps` in it.
closed-help-archived = *What to do:* unarchive it and type `/invite @failback-ps` in it; or name another channel in the settings, under `[[route]]` or `slack.channels`.
closed-help-gone = *What to do:* type `/invite @failback-ps` in it. If it was deleted, name another channel in the settings, under `[[route]]` or `slack.channels`: prompts of findings then follow it.
closed-look = Meanwhile `/failback-ps status` and `/failback-ps findings` show everything, in any channel that I am in.
closed-over-title = A channel takes messages again
closed-over = { $channel } takes messages again since { $until }; it had taken none since { $since }. What waited for it is being posted there.
