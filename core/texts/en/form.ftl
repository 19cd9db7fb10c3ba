# A verb's form.

form-lead = Nothing is changed yet: everything is checked first, then the plan is shown in the channel and waits for approval.
form-submit-plan = Check and plan
form-submit-ask = Ask
form-close = Close
form-search = Choose, or type to search
form-search-new = Choose, or type a new one
form-hint-new = { $help } What is not listed may be typed, then picked.
form-loading = Loading…
