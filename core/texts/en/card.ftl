# The card of an operation, its replies and its buttons.

# How an operation is called.
card-title = { $verb } { $target }
card-verb-clean-up = Clean up
card-verb-coverage = Coverage
card-verb-delete = Delete
card-verb-deploy = Deploy
card-verb-refresh = Refresh
card-verb-register = Register
card-verb-renew-certificate = Renew certificate
card-verb-restart = Restart
card-verb-start = Start
card-verb-stop = Stop
card-verb-switch = Switch
card-verb-unregister = Unregister
card-verb-upgrade = Upgrade
card-operation = The operation

# The first word a reader looks for.
card-state-draft = Checking
card-state-blocked = Blocked
card-state-awaiting_approval = Waiting for approval
card-state-approved = Approved
card-state-running = Running
card-state-waiting_for_person = Waiting for a person
card-state-cancelling = Cancelling
card-state-succeeded = Done
card-state-failed = Failed
card-state-unplanned = Could not be planned
card-state-cancelled = Cancelled
card-state-denied = Denied
card-state-expired = Expired
card-state-withdrawn = Withdrawn
card-state-stale = Stopped
card-state-cleaning = Cleaning up
card-state-cleaned = Cleaned up

# What that means, and what is next.
card-next-draft = Everything is checked first; nothing is changed yet.
card-state-settled = Nothing to do
card-next-settled = Nothing was changed.
card-next-blocked = Mend what is listed here, then ask again.
card-next-approved = It is about to run.
card-next-waiting_for_person = What to do is in this message's thread. *Done* makes me look at once.
card-next-cancelling = It stops once the running step is over.
card-next-succeeded = The plan is carried out, and its result is proved.
card-next-cancelled = What was done so far stays as it is.
card-next-denied = Nothing was changed. Talk to them, and ask again if it is still needed.
card-next-expired = Nobody approved in time, so nothing was changed. Ask again if it is needed.
card-next-withdrawn = Nothing was changed.
card-next-stale = What was approved no longer holds, so nothing was changed. Ask again to see the plan as it is now.
card-next-cleaning = Removing what this operation made and nothing else.
card-next-cleaned = What this operation made has been removed.

card-lead = *{ $state }.*
card-lead-by = *{ $state }* by { $who }.
card-lead-at = *{ $state }* at “{ $step }”.
card-lead-blocked = *Blocked: nothing was changed.*
card-lead-unplanned = *Could not be planned; nothing was changed.*
card-lead-clean = *Clean up* removes what was made.
card-reason = Reason: { $reason }
card-reason-none = none was given.

card-summary = { $title }: { $state }.
card-summary-now = { $title }: { $state }. Now: { $step }.
card-again = *To ask again*, copy this line and change what must change:
card-asked = Asked by { $who } { $when }
card-attempt = Attempt { $number }
card-and-more = and { $count } more
card-and = { $first } and { $last }
card-or = { $first } or { $last }
card-others = { $count } more
card-not-now = Not now

# The gate.
card-gate = *Approval*
card-gate-needs = Needs { $circles }.
card-gate-missing = Still missing: { $circles }.
card-gate-circle = { $quorum ->
    [one] one approval from { $who }
   *[other] { $quorum } approvals from { $who }
 }
card-gate-any = an approval
card-gate-requester = { $who } asked and cannot approve.
card-gate-expires = Expires { $when }.
card-gate-rule = By the policy rule { $rule }
card-gate-voted = • { $who } approved at { $when }
card-gate-uncounted = • { $who }’s vote no longer counts: { $why }
card-approved-by = Approved by { $who } { $when }
card-glass-by = Glass broken by { $who }
card-glass = *Glass broken* by { $who }: it runs without the approvals it needs. Reason: { $reason }
card-glass-acknowledged = Acknowledged by { $who }.
card-precedent = *Beside the last { $verb }* ({ $target }, { $when })
card-precedent-same = Nothing differs.
card-changed-before = *When it was planned*
card-changed-now = *Now*

# The plan.
card-plan-changes = *What will be done*
card-plan-create = Create
card-plan-change = Change
card-plan-delete = Delete
card-plan-use = Use
card-plan-keep = Keep
card-plan-blocking = *Must be mended first*
card-plan-warning = *Good to know*
card-plan-fine = { $count ->
    [one] 1 check is fine
   *[other] { $count } checks are fine
 }: { $names }.
card-plan-fine-thread = { $count ->
    [one] 1 check is fine
   *[other] { $count } checks are fine
 }; the thread says what each one found.
card-plan-cost = *Cost*
card-plan-cost-monthly = About { $amount } { $currency } a month
card-plan-undo = *Undo*

# The run.
card-steps = *Steps*
card-steps-clean = *Clean-up*
card-step-pending = To do
card-step-running = Running
card-step-done = Done
card-step-failed = Failed
card-step-waiting = Waiting
card-since = since { $when }
card-left = About { $duration } left, done near { $when }, as past runs took.
card-left-moment = a moment

# The end.
card-failure-none = It could not be finished.
card-failure-azure = *Azure said*: { $said }
card-failure-cause = *Likely cause*: { $cause }
card-failure-next = *What next*: { $remedy }
card-proof = *Proof*
card-proof-yes = yes
card-proof-no = no
card-proof-open = open

