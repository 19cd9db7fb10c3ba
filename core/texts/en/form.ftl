# A verb's form.

form-lead = Nothing is changed yet: everything is checked first, then the plan is shown in the channel and waits for approval.
form-submit-plan = Check and plan
form-submit-ask = Ask
form-close = Close
form-search = Choose, or type to search
form-search-new = Choose, or type a new one
form-hint-new = { $help } What is not listed may be typed, then picked.
form-loading = Loading…

form-nothing = There is nothing to show.
form-not-done = Not done
form-old = This form is too old, open it anew
form-choose-first = Choose first: { $fields }
form-unread = The list could not be read; type again
form-still-loading = Still loading, type again in a moment
form-nothing-found = Nothing found
form-empty = The list is empty
form-use-new = Use “{ $typed }” (new)
form-narrow = { $shown } of { $count }, type to narrow
