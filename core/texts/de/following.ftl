# Aufträge von Site Recovery, verfolgt bis zu ihrem Ende.

following-unseen = Site Recovery zeigt den Auftrag nicht; ob er gewirkt hat, wird sich zeigen.
following-at = Site Recovery { $doing }, gerade bei „{ $task }“.
following-doing = Site Recovery { $doing }.
following-ended = Der Auftrag von Site Recovery endete mit { $state }: { $why }
following-no-reason = ein Grund wurde nicht genannt.
following-see = Sehen Sie sich den Auftrag im Tresor unter den Site-Recovery-Aufträgen an, und wiederholen Sie dann den Schritt.
following-well = Der Auftrag von Site Recovery endete gut.
following-gone = Der Konfigurationsserver ist nicht mehr im Tresor.
following-gone-remedy = Fragen Sie, wer ihn entfernt hat; dieser Schritt hat nichts geändert.
following-gone-cause = Jemand hat ihn nach den Prüfungen entfernt.
following-not-refreshed = Der Konfigurationsserver wurde nicht neu abgefragt: { $why }
following-cancelled = Abgebrochen beim Warten, bis Site Recovery es zeigt. Was getan ist, bleibt getan.
