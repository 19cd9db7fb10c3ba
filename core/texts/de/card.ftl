# Die Karte eines Vorgangs, ihre Antworten und ihre Schaltflächen.

# Wie ein Vorgang heißt.
card-title = { $verb } { $target }
card-verb-clean-up = Aufräumen
card-verb-coverage = Abdeckung
card-verb-delete = Löschung
card-verb-deploy = Bereitstellung
card-verb-refresh = Neuabfrage
card-verb-register = Registrierung
card-verb-renew-certificate = Zertifikatserneuerung
card-verb-restart = Neustart
card-verb-start = Start
card-verb-stop = Abschaltung
card-verb-switch = Umschaltung
card-verb-unregister = Abmeldung
card-verb-upgrade = Upgrade
card-operation = Der Vorgang

# Das erste Wort, nach dem gesucht wird.
card-state-draft = Wird geprüft
card-state-blocked = Blockiert
card-state-awaiting_approval = Wartet auf Genehmigung
card-state-approved = Genehmigt
card-state-running = Läuft
card-state-waiting_for_person = Wartet auf eine Person
card-state-cancelling = Wird abgebrochen
card-state-succeeded = Fertig
card-state-failed = Fehlgeschlagen
card-state-unplanned = Konnte nicht geplant werden
card-state-cancelled = Abgebrochen
card-state-denied = Abgelehnt
card-state-expired = Abgelaufen
card-state-withdrawn = Zurückgezogen
card-state-stale = Angehalten
card-state-cleaning = Wird aufgeräumt
card-state-cleaned = Aufgeräumt

# Was das heißt und wie es weitergeht.
card-next-draft = Zuerst wird alles geprüft; noch ist nichts geändert.
card-state-settled = Nichts zu tun
card-next-settled = Es wurde nichts geändert.
card-next-blocked = Beheben Sie, was hier steht, und fordern Sie den Vorgang dann erneut an.
card-next-approved = Der Vorgang läuft gleich an.
card-next-waiting_for_person = Was zu tun ist, steht im Thread dieser Nachricht. Nach *Erledigt* sehe ich sofort nach.
card-next-cancelling = Der Vorgang hält an, sobald der laufende Schritt vorbei ist.
card-next-succeeded = Der Plan ist ausgeführt, und das Ergebnis ist nachgewiesen.
card-next-cancelled = Was bisher getan wurde, bleibt, wie es ist.
card-next-denied = Es wurde nichts geändert. Sprechen Sie sich ab, und fordern Sie den Vorgang erneut an, wenn er noch nötig ist.
card-next-expired = Niemand hat rechtzeitig genehmigt, also wurde nichts geändert. Fordern Sie den Vorgang erneut an, wenn er noch nötig ist.
card-next-withdrawn = Es wurde nichts geändert.
card-next-stale = Was genehmigt wurde, gilt nicht mehr, also wurde nichts geändert. Fordern Sie den Vorgang erneut an, um den jetzigen Plan zu sehen.
card-next-cleaning = Entfernt wird nur, was dieser Vorgang angelegt hat.
card-next-cleaned = Was dieser Vorgang angelegt hat, ist entfernt.

card-lead = *{ $state }.*
card-lead-by = *{ $state }* von { $who }.
card-lead-at = *{ $state }* bei „{ $step }“.
card-lead-blocked = *Blockiert: Es wurde nichts geändert.*
card-lead-unplanned = *Konnte nicht geplant werden; es wurde nichts geändert.*
card-lead-clean = *Aufräumen* entfernt, was angelegt wurde.
card-reason = Grund: { $reason }
card-reason-none = keiner genannt.

card-summary = { $title }: { $state }.
card-summary-now = { $title }: { $state }. Jetzt: { $step }.
card-again = *Um den Vorgang erneut anzufordern*, kopieren Sie diese Zeile und ändern Sie, was anders sein muss:
card-asked = Angefordert von { $who } { $when }
card-attempt = Versuch { $number }
card-and-more = und { $count } weitere
card-and = { $first } und { $last }
card-or = { $first } oder { $last }
card-others = { $count } weitere
card-not-now = Jetzt nicht

# Die Genehmigung.
card-gate = *Genehmigung*
card-gate-needs = Nötig: { $circles }.
card-gate-missing = Es fehlt noch: { $circles }.
card-gate-circle = { $quorum ->
    [one] eine Genehmigung von { $who }
   *[other] { $quorum } Genehmigungen von { $who }
 }
