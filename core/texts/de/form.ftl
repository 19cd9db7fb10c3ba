# Das Formular eines Vorgangs.

form-lead = Noch wird nichts geändert: Zuerst wird alles geprüft, dann steht der Plan im Kanal und wartet auf Genehmigung.
form-submit-plan = Prüfen und planen
form-submit-ask = Anfordern
form-close = Schließen
form-search = Wählen oder zum Suchen tippen
form-search-new = Wählen oder etwas Neues tippen
form-hint-new = { $help } Was nicht in der Liste steht, können Sie eingeben und dann auswählen.
form-loading = Wird geladen…

form-nothing = Es gibt nichts zu zeigen.
form-not-done = Nicht ausgeführt
form-old = Das Formular ist zu alt, öffnen Sie es neu
form-choose-first = Wählen Sie zuerst: { $fields }
form-unread = Die Liste ließ sich nicht lesen; tippen Sie noch einmal
form-still-loading = Wird noch geladen, tippen Sie gleich noch einmal
form-nothing-found = Nichts gefunden
form-empty = Die Liste ist leer
form-use-new = „{ $typed }“ verwenden (neu)
form-narrow = { $shown } von { $count }; tippen Sie weiter, um die Auswahl einzugrenzen
