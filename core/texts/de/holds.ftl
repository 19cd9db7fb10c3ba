# Was gesperrt oder eingefroren ist, und wer es hält.

holds-not-here = Sperren sind hier nicht bekannt.
holds-ask-in-slack = Fragen Sie den Bot in Slack.
holds-locked = Gesperrt
holds-locked-server = { $server } ist gesperrt. Bis zur Freigabe beginnt darauf kein Vorgang.
holds-doubt = Stimmt der Name? { $why }
holds-frozen = Eingefroren
holds-frozen-all = Alles ist eingefroren. Was läuft, läuft weiter; Neues beginnt nur mit einer Notfallfreigabe.
holds-unlocked = Freigegeben
holds-unlocked-server = { $server } ist wieder frei.
holds-thawed = Aufgetaut
holds-thawed-all = Vorgänge dürfen wieder beginnen. Was daran gescheitert ist, lässt sich wiederholen.
holds-title = Sperren
holds-none = Nichts ist gesperrt, und nichts ist eingefroren.
holds-everything = alles
holds-operation = Vorgang { $operation } („{ $reason }“, { $state }), angefordert von <@{ $person }>, seit { $since }
holds-since = <@{ $person }> seit { $since }: „{ $reason }“
holds-until = <@{ $person }> seit { $since }, bis { $until }: „{ $reason }“

# Wie der Vorgang steht, der etwas hält.
holds-state-draft = wird geprüft
holds-state-blocked = blockiert
holds-state-awaiting-approval = wartet auf Genehmigung
holds-state-approved = genehmigt
holds-state-running = läuft
holds-state-waiting-for-person = wartet auf eine Person
holds-state-cancelling = wird abgebrochen
holds-state-succeeded = fertig
holds-state-failed = fehlgeschlagen
holds-state-cancelled = abgebrochen
holds-state-denied = abgelehnt
holds-state-expired = abgelaufen
holds-state-withdrawn = zurückgezogen
holds-state-stale = angehalten
holds-state-cleaning = wird aufgeräumt
holds-state-cleaned = aufgeräumt
