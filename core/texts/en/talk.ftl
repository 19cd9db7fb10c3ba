# What is said to who mentions the bot, writes to it or uses its message shortcut.

talk-more = { $given ->
    [0] *{ $what }* needs to know more: fill in its form.
   *[other] *{ $what }* needs more than was given. What you gave is filled in already.
}
talk-more-long = { $what } needs more than was given, and what was given is too long for a button.
talk-more-long-remedy = Write the whole line, or only `{ $verb }` to fill in a form.
talk-open-form = Open the form

talk-in-passing = You named me in a sentence, and I took that for no command: nothing was done.
talk-in-passing-near = Did you mean { $line }?
talk-in-passing-rule = A command begins with my name, as in `@failback-ps status`; `@failback-ps help` lists them all.

talk-edited = I do not run edited messages: what was a command before ran once, and not again.
talk-edited-remedy = Write it as a new message.

talk-no-files = I take no files: I read commands only, and kept nothing of yours.
talk-no-files-remedy = Write `help` for what I can do, or type `/failback-ps` in a channel.

# In the thread or direct message where an operation was asked for; its card stands in the channel.
talk-asked = { $who } asked for { $operation }. Its plan and what becomes of it are shown on that card in { $channel }; it is approved there.

# The form of the message shortcut.
talk-run-here = Run here
talk-run-here-thread = For this thread. Answers come here, for you alone; a plan is shown in the channel.
talk-run-here-channel = For this channel. Answers come here, for you alone; a plan is shown in the channel.
talk-what-to-do = What to do
talk-choose = Choose, or type to search
talk-next = Next
talk-close = Close
talk-slow = Slack or Azure takes long to answer. Nothing was done; press Next again.
