# Ein Ereignis des Auditprotokolls in einem Satz: wer was getan hat.

happened-did = { $who } { $did }
happened-so = { $said }.
happened-because = { $said }: „{ $reason }“.
happened-bot = Der Bot
happened-told = { $said }: „{ $text }“

happened-operation-draft = hat es angefordert
happened-operation-awaiting-approval = hat es geplant; es wartet auf Genehmigung
happened-operation-blocked = hat es geprüft; es ist blockiert
happened-operation-approved = hat es als letzte nötige Person genehmigt
happened-operation-running = hat den Lauf begonnen
happened-operation-waiting-for-person = hat begonnen, auf eine Person zu warten
happened-operation-cancelling = hat den Abbruch verlangt
happened-operation-succeeded = hat es abgeschlossen, fertig und nachgewiesen
happened-operation-failed = hat es angehalten: Es ist fehlgeschlagen
happened-operation-cancelled = hat es beendet: Es ist abgebrochen
happened-operation-denied = hat es beendet: Es ist abgelehnt
happened-operation-expired = hat es beendet: Niemand hat rechtzeitig genehmigt
happened-operation-withdrawn = hat es zurückgezogen
happened-operation-stale = hat es vor dem Lauf angehalten: Was genehmigt war, galt nicht mehr
happened-operation-cleaning = hat mit dem Aufräumen begonnen
happened-operation-cleaned = hat das Aufräumen abgeschlossen
happened-vote-approve = hat für die Genehmigung gestimmt
happened-vote-deny = hat für die Ablehnung gestimmt
happened-vote-carried = hat denselben Plan schon genehmigt; diese Stimme zählt weiter
happened-approval-reminded = hat noch einmal an die Genehmigung erinnert
happened-approval-escalated = hat um Hilfe gerufen: Niemand hatte entschieden
happened-glass-broken = hat eine Notfallfreigabe erteilt
happened-review-reminded = hat noch einmal daran erinnert, die Notfallfreigabe zur Kenntnis zu nehmen
happened-review-acknowledged = hat die Notfallfreigabe zur Kenntnis genommen
happened-question-asked = hat eine Frage gestellt
happened-policy-loaded = hat die Regeln geladen
happened-finding-opened = hat etwas gefunden
happened-finding-open = hat gesehen, dass es wieder nicht in Ordnung ist
happened-finding-worse = hat gesehen, dass es schlimmer geworden ist
happened-finding-acting = hat gesehen, dass ein Vorgang daran arbeitet
happened-finding-resolved = hat gesehen, dass es wieder in Ordnung ist
happened-finding-snooze = hat es zurückgestellt
happened-finding-dismiss = hat es verworfen
happened-incident-started = eröffnete den Incident
happened-incident-note = notierte im Incident
happened-incident-long = fragte nach dem noch offenen Incident
happened-incident-ended = beendete den Incident
happened-upgrade-plan-opened = eröffnete einen Upgradeplan
happened-upgrade-plan-done = schloss den Upgradeplan: alles ist erledigt
happened-audit-purged = hat alte Ereignisse des Auditprotokolls gelöscht

happened-retried = hat eine Wiederholung verlangt
happened-approved = { $count ->
    [one] hat es als einzige nötige Person genehmigt
   *[other] hat es als letzte von { $count } nötigen Personen genehmigt
 }
happened-approved-already = hat festgestellt, dass keine weitere Stimme nötig ist
happened-uncounted = zählt die Stimme von <@{ $person }> nicht mehr
happened-refused = wurde abgewiesen: { $what }
happened-late = kam zu spät: { $what }
happened-step-reported = hat gesagt, dass der Schritt { $step } erledigt ist
happened-step-begun = hat den Schritt { $step } begonnen
happened-step-ended = hat den Schritt { $step } beendet: { $how }
happened-everything = alles
happened-hold-locked = hat { $what } gesperrt
happened-hold-unlocked = hat { $what } freigegeben
happened-hold-frozen = hat { $what } eingefroren
happened-hold-thawed = hat { $what } aufgetaut
happened-terminal = hat das Terminal benutzt: { $wish }


happened-end-done = fertig
happened-end-failed = fehlgeschlagen
happened-noun-hold = Sperre
happened-noun-release = Freigabe
happened-noun-vote = Stimme
happened-noun-request = Anforderung
happened-noun-confirmation = Bestätigung
happened-noun-break = Notfallfreigabe
happened-noun-acknowledge = Nachprüfung einer Notfallfreigabe
happened-noun-ask = Anforderung eines Vorgangs
happened-noun-question = Frage
happened-noun-withdraw = Zurückziehen
happened-noun-cancel = Abbruch
happened-noun-done = Erledigt-Meldung
happened-noun-retry = Wiederholung
happened-noun-clean = Aufräumen
happened-noun-finding-snooze = Zurückstellen eines Befunds
happened-noun-finding-dismiss = Verwerfen eines Befunds
