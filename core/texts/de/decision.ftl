# Warum eine Entscheidung nicht angenommen wird.

decision-anew = Fordern Sie den Vorgang erneut an.
decision-approved-before = Sie haben schon abgestimmt, um { $at } UTC: Genehmigung.
decision-denied-before = Sie haben schon abgestimmt, um { $at } UTC: Ablehnung.
decision-once = Jede Person zählt nur einmal.
decision-plan-changed = Der Plan, den Sie gesehen haben, ist nicht der, der jetzt auf Genehmigung wartet.
decision-plan-changed-remedy = Lesen Sie die Karte noch einmal, und entscheiden Sie über das, was sie zeigt.
decision-expired = Die Zeit für die Genehmigung endete um { $at } UTC.
decision-crowd = In diesem Augenblick haben zu viele Personen abgestimmt.
decision-crowd-remedy = Klicken Sie noch einmal; es wurde nichts entschieden.
decision-not-yours = Das dürfen nur <@{ $requester }> und alle, die den Vorgang genehmigen dürfen.
decision-ask-requester = Bitten Sie <@{ $requester }>.
decision-ask-either = Bitten Sie <@{ $requester }> oder { $who }.
decision-not-your-wish = Zurückziehen kann den Vorgang nur, wer ihn angefordert hat: <@{ $requester }>.
decision-not-your-wish-remedy = Wer ihn genehmigen darf, kann ihn ablehnen.
decision-not-begun = Der Lauf hat noch nicht begonnen.
decision-not-begun-remedy = <@{ $requester }> kann den Vorgang zurückziehen; wer ihn genehmigen darf, kann ihn ablehnen.
decision-no-plan = Es konnte kein Plan erstellt werden.
decision-cleaning-begun = Das Aufräumen hat begonnen; was angelegt wurde, ist zum Teil schon weg.
decision-cleaning-begun-remedy = Bringen Sie es mit *Aufräumen* zu Ende, und fordern Sie den Vorgang dann erneut an.
decision-nothing-to-clean = Es wurde nichts angelegt, also gibt es nichts aufzuräumen.
decision-makes-nothing = Dieser Vorgang legt nichts an, was aufgeräumt werden könnte.
decision-makes-nothing-remedy = Wie er rückgängig zu machen ist, steht in seinem Plan.

# Eine Stimme aus dem Terminal.
decision-was-confirmed = Das ist schon erledigt: Die Stimme wurde bestätigt.
decision-was-refused = Das ist schon erledigt: Die Stimme wurde bestätigt, zählte aber nicht.
decision-was-disowned = Das ist schon erledigt: Die Stimme wurde als fremd gemeldet.
decision-was-expired = Das ist schon erledigt: Der Vorgang wartet nicht mehr auf Genehmigung.
decision-see-card = Sehen Sie auf der Karte des Vorgangs nach.
decision-not-your-vote = Nur <@{ $person }> darf sagen, ob diese Stimme echt ist.
decision-no-vote = Es gibt keine Stimme „{ $confirmation }“, die zu bestätigen wäre.
decision-vote-there = Stimmen Sie auf der Karte des Vorgangs ab.

# Befunde.
decision-no-finding = Es gibt keinen Befund „{ $finding }“.
decision-no-finding-remedy = Vielleicht gehört er zu einem anderen Workspace.
decision-no-reason = Der Befund wurde nicht verworfen: Es fehlt ein Grund.
decision-no-reason-remedy = Schreiben Sie, warum es so bleiben darf; andere werden es lesen.
decision-finding-closed = Es wurde nichts geändert: { $server } ({ $kind }). { $now }.
decision-finding-closed-remedy = `/failback-ps findings` zeigt, was offen ist.
decision-finding-open = Der Befund ist offen
decision-finding-snoozed = Der Befund ist zurückgestellt
decision-finding-dismissed = Der Befund ist verworfen
decision-finding-acting = Ein Vorgang arbeitet gerade daran
decision-finding-resolved = Der Befund ist behoben