# Buttons.
card-approve = Approve
card-approve-title = Approve this plan?
card-approve-sentence = { $what } It starts at once when enough people have approved.
card-approve-what = This operation
card-deny = Deny…
card-withdraw = Withdraw
card-withdraw-title = Withdraw this?
card-withdraw-sentence = Only the person who asked can. Nothing has been changed yet.
card-retry = Retry from this step
card-retry-title = Retry from this step?
card-retry-sentence = Steps that are done stay done. The same plan goes on; no new approval.
card-retry-yes = Retry
card-done = Done
card-clean = Clean up
card-clean-title = Remove what was made?
card-clean-sentence = Removes what this operation made and nothing else. { $undo }
card-cancel = Cancel
card-cancel-title = Cancel this operation?
card-cancel-running = It stops once the running step is over. What was done so far stays.
card-cancel-failed = It will not be retried. What was done so far stays as it is.
card-cancel-failed-made = It will not be retried. What was done so far stays until you clean up.
card-cancel-yes = Cancel it
card-question = Ask a question…
card-glass-break = Break the glass…
card-plan-again = Plan again
card-plan-again-title = Plan this again?
card-plan-again-sentence = You then ask for it, as it is now. Votes count on only if the plan is the very same.
card-refill = Ask again…
card-acknowledge = Acknowledge
card-acknowledge-title = Acknowledge this?
card-acknowledge-sentence = You have looked at what was done and why. Your name is kept in the audit trail.
card-open = Open the operation’s card

# Replies in the thread, and calls for a person's eye.
card-call = { $who }: { $said }
card-waits = { $title } waits for your approval in this thread's card.
card-checked = *What the checks found*
card-ended-succeeded = { $title } is done and proved.
card-ended-failed = { $title } failed. Why, and what to do next, is on the card.
card-ended-settled = { $title }: there is nothing to do. The card says why.
card-ended-unplanned = { $title } could not be planned; nothing was changed. Why, and what to do next, is on the card.
card-ended-blocked = { $title } is blocked: something must be mended first. It is listed on the card.
card-ended-cancelled = { $title } was cancelled.
card-ended-denied = { $title } was denied.
card-ended-expired = { $title } has expired: nobody approved in time.
card-ended-withdrawn = { $title } was withdrawn.
card-ended-stale = { $title } was stopped before it changed anything: what was approved no longer holds.
card-ended-cleaned = { $title } has been cleaned up.
card-ended = { $title } has ended.
card-waiting = { $title } needs you now. What to do is above, in this thread.
card-hold = { $who } { $did }. Reason: { $reason }
card-expires = It expires { $when }.
card-reminder = { $title } still waits for approval.
card-reminder-direct = { $who } waits for your decision on { $title }.
card-escalation = { $title } has waited and nobody has decided. { $who } can.
card-escalation-since = { $title } has waited since { $when } and nobody has decided. { $who } can.
card-glass-broken = { $who } broke the glass: { $title } runs without the approvals it needs. Reason: { $reason }
card-review-reminder = nobody has looked at this broken glass yet. Acknowledge it on the card.
card-asks = { $who } asks: { $question }
card-asks-answer = Answer in this thread; nothing is decided yet.

# A broken glass, to be looked at.
card-review = { $who } ran *{ $title }* without the approvals it needed. Reason: { $reason }
card-review-title = Broken glass: { $title }
card-review-who = One of { $people } must look at it and acknowledge; neither { $breaker } nor who asked. You are called every day until then.
card-review-done = *Acknowledged* by { $who } { $when }.
card-review-done-plain = Acknowledged: broken glass, { $title }.

# A vote given in a terminal.
card-vote-given-approve = Your approval of *{ $title }* was given in the terminal.
card-vote-given-deny = Your denial of *{ $title }* was given in the terminal.
card-vote-asked = It does not count until you say here that it is yours.
card-vote-mine = Confirm my vote
card-vote-not-mine = That was not me
card-vote-confirmed = *Confirmed.* Your vote counts like any other.
card-vote-refused = *Not counted.*
card-vote-disowned = *Not yours.* It does not count, and the audit trail keeps what you said. Tell whoever runs the bot that somebody uses your name in a terminal.
card-vote-expired = *Over.* It no longer waits for approval, so this vote does not count.
card-vote-settled = *Settled.*
card-disowned-approve = { $who } says that the approval of { $title }, given in a terminal under their name, was not theirs. It does not count.
card-disowned-deny = { $who } says that the denial of { $title }, given in a terminal under their name, was not theirs. It does not count.

# The count of the audit trail.
card-audit = Audit trail: { $rows ->
    [one] 1 event
   *[other] { $rows } events
 } in { $chains ->
    [one] 1 chain
   *[other] { $chains } chains
 }, { $when }.
card-audit-altered = :warning: Chains whose head does not bear my signature: { $count }. Run `failback-ps audit verify`.
card-audit-digest = Digest { $digest }, signed
card-audit-purged = Digest { $digest }, signed · { $count } of them purged
