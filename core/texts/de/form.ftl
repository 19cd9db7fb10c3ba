# Das Formular eines Vorgangs.

form-lead = Noch wird nichts geändert: Zuerst wird alles geprüft, dann steht der Plan im Kanal und wartet auf Genehmigung.
form-submit-plan = Prüfen und planen
form-submit-ask = Anfordern
form-close = Schließen
form-search = Wählen oder zum Suchen tippen
form-search-new = Wählen oder etwas Neues tippen
form-hint-new = { $help } Was nicht in der Liste steht, können Sie eingeben und dann auswählen.
form-loading = Wird geladen…