card-gate-any = eine Genehmigung
card-gate-requester = { $who } hat den Vorgang angefordert und kann ihn nicht genehmigen.
card-gate-expires = Läuft ab: { $when }.
card-gate-rule = Nach der Regel { $rule }
card-gate-voted = • { $who } hat um { $when } genehmigt
card-gate-uncounted = • Die Stimme von { $who } zählt nicht mehr: { $why }
card-approved-by = Genehmigt von { $who } { $when }
card-glass-by = Notfallfreigabe durch { $who }
card-glass = *Notfallfreigabe* durch { $who }: Der Vorgang läuft ohne die nötigen Genehmigungen. Grund: { $reason }
card-glass-acknowledged = Zur Kenntnis genommen von { $who }.
card-precedent = *Verglichen mit dem letzten Mal ({ $verb })* ({ $target }, { $when })
card-precedent-same = Kein Unterschied.
card-changed-before = *Als geplant wurde*
card-changed-now = *Jetzt*

# Der Plan.
card-plan-changes = *Was getan wird*
card-plan-create = Anlegen:
card-plan-change = Ändern:
card-plan-delete = Löschen:
card-plan-use = Nutzen:
card-plan-keep = Behalten:
card-plan-blocking = *Muss zuerst behoben werden*
card-plan-warning = *Gut zu wissen*
card-plan-fine = { $count ->
    [one] 1 Prüfung ist in Ordnung
   *[other] { $count } Prüfungen sind in Ordnung
 }: { $names }.
card-plan-fine-thread = { $count ->
    [one] 1 Prüfung ist in Ordnung; was sie ergab, steht im Thread.
   *[other] { $count } Prüfungen sind in Ordnung; was jede ergab, steht im Thread.
 }
card-plan-cost = *Kosten*
card-plan-cost-monthly = Etwa { $amount } { $currency } im Monat
card-plan-undo = *Rückgängig machen*

# Der Lauf.
card-steps = *Schritte*
card-steps-clean = *Aufräumen*
card-step-pending = Offen
card-step-running = Läuft
card-step-done = Fertig
card-step-failed = Fehlgeschlagen
card-step-waiting = Wartet
card-since = seit { $when }
card-left = Noch etwa { $duration }, fertig gegen { $when }, nach der Dauer früherer Läufe.
card-left-moment = einen Augenblick

# Das Ende.
card-failure-none = Der Vorgang konnte nicht zu Ende geführt werden.
card-failure-azure = *Azure meldet*: { $said }
card-failure-cause = *Wahrscheinliche Ursache*: { $cause }
card-failure-next = *Wie weiter*: { $remedy }
card-proof = *Nachweis*
card-proof-yes = ja
card-proof-no = nein
card-proof-open = öffnen

# Schaltflächen.
card-approve = Genehmigen
card-approve-title = Diesen Plan genehmigen?
card-approve-sentence = { $what } Der Vorgang beginnt sofort, wenn genügend Personen genehmigt haben.
card-approve-what = Es geht um diesen Vorgang.
card-deny = Ablehnen…
card-withdraw = Zurückziehen
card-withdraw-title = Zurückziehen?
card-withdraw-sentence = Das kann nur, wer den Vorgang angefordert hat. Noch ist nichts geändert.
card-retry = Ab diesem Schritt wiederholen
card-retry-title = Ab diesem Schritt wiederholen?
card-retry-sentence = Fertige Schritte bleiben fertig. Derselbe Plan geht weiter, ohne neue Genehmigung.
card-retry-yes = Wiederholen
card-done = Erledigt
card-clean = Aufräumen
card-clean-title = Angelegtes entfernen?
card-clean-sentence = Entfernt nur, was dieser Vorgang angelegt hat. { $undo }
card-cancel = Abbrechen
card-cancel-title = Diesen Vorgang abbrechen?
card-cancel-running = Er hält an, sobald der laufende Schritt vorbei ist. Was bisher getan wurde, bleibt.
card-cancel-failed = Er wird nicht wiederholt. Was bisher getan wurde, bleibt, wie es ist.
card-cancel-failed-made = Er wird nicht wiederholt. Was bisher getan wurde, bleibt, bis Sie aufräumen.
card-cancel-yes = Vorgang abbrechen
card-question = Frage stellen…
card-glass-break = Notfallfreigabe…
card-plan-again = Neu planen
card-plan-again-title = Neu planen?
card-plan-again-sentence = Dann sind Sie es, die den Vorgang anfordern, nach dem jetzigen Stand. Stimmen gelten nur weiter, wenn der Plan genau derselbe ist.
card-refill = Erneut anfordern…
card-acknowledge = Zur Kenntnis nehmen
card-acknowledge-title = Zur Kenntnis nehmen?
card-acknowledge-sentence = Sie bestätigen, dass Sie gesehen haben, was getan wurde und warum. Ihr Name bleibt im Auditprotokoll.
card-open = Karte des Vorgangs öffnen

