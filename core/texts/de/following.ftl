# Aufträge von Site Recovery, verfolgt bis zu ihrem Ende.

following-unseen = Site Recovery zeigt den Auftrag nicht; seine Wirkung wird es zeigen.
following-at = Site Recovery { $doing }, gerade bei „{ $task }“.
following-doing = Site Recovery { $doing }.
following-ended = Der Auftrag von Site Recovery endete mit { $state }: { $why }
following-no-reason = ein Grund wurde nicht genannt.
following-see = Sehen Sie ihn sich im Tresor unter den Aufträgen von Site Recovery an, dann wiederholen Sie.
following-well = Der Auftrag von Site Recovery endete gut.
following-gone = Der Konfigurationsserver ist nicht mehr im Tresor.
following-gone-remedy = Fragen Sie, wer ihn entfernt hat; dieser Schritt hat nichts geändert.
following-gone-cause = Jemand hat ihn nach den Prüfungen entfernt.
following-not-refreshed = Site Recovery wurde nicht nach Neuem gefragt: { $why }
following-cancelled = Abgebrochen beim Warten, bis Site Recovery es zeigt; was getan ist, bleibt getan.
