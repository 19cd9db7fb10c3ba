# Wie ein Vorgang steht, und wer schneller war.

operation-draft = Zuerst wird alles geprüft.
operation-settled = Nichts zu tun; es wurde nichts geändert.
operation-blocked = Die Prüfungen haben etwas ergeben, das zuerst behoben werden muss.
operation-awaiting-approval = Wartet auf Genehmigung.
operation-approved = Genehmigt; läuft gleich an.
operation-running = Läuft.
operation-waiting-for-person = Wartet darauf, dass jemand einen Schritt von Hand ausführt.
operation-cancelling = Hält an, sobald der laufende Schritt vorbei ist.
operation-succeeded = Ausgeführt und nachgewiesen.
operation-failed = Ein Schritt ist fehlgeschlagen.
operation-cancelled = Abgebrochen.
operation-denied = Abgelehnt.
operation-expired = Niemand hat rechtzeitig genehmigt.
operation-withdrawn = Von der anfordernden Person zurückgezogen.
operation-stale = Was genehmigt wurde, gilt nicht mehr; es wurde nichts getan.
operation-cleaning = Was dieser Vorgang angelegt hat, wird entfernt.
operation-cleaned = Alles, was dieser Vorgang angelegt hat, ist entfernt.
operation-refused = Blockiert: Es wurde nichts geändert.
operation-unplanned = Konnte nicht geplant werden; es wurde nichts geändert.
operation-see-card = Wie es steht, zeigt die Karte.

operation-unknown = Es gibt keinen Vorgang „{ $operation }“.
operation-unknown-remedy = `list` zeigt die letzten Vorgänge.
operation-decided = Darüber ist schon entschieden: { $at }.
operation-first = <@{ $who }> war schneller und { $did }: { $when }.
operation-did-approve = hat genehmigt
operation-did-deny = hat abgelehnt
operation-did-withdraw = hat den Vorgang zurückgezogen
operation-did-cancel = hat den Vorgang abgebrochen
operation-did-retry = hat den Vorgang wiederholt
operation-did-clean = hat aufgeräumt
