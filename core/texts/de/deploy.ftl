# Die Bereitstellung: ihr Plan, ihre Felder, ihre Schritte.

# Der Plan.
deploy-summary = Den Prozessserver { $name } mit der Adresse { $ip } in { $network } ({ $region }, { $subscription }) für den Konfigurationsserver { $server } bereitstellen.
deploy-then-gallery = Danach registriert ihn eine Person per Remotedesktop; die Anleitung kommt im Thread.
deploy-then-unified = Danach installiert ihn Unified Setup auf dem verwalteten Datenträger und registriert ihn mit der Passphrase aus dem Key Vault, ohne Aufsicht.
deploy-undo = „Aufräumen“ entfernt die virtuelle Maschine mit ihren Datenträgern, die Netzwerkkarte, das Geheimnis des Kennworts und die Startdiagnose, alles nur, wenn dieser Vorgang es angelegt hat; die Ressourcengruppe auch, wenn dieser Vorgang sie angelegt hat und nichts anderes darin liegt. Ein schon registrierter Prozessserver bleibt auf dem Konfigurationsserver eingetragen, bis er dort abgemeldet wird.
deploy-kind-group = Ressourcengruppe
deploy-kind-secret = Key-Vault-Geheimnis
deploy-kind-interface = Netzwerkkarte
deploy-kind-machine = virtuelle Maschine
deploy-kind-disk = verwalteter Datenträger
deploy-kind-process-server = Prozessserver
deploy-cost-refused = Kein Preis: { $sentence }
deploy-cost-missing = Kein Preis gefunden für: { $what }.
deploy-cost-note = Listenpreise ohne die Rabatte Ihres Vertrags; der Netzwerkverkehr ist nicht enthalten.
