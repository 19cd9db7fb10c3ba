# Was `incident` nicht tun kann.

asked-none-here = In diesem Kanal ist kein Incident offen.
asked-which = Geben Sie an, welcher Incident gemeint ist.
asked-one = { $id } in <#{ $channel }>, „{ $title }“
asked-open = Offen sind: { $others }. Nennen Sie einen mit `incident=in-…`.
asked-begin = `/failback-ps incident start <titel>` eröffnet einen.
asked-title = Der Incident braucht einen Titel.
asked-example = `/failback-ps incident start Failback von München sev1`.
asked-no-severity = Eine Schwere „{ $typed }“ gibt es nicht; der Incident wurde nicht eröffnet.
asked-severities = Wählen Sie eine von: { $names }. Gehört das Wort zum Titel, geben Sie die Schwere mit `severity=sev2` an.
asked-direct = Ein Incident ist an einen Kanal gebunden; das hier ist eine Direktnachricht.
asked-channel = Eröffnen Sie ihn in dem Kanal, in dem daran gearbeitet wird.
asked-no-member = Ich bin nicht in <#{ $channel }> und könnte dort nicht zeigen, was geschieht.
asked-invite = Laden Sie mich mit `/invite @failback-ps` ein, und eröffnen Sie ihn dann erneut.
asked-not-here = Incidents sind hier nicht bekannt.
asked-in-slack = Fragen Sie den Bot in Slack.
asked-vaults = { $count } Tresore heißen „{ $name }“.
asked-vault-id = Geben Sie die ID des Tresors an: { $ids }.
asked-no-vault = Einen Tresor „{ $name }“ betreue ich nicht.

asked-vault-unread = Der Tresor „{ $name }“ lässt sich gerade nicht nachschlagen: { $why }
asked-vault-unread-remedy = Geben Sie die ganze ID des Tresors an (/subscriptions/…), oder lassen Sie ihn weg: dann betrifft der Incident alles.
