# An incident: its board, its lines, its timeline.

incident-title = { $severity }: { $title }
incident-ended-title = Ended: { $title }
incident-open = *Open* since { $when }, started by { $who }. `{ $id }`
incident-over = *Ended* { $when } by { $who } after { $duration }. `{ $id }`
incident-summary = *Summary:* { $text }
incident-fallback = Incident { $severity }: { $title }. { $servers ->
    [one] { $servers } server
   *[other] { $servers } servers
 }, { $wrong } in need of attention; { $waiting } waiting for people.
incident-fallback-ended = Incident ended: { $title }.

incident-leads = *Leads now:* { $people }
incident-leads-unknown = *Leads:* { $people }. Slack did not say who that is now.
incident-leads-nobody = *Leads now:* nobody. Nobody is in { $people }, or no group is named.

incident-waiting = *Waiting for*
incident-waiting-nobody = *Waiting for:* nobody
incident-waiting-approval = • { $what } has waited since { $since } for approval by { $who }
incident-waiting-person = • { $what } has waited since { $since } for { $who } to do a step by hand

incident-operations = *Operations*
incident-operations-none = *Operations:* none under way
incident-operation = • { $what }: { $state }, since { $since }. Asked for by { $who }
incident-state-draft = being checked
incident-state-awaiting-approval = waits for approval
incident-state-approved = approved
incident-state-running = running
incident-state-waiting-for-person = waits for a person
incident-state-cancelling = stopping
incident-state-cleaning = cleaning up
incident-state-failed = failed; what is next is decided on its card
incident-at-step = { $state }, step { $number } of { $count }: { $step }

incident-servers = *Servers:* { $count }; { $wrong ->
    [0] { $snoozed ->
        [0] all in order
       *[other] none needs attention
     }
    [one] { $wrong } needs attention
   *[other] { $wrong } need attention
 }{ $snoozed ->
    [0] { "" }
   *[other] , { $snoozed } snoozed
 }
incident-servers-none = *Servers:* none seen yet. Azure is asked every minute.
incident-others = *Also found*
incident-server = • *{ $name }*: { $wrong }
incident-server-critical = • *{ $name }*, *critical*: { $wrong }
incident-servers-fine = In order: { $names }
incident-wrong-silent = no heartbeat
incident-wrong-critical = Site Recovery calls it critical
incident-wrong-warning = Site Recovery warns of it
incident-snoozed = { $wrong } (snoozed)
incident-more = { $names } and { $count } more
incident-more-lines = and { $count } more; `/failback-ps findings` lists them

incident-looked = Looked at { $when }. Health is checked every minute while the incident is open.
incident-not-looked = Health is checked every minute while the incident is open.
incident-rules = Version prompts wait until the end; approvers are reminded after a third of the usual time.
incident-where-timeline = Its timeline is a message of its own, below.

incident-button-note = Note…
incident-button-status = Status
incident-button-end = End…

incident-long = { $who }: “{ $title }” has been open since { $when }. Is it still going on? If not, end it with *End…* on the board or `/failback-ps incident end`. You are asked only once.

incident-noted = Noted. It stands in the timeline, and the channel is told.
incident-ended-said = Ended. The timeline follows in the channel, as a message and as a file.

