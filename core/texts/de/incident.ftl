# Ein Incident: sein Board, seine Zeilen, sein Verlauf.

incident-title = { $severity }: { $title }
incident-ended-title = Beendet: { $title }
incident-open = *Offen* seit { $when }, eröffnet von { $who }. `{ $id }`
incident-over = *Beendet* { $when } von { $who } nach { $duration }. `{ $id }`
incident-summary = *Zusammenfassung:* { $text }
incident-fallback = Incident { $severity }: { $title }. { $servers ->
    [one] { $servers } Server
   *[other] { $servers } Server
 }, davon { $wrong } mit Handlungsbedarf; auf Personen warten: { $waiting }.
incident-fallback-ended = Incident beendet: { $title }.

incident-leads = *Leitung jetzt:* { $people }
incident-leads-unknown = *Leitung:* { $people }. Slack hat nicht mitgeteilt, wer das gerade ist.
incident-leads-nobody = *Leitung jetzt:* niemand. In { $people } ist niemand, oder es ist keine Gruppe genannt.

incident-waiting = *Wir warten auf*
incident-waiting-nobody = *Wir warten auf:* niemanden
incident-waiting-approval = • { $what } wartet seit { $since } auf die Genehmigung durch { $who }
incident-waiting-person = • { $what } wartet seit { $since } auf { $who } (ein Schritt von Hand)

incident-operations = *Vorgänge*
incident-operations-none = *Vorgänge:* keiner läuft
incident-operation = • { $what }: { $state }, seit { $since }. Angefordert von { $who }
incident-state-draft = wird geprüft
incident-state-awaiting-approval = wartet auf Genehmigung
incident-state-approved = genehmigt
incident-state-running = läuft
incident-state-waiting-for-person = wartet auf eine Person
incident-state-cancelling = hält an
incident-state-cleaning = räumt auf
incident-state-failed = fehlgeschlagen; wie es weitergeht, wird auf der Karte entschieden
incident-at-step = { $state }, Schritt { $number } von { $count }: { $step }

incident-servers = *Server:* { $count }, { $wrong ->
    [0] { $snoozed ->
        [0] alle in Ordnung
       *[other] keiner mit Handlungsbedarf
     }
    [one] davon { $wrong } mit Handlungsbedarf
   *[other] davon { $wrong } mit Handlungsbedarf
 }{ $snoozed ->
    [0] { "" }
   *[other] , { $snoozed } zurückgestellt
 }
incident-servers-none = *Server:* noch keiner gesehen. Azure wird jede Minute gefragt.
incident-others = *Außerdem gefunden*
incident-server = • *{ $name }*: { $wrong }
incident-server-critical = • *{ $name }*, *kritisch*: { $wrong }
incident-servers-fine = In Ordnung: { $names }
incident-wrong-silent = kein Heartbeat
incident-wrong-critical = von Site Recovery als kritisch gemeldet
incident-wrong-warning = Site Recovery warnt
incident-snoozed = { $wrong } (zurückgestellt)
incident-more = { $names } und { $count ->
    [one] { $count } weiterer
   *[other] { $count } weitere
 }
incident-more-lines = und { $count ->
    [one] { $count } weiterer; `/failback-ps findings` listet ihn auf
   *[other] { $count } weitere; `/failback-ps findings` listet sie auf
 }

incident-looked = Stand: { $when }. Solange der Incident offen ist, wird der Zustand jede Minute geprüft.
incident-not-looked = Solange der Incident offen ist, wird der Zustand jede Minute geprüft.
incident-rules = Meldungen zu Versionen warten bis zum Ende; an Genehmigungen wird schon nach einem Drittel der üblichen Zeit erinnert.
incident-where-timeline = Der Verlauf steht weiter unten in einer eigenen Nachricht.

incident-button-note = Notiz…
incident-button-status = Stand
incident-button-end = Beenden…

incident-long = { $who }: „{ $title }“ ist seit { $when } offen. Dauert der Incident noch an? Wenn nicht, beenden Sie ihn mit *Beenden…* auf dem Board oder mit `/failback-ps incident end`. Sie werden nur dieses eine Mal gefragt.

incident-noted = Notiert. Die Notiz steht im Verlauf und wird im Kanal mitgeteilt.
incident-ended-said = Beendet. Der Verlauf folgt im Kanal, als Nachricht und als Datei.

