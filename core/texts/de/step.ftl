# Was einen Lauf beendet hat, ohne dass Azure etwas dazu sagte.

step-unforeseen = Es ist etwas Unvorhergesehenes passiert, { $doing } ({ $kind }).
step-unforeseen-cause = Höchstwahrscheinlich ein Fehler dieses Programms oder eine Antwort, mit der es nicht gerechnet hat.
step-unforeseen-remedy = Wiederholen Sie einmal; geschieht es wieder, stehen die Einzelheiten im Protokoll des Bots.
step-while-planning = beim Erstellen des Plans
step-in = in „{ $name }“
step-in-step = im Schritt „{ $step }“
step-unknown = Diese Version des Bots kennt den Schritt „{ $step }“ nicht mehr.
step-unknown-remedy = Räumen Sie auf und fordern Sie den Vorgang erneut an, oder kehren Sie zu der Version zurück, die ihn begonnen hat.
step-stranded = Der Lauf hat aufgehört, ohne zu sagen, wie er ausging.
step-stranded-cause = Ein Fehler dieses Programms: Seine Ablaufsteuerung hielt die Arbeit für beendet.
step-stranded-plan = Es wurde nichts geändert. Fordern Sie den Vorgang erneut an.
step-stranded-run = *Ab diesem Schritt wiederholen* macht mit dem Schritt weiter, der nicht fertig wurde.
step-stranded-clean = Verwenden Sie noch einmal *Aufräumen*: Es macht mit dem weiter, was übrig ist.
step-not-json = Ein Schritt hat etwas geantwortet, das sich nicht speichern lässt: { $what } (bei { $path }).
step-not-object = { $kind } statt eines Objekts
step-not-number = eine Zahl, die JSON nicht kennt
step-not-text = ein Schlüssel vom Typ { $kind }
step-not-json-cause = Ein Fehler dieses Programms.
step-not-json-remedy = Melden Sie ihn mit der ID des Vorgangs; wiederholen Sie, sobald der Bot berichtigt ist.
step-ended-run = Etwas Unvorhergesehenes ({ $kind }) hat den Lauf beendet.