# What happened, one sentence each. $who did it, $what is the operation, linked to its card.
incident-bot = The bot
incident-reason = { $said } Reason: { $reason }
incident-event-operation-draft = { $who } asked for { $what }.
incident-event-operation-awaiting-approval = { $what } is planned and waits for approval.
incident-event-operation-blocked = { $what } is blocked: the checks found something to mend first.
incident-event-operation-approved = { $what } is approved.
incident-event-operation-running = { $what } is running.
incident-event-operation-waiting-for-person = { $what } waits for a person to do a step by hand.
incident-event-operation-cancelling = { $who } asked to cancel { $what }.
incident-event-operation-succeeded = { $what } is done and proved.
incident-event-operation-failed = { $what } failed.
incident-event-operation-cancelled = { $what } is cancelled.
incident-event-operation-denied = { $what } is denied.
incident-event-operation-expired = { $what } has expired: nobody approved in time.
incident-event-operation-withdrawn = { $who } withdrew { $what }.
incident-event-operation-stale = { $what } was stopped before the run: what was approved no longer held.
incident-event-operation-cleaning = What { $what } made is being removed.
incident-event-operation-cleaned = What { $what } made is removed.
incident-event-vote-approve = { $who } approved { $what }.
incident-event-vote-deny = { $who } denied { $what }.
incident-event-vote-carried = { $who } had approved the same plan of { $what } before; that vote counts on.
incident-event-vote-uncounted = A vote for { $what } counts no longer.
incident-event-glass-broken = { $who } broke the glass: { $what } runs without its approval.
incident-event-review-acknowledged = { $who } acknowledged the broken glass of { $what }.
incident-event-review-reminded = Approvers were called to review the broken glass of { $what }.
incident-event-approval-reminded = Approvers were called again: { $what }.
incident-event-approval-escalated = Nobody has decided on { $what }; it was escalated.
incident-event-question-asked = { $who } asked a question about { $what }.
incident-event-hold-locked = { $who } locked { $what }.
incident-event-hold-unlocked = { $who } unlocked { $what }.
incident-event-hold-frozen = { $who } froze everything: nothing new begins.
incident-event-hold-thawed = { $who } ended the freeze.
incident-event-incident-started = { $who } started the incident.
incident-event-incident-note = { $who } noted: { $text }
incident-event-incident-long = The bot asked whether it is still going on.
incident-event-incident-ended = { $who } ended the incident.
incident-event-finding-opened = Found: { $title }: { $names }.
incident-event-finding-open = Open again: { $title }: { $names }.
incident-event-finding-worse = Got worse: { $title }: { $names }.
incident-event-finding-resolved = Resolved: { $title }: { $names }.
incident-event-finding-acting = Being worked on: { $title }: { $names }.
incident-event-finding-snooze = { $who } snoozed: { $title }: { $names }.
incident-event-finding-dismiss = { $who } dismissed: { $title }: { $names }.
incident-event-other = { $who }: { $kind } ({ $what })

incident-timeline-title = Timeline: { $title }
incident-timeline-head = { $severity }, from { $start } to { $end }: { $duration }. Ended by { $who }.
incident-timeline-usual = Earlier incidents took { $duration } (median).
incident-timeline-durations = *How long it took*
incident-timeline-took = • { $what }: { $took }{ $beside }
incident-timeline-approved = asked to approved { $duration }
incident-timeline-begun = approved to running { $duration }
incident-timeline-ready = running to ready { $duration }
incident-timeline-whole = { $duration } in all
incident-timeline-unfinished = not finished when the incident ended
incident-timeline-before = earlier ones { $duration }
incident-timeline-before-incidents = in earlier incidents { $duration }
incident-timeline-happened = *What happened*
incident-timeline-left = { $count } more entries are in the file in this message's thread.
incident-timeline-file = The whole timeline as a Markdown file is in this message's thread.

incident-file-alt = Timeline of the incident { $title }: { $count } entries from { $start } to { $end }
incident-file-incident = Incident
incident-file-severity = Severity
incident-file-from = From
incident-file-to = To
incident-file-took = Duration
incident-file-started = Started by
incident-file-ended = Ended by
incident-file-summary = Summary
incident-file-durations = Durations
incident-file-operation = Operation
incident-file-asked = Asked for (UTC)
incident-file-approved = Asked → approved
incident-file-running = Approved → running
incident-file-ready = Running → ready
incident-file-whole = In all
incident-file-usual = Earlier ones (median)
incident-file-timeline = Timeline
incident-file-at = Time (UTC)
incident-file-what = What happened

# Those operations that went on beyond it.
incident-event-incident-ended-at-work = { $who } ended the incident. Still at work then: { $names }.

# The vote that fills the quorum.
incident-event-vote-approve-last = { $who } approved { $what }; that was the last approval it needed.
