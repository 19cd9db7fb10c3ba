# Absagen von `findings`, `snooze` und `dismiss`.

findings-not-here = Befunde sind hier nicht bekannt.
findings-ask-in-slack = Fragen Sie den Bot in Slack.
findings-none-open = Zu „{ $what }“ ist kein Befund offen.
findings-ids = `/failback-ps findings` listet auf, was offen ist, mit IDs.
