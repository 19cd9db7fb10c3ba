# Was angefordert wurde und nicht angenommen werden kann.

request-no-rule = Keine Regel erlaubt hier, dass jemand { $verb } ausführt.
request-no-rule-any-more = Für { $verb } gibt es hier keine Regel mehr.
request-write-a-rule = Eine Regel dafür gehört in die [[policy]]-Tabellen der Einstellungen des Bots.
request-no-approvers = Die Regel dafür nennt niemanden, der genehmigen könnte.
request-not-yours = <@{ $person }> darf { $verb } nicht anfordern.
request-not-yours-remedy = Das darf: { $who }. Bitten Sie dort jemanden darum.
request-unknown-verb = Unter dem Namen „{ $verb }“ gibt es nichts auszuführen.
request-unknown-verb-remedy = `help` listet auf, was es gibt.
request-verb-gone = Diese Version des Bots kennt „{ $verb }“ nicht mehr.
request-verb-gone-remedy = Sehen Sie in den Versionshinweisen nach; der Vorgang selbst bleibt unberührt.
request-not-stale = Neu geplant wird nur, was angehalten wurde, weil sich etwas geändert hat.
request-not-stale-remedy = Fordern Sie den Vorgang mit dem Formular erneut an.

# Fragen an die anfordernde Person.
request-ended = Dieser Vorgang ist beendet.
request-ended-remedy = Schreiben Sie <@{ $requester }> im Thread.
request-no-question = Darin steht keine Frage.
request-no-question-remedy = Schreiben Sie, was Sie wissen möchten.

# Incidents.
request-no-incident = Es gibt keinen Incident „{ $incident }“.
request-no-incident-remedy = `/failback-ps incident status` zeigt den eines Kanals.
request-no-note = Es wurde nichts notiert: Die Notiz ist leer.
request-no-note-remedy = Schreiben Sie, was geschehen ist oder entschieden wurde.
request-incident-there = Hier ist schon ein Incident offen: „{ $title }“ ({ $incident }), eröffnet von <@{ $who }>.
request-incident-open = Hier ist schon ein Incident offen.
request-incident-open-remedy = Beenden Sie ihn mit `/failback-ps incident end`, oder eröffnen Sie diesen in einem eigenen Kanal.
request-incident-over = „{ $title }“ ({ $incident }) ist beendet.
request-incident-ended-by = Beendet hat ihn <@{ $who }>.
request-incident-over-remedy = Sein Verlauf steht in seinem Kanal; ein neuer beginnt mit `/failback-ps incident start`.

# Aus dem Terminal.
request-unknown-wish = Den Wunsch „{ $wish }“ kenne ich nicht.
request-unknown-wish-remedy = Verwenden Sie ein Terminal derselben Version wie der laufende Bot.
request-no-watch = Die Überwachung läuft hier nicht.
request-no-watch-remedy = Sie gehört zu dem Bot, der mit `serve` gestartet wurde.
request-not-in-channel = Ich bin nicht in <#{ $channel }>, deshalb könnte ich dort nicht zeigen, was geschieht.
request-not-in-channel-remedy = Laden Sie mich in diesen Kanal ein, oder nennen Sie mit --channel einen anderen.
request-fault = Das ist fehlgeschlagen, und der Fehler liegt beim Bot.
request-fault-remedy = Versuchen Sie es erneut; geschieht es wieder, sehen Sie im Protokoll des laufenden Bots nach.

# Die Datenbank.
request-database-silent = Die Datenbank des Bots antwortet nicht, deshalb wurde nichts entschieden.
request-database-silent-remedy = Versuchen Sie es in einer Minute erneut; bleibt es dabei, sehen Sie nach der Datenbank.
request-database-refuses = Die Datenbank des Bots lässt ihn nicht ein, deshalb wurde nichts entschieden.
request-database-refuses-remedy = Prüfen Sie Name, Kennwort und Datenbank in der Datenbank-URL.

# Ein Incident endet nicht von selbst über laufenden Vorgängen.
request-at-work = { $count ->
    [one] „{ $title }“ wurde nicht beendet: Ein Vorgang an seinen Servern läuft noch: { $names }.
   *[other] „{ $title }“ wurde nicht beendet: { $count } Vorgänge an seinen Servern laufen noch: { $names }.
 }
request-at-work-one = { $verb } { $target } ({ $operation })
request-at-work-more = { $count } weitere
request-at-work-remedy = Warten Sie, bis sie fertig sind; oder beenden Sie ihn trotzdem mit `anyway` vor der Zusammenfassung, wie in `/failback-ps incident end anyway`. Der Verlauf nennt sie dann.