# Antworten im Thread, und was jemand ansehen muss.
card-call = { $who }: { $said }
card-waits = { $title } wartet auf Ihre Genehmigung. Genehmigen können Sie auf der Karte dieses Threads.
card-checked = *Was die Prüfungen ergaben*
card-ended-succeeded = { $title }: ausgeführt und nachgewiesen.
card-ended-failed = { $title }: fehlgeschlagen. Warum und wie es weitergeht, steht auf der Karte.
card-ended-settled = { $title }: Es gibt nichts zu tun. Warum, steht auf der Karte.
card-ended-unplanned = { $title }: Konnte nicht geplant werden; es wurde nichts geändert. Warum, und wie es weitergeht, steht auf der Karte.
card-ended-blocked = { $title }: blockiert. Was zuerst behoben werden muss, steht auf der Karte.
card-ended-cancelled = { $title }: abgebrochen.
card-ended-denied = { $title }: abgelehnt.
card-ended-expired = { $title }: abgelaufen. Niemand hat rechtzeitig genehmigt.
card-ended-withdrawn = { $title }: zurückgezogen.
card-ended-stale = { $title }: angehalten, bevor etwas geändert wurde. Was genehmigt wurde, gilt nicht mehr.
card-ended-cleaned = { $title }: aufgeräumt.
card-ended = { $title }: beendet.
card-waiting = { $title } braucht Sie jetzt. Was zu tun ist, steht weiter oben in diesem Thread.
card-hold = { $who } { $did }. Grund: { $reason }
card-expires = Läuft ab: { $when }.
card-reminder = { $title } wartet noch auf Genehmigung.
card-reminder-direct = { $who } wartet auf Ihre Entscheidung: { $title }.
card-escalation = { $title } wartet, und niemand hat entschieden. Das kann: { $who }.
card-escalation-since = { $title } wartet seit { $when }, und niemand hat entschieden. Das kann: { $who }.
card-glass-broken = Notfallfreigabe durch { $who }: { $title } läuft ohne die nötigen Genehmigungen. Grund: { $reason }
card-review-reminder = noch niemand hat sich diese Notfallfreigabe angesehen. Nehmen Sie sie auf der Karte zur Kenntnis.
card-asks = { $who } fragt: { $question }
card-asks-answer = Antworten Sie in diesem Thread; noch ist nichts entschieden.

# Eine Notfallfreigabe, die angesehen werden muss.
card-review = { $who } hat *{ $title }* ohne die nötigen Genehmigungen ausgeführt. Grund: { $reason }
card-review-title = Notfallfreigabe: { $title }
card-review-who = Jemand von { $people } muss sie sich ansehen und zur Kenntnis nehmen; weder { $breaker } noch, wer den Vorgang angefordert hat. Bis dahin wird täglich erinnert.
card-review-done = *Zur Kenntnis genommen* von { $who } { $when }.
card-review-done-plain = Zur Kenntnis genommen: Notfallfreigabe, { $title }.

# Eine Stimme aus dem Terminal.
card-vote-given-approve = Ihre Genehmigung von *{ $title }* wurde im Terminal abgegeben.
card-vote-given-deny = Ihre Ablehnung von *{ $title }* wurde im Terminal abgegeben.
card-vote-asked = Sie zählt erst, wenn Sie hier sagen, dass sie von Ihnen ist.
card-vote-mine = Meine Stimme bestätigen
card-vote-not-mine = Das war ich nicht
card-vote-confirmed = *Bestätigt.* Ihre Stimme zählt wie jede andere.
card-vote-refused = *Nicht gezählt.*
card-vote-disowned = *Nicht von Ihnen.* Sie zählt nicht, und das Auditprotokoll behält, was Sie gesagt haben. Sagen Sie denen, die den Bot betreiben, dass jemand im Terminal Ihren Namen benutzt.
card-vote-expired = *Vorbei.* Es wird nicht mehr auf Genehmigung gewartet, also zählt diese Stimme nicht.
card-vote-settled = *Erledigt.*
card-disowned-approve = { $who } sagt: Die Genehmigung von { $title }, die im Terminal unter diesem Namen abgegeben wurde, ist nicht echt. Sie zählt nicht.
card-disowned-deny = { $who } sagt: Die Ablehnung von { $title }, die im Terminal unter diesem Namen abgegeben wurde, ist nicht echt. Sie zählt nicht.

# Der Stand des Auditprotokolls.
card-audit = Auditprotokoll: { $rows ->
    [one] 1 Ereignis
   *[other] { $rows } Ereignisse
 } in { $chains ->
    [one] 1 Kette
   *[other] { $chains } Ketten
 }, { $when }.
card-audit-altered = :warning: Ketten, deren Kopf nicht meine Signatur trägt: { $count }. Führen Sie `failback-ps audit verify` aus.
card-audit-digest = Prüfsumme { $digest }, signiert
card-audit-purged = Prüfsumme { $digest }, signiert · { $count } davon gelöscht
