# Das Zertifikat eines Konfigurationsservers erneuern.

certificate-by-hand = Erneuern Sie es auf dem Konfigurationsserver selbst: Nur dort geht es noch (https://learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server).
certificate-expiry = Das Zertifikat von { $server }: { $expiry }.
certificate-look = Sehen Sie es sich auf dem Konfigurationsserver an.
certificate-early = Es ist noch früh: Der Dienst erinnert erst ab zwei Monaten vorher.
certificate-connected = Jeder Prozessserver meldet sich.
certificate-silent = Kein Heartbeat: { $names }. Sie würden das alte Zertifikat behalten.
certificate-silent-remedy = Starten Sie sie, oder melden Sie die ab, die es nicht mehr gibt; fordern Sie den Vorgang dann erneut an.
certificate-versions = Jeder Prozessserver hat die Version { $version }.
certificate-older = Älter als { $version }: { $names }.
certificate-older-remedy = Aktualisieren Sie sie zuerst: `/failback-ps upgrade { $server }`.
certificate-agents = Kein Mobilitätsdienst ist älter, soweit der Tresor es sagt.
certificate-agents-older = Mobilitätsdienste älter als { $version }: { $names }.
certificate-agents-remedy = Aktualisieren Sie sie zuerst: im Tresor unter „Replizierte Elemente“, „Agent aktualisieren“.
certificate-summary = Das Zertifikat von { $server }, seiner Prozessserver und Mobilitätsdienste für drei Jahre erneuern.
certificate-kind = Zertifikat
certificate-undo = Es gibt keinen Weg zurück, und es braucht keinen: Das alte Zertifikat wird ersetzt.
certificate-job = erneuert das Zertifikat
certificate-waiting = Warten, bis Site Recovery das neue Zertifikat zeigt.
certificate-valid = Das neue Zertifikat gilt bis { $day }.
certificate-not-shown = Der Auftrag von Site Recovery endete gut, aber der Tresor zeigt weiter das alte Zertifikat von { $server }.
certificate-not-shown-remedy = Prüfen Sie die Verbindung des Konfigurationsservers, und wiederholen Sie dann ab diesem Schritt.
certificate-not-shown-cause = Der Konfigurationsserver hat sich seitdem nicht gemeldet.
certificate-doing = Erneuern des Zertifikats
certificate-doing-wait = Warten auf das neue Datum