# Was geschah, je ein Satz. $who war es, $what ist der Vorgang mit Link zu seiner Karte.
incident-bot = Der Bot
incident-reason = { $said } Grund: { $reason }
incident-event-operation-draft = { $who } hat { $what } angefordert.
incident-event-operation-awaiting-approval = { $what } ist geplant und wartet auf Genehmigung.
incident-event-operation-blocked = { $what } ist blockiert: Zuerst muss behoben werden, was die Prüfungen ergaben.
incident-event-operation-approved = { $what } ist genehmigt.
incident-event-operation-running = { $what } läuft.
incident-event-operation-waiting-for-person = { $what } wartet auf eine Person (ein Schritt von Hand).
incident-event-operation-cancelling = { $who } hat den Abbruch verlangt: { $what }.
incident-event-operation-succeeded = { $what } ist ausgeführt und nachgewiesen.
incident-event-operation-failed = { $what } ist fehlgeschlagen.
incident-event-operation-cancelled = { $what } ist abgebrochen.
incident-event-operation-denied = { $what } ist abgelehnt.
incident-event-operation-expired = { $what } ist abgelaufen: Niemand hat rechtzeitig genehmigt.
incident-event-operation-withdrawn = { $who } hat { $what } zurückgezogen.
incident-event-operation-stale = { $what } wurde vor dem Lauf angehalten: Was genehmigt war, galt nicht mehr.
incident-event-operation-cleaning = Was { $what } angelegt hat, wird entfernt.
incident-event-operation-cleaned = Was { $what } angelegt hat, ist entfernt.
incident-event-vote-approve = { $who } hat { $what } genehmigt.
incident-event-vote-deny = { $who } hat { $what } abgelehnt.
incident-event-vote-carried = { $who } hatte denselben Plan von { $what } schon genehmigt; die Stimme zählt weiter.
incident-event-vote-uncounted = Eine Stimme für { $what } zählt nicht mehr.
incident-event-glass-broken = { $who } hat eine Notfallfreigabe erteilt: { $what } läuft ohne die nötige Genehmigung.
incident-event-review-acknowledged = { $who } hat die Notfallfreigabe von { $what } zur Kenntnis genommen.
incident-event-review-reminded = Es wurde daran erinnert, die Notfallfreigabe von { $what } zur Kenntnis zu nehmen.
incident-event-approval-reminded = An die Genehmigung wurde erinnert: { $what }.
incident-event-approval-escalated = Über { $what } hat niemand entschieden; es wurde eskaliert.
incident-event-question-asked = { $who } hat zu { $what } eine Frage gestellt.
incident-event-hold-locked = { $who } hat { $what } gesperrt.
incident-event-hold-unlocked = { $who } hat { $what } freigegeben.
incident-event-hold-frozen = { $who } hat alles eingefroren: Nichts Neues beginnt.
incident-event-hold-thawed = { $who } hat das Einfrieren beendet.
incident-event-incident-started = { $who } hat den Incident eröffnet.
incident-event-incident-note = { $who } hat notiert: { $text }
incident-event-incident-long = Der Bot hat gefragt, ob der Incident noch andauert.
incident-event-incident-ended = { $who } hat den Incident beendet.
incident-event-finding-opened = Neuer Befund: { $title }: { $names }.
incident-event-finding-open = Wieder offen: { $title }: { $names }.
incident-event-finding-worse = Verschlimmert: { $title }: { $names }.
incident-event-finding-resolved = Behoben: { $title }: { $names }.
incident-event-finding-acting = In Arbeit: { $title }: { $names }.
incident-event-finding-snooze = { $who } hat zurückgestellt: { $title }: { $names }.
incident-event-finding-dismiss = { $who } hat verworfen: { $title }: { $names }.
incident-event-other = { $who }: { $kind } ({ $what })

incident-timeline-title = Verlauf: { $title }
incident-timeline-head = { $severity }, von { $start } bis { $end }: { $duration }. Beendet von { $who }.
incident-timeline-usual = Frühere Incidents dauerten { $duration } (Median).
incident-timeline-durations = *Wie lange es dauerte*
incident-timeline-took = • { $what }: { $took }{ $beside }
incident-timeline-approved = bis zur Genehmigung { $duration }
incident-timeline-begun = bis zum Lauf { $duration }
incident-timeline-ready = bis bereit { $duration }
incident-timeline-whole = insgesamt { $duration }
incident-timeline-unfinished = beim Ende des Incidents noch nicht beendet
incident-timeline-before = frühere { $duration }
incident-timeline-before-incidents = in früheren Incidents { $duration }
incident-timeline-happened = *Was geschah*
incident-timeline-left = { $count ->
    [one] { $count } weiterer Eintrag steht
   *[other] { $count } weitere Einträge stehen
 } in der Datei im Thread dieser Nachricht.
incident-timeline-file = Der ganze Verlauf steht als Markdown-Datei im Thread dieser Nachricht.

incident-file-alt = Verlauf des Incidents { $title }: { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
 } von { $start } bis { $end }
incident-file-incident = Incident
incident-file-severity = Schwere
incident-file-from = Von
incident-file-to = Bis
incident-file-took = Dauer
incident-file-started = Eröffnet von
incident-file-ended = Beendet von
incident-file-summary = Zusammenfassung
incident-file-durations = Dauern
incident-file-operation = Vorgang
incident-file-asked = Angefordert (UTC)
incident-file-approved = Angefordert → genehmigt
incident-file-running = Genehmigt → läuft
incident-file-ready = Läuft → bereit
incident-file-whole = Insgesamt
incident-file-usual = Frühere (Median)
incident-file-timeline = Verlauf
incident-file-at = Zeit (UTC)
incident-file-what = Was geschah

# Vorgänge, die darüber hinaus weiterliefen.
incident-event-incident-ended-at-work = { $who } hat den Incident beendet. Noch im Gange waren: { $names }.

# Die Stimme, mit der es genug sind.
incident-event-vote-approve-last = { $who } hat { $what } genehmigt; mehr Genehmigungen braucht es nicht.
