# Das Aufräumen nach einer Bereitstellung: was entfernt wurde und was bleibt.

undo-foreign = dieser Vorgang hat das nicht angelegt
undo-group = die Ressourcengruppe { $group }
undo-group-holds = { $what }: darin liegt auch { $names }
undo-doing-look = Nachsehen beim Konfigurationsserver
undo-doing-group = Entfernen der Ressourcengruppe
