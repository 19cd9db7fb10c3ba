# Was die Regeln der Überwachung über ihre Funde sagen.

rule-version-outdated = Version { $installed } ist veraltet.
rule-version-outdated-service = Version { $installed } ist veraltet (der Dienst meldet { $status }).
rule-version-outdated-newer = Version { $installed } ist veraltet (der Konfigurationsserver hat { $newest }).
rule-version-outdated-both = Version { $installed } ist veraltet (der Dienst meldet { $status }; der Konfigurationsserver hat { $newest }).
rule-version-unsupported = Version { $installed } wird nicht mehr unterstützt.
rule-version-unsupported-service = Version { $installed } wird nicht mehr unterstützt (der Dienst meldet { $status }).
rule-version-unsupported-newer = Version { $installed } wird nicht mehr unterstützt (der Konfigurationsserver hat { $newest }).
rule-version-unsupported-both = Version { $installed } wird nicht mehr unterstützt (der Dienst meldet { $status }; der Konfigurationsserver hat { $newest }).
rule-by-hand = Er wird von Hand aktualisiert, vor seinen Prozessservern und Mobilitätsdiensten.
rule-agents = { $count ->
    [one] { $count } Maschine hat
   *[other] { $count } Maschinen haben
 } einen Mobilitätsdienst, der aktualisiert werden muss: { $names }. Aktualisieren Sie ihn im Tresor unter „Replizierte Elemente“, nach dem Prozessserver.

rule-heartbeat = Kein Heartbeat seit { $since }. Vielleicht ist die Maschine aus oder Port 443 zum Konfigurationsserver gesperrt.
rule-processor-critical = Die Prozessorlast liegt über 95 %, oder der Dienst nennt sie kritisch.
rule-processor-warning = Die Prozessorlast liegt über 80 %, oder der Dienst warnt davor.
rule-memory-critical = Der Arbeitsspeicher ist zu über 95 % belegt, oder der Dienst nennt ihn kritisch.
rule-memory-warning = Der Arbeitsspeicher ist zu über 80 % belegt, oder der Dienst warnt davor.
rule-cache-critical = Es sind weniger als 25 % des Cachespeichers frei: Die Replikation wird gedrosselt oder hält an.
rule-cache-warning = Es sind weniger als 30 % des Cachespeichers frei.
rule-backlog = Der Upload replizierter Daten ist mehr als { $minutes } Minuten im Rückstand.
rule-service = Ein Dienst des Prozessservers läuft nicht. Prüfen Sie auf der Maschine ProcessServer, ProcessServerMonitor, cxprocessserver, InMage PushInstall und LogUpload.
rule-machines-many = { $count } geschützte Maschinen nutzen ihn; die Grenze ist { $most }. Verteilen Sie einige auf einen anderen Prozessserver: `/failback-ps switch`.

rule-support-expired = Die Unterstützung seiner Version endete am { $day }.
rule-support-expires = Die Unterstützung seiner Version endet am { $day }.
rule-certificate-expired = Sein Zertifikat ist am { $day } abgelaufen.
rule-certificate-expires = Sein Zertifikat läuft am { $day } ab.
rule-certificate-late = Es lässt sich jetzt nur noch von Hand erneuern, auf dem Konfigurationsserver.
rule-certificate-renew = Erneuern Sie es: `/failback-ps renew-certificate { $server }`.
rule-secret-expired = Das Azure-Geheimnis des Bots ist am { $day } abgelaufen.
rule-secret-expires = Das Azure-Geheimnis des Bots läuft am { $day } ab.
rule-secret-renew = Erzeugen Sie in Microsoft Entra ein neues, geben Sie es dem Bot, und starten Sie ihn neu.

rule-uncovered = { $count ->
    [one] { $count } übernommene Maschine
   *[other] { $count } übernommene Maschinen
 } ({ $names }) und kein intakter Prozessserver im Netzwerk: Ein Failback gelingt so nicht gut. `/failback-ps coverage` bietet eine Bereitstellung an.
rule-forgotten = Keine geschützte Maschine nutzt ihn seit { $day }. Wird er nicht mehr gebraucht: `/failback-ps unregister { $server }`, dann `/failback-ps delete { $server }`.
rule-forgotten-cost = Kosten: { $cost }.
rule-ghost = Er ist registriert, aber seine Maschine { $machine } gibt es in Azure nicht mehr. Entfernen Sie den Eintrag: `/failback-ps unregister { $server }`.

rule-image-gone = Das Katalogimage des Prozessservers ist nicht mehr aufgeführt.
rule-image-deprecated = Das Katalogimage { $version } ist veraltet.
rule-image-ends = Das Katalogimage { $version } läuft am { $day } aus.
rule-image-ends-some-day = Das Katalogimage { $version } läuft aus; Azure nennt keinen Tag.
rule-image-other = Stellen Sie mit `source=unified-setup` bereit.
rule-quota = Von { $limit } Kernen für { $size } { $left ->
    [one] ist { $left }
   *[other] sind { $left }
 } übrig; der nächste Prozessserver braucht { $needed }. Beantragen Sie bei Azure mehr, oder wählen Sie eine andere Größe.
