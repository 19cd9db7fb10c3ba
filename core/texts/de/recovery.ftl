# Prüfungen von Site Recovery: Tresor, Konfigurationsserver, Maschinen, Passphrase.

recovery-classic = „{ $value }“ gehört zum klassischen Bereitstellungsmodell (ASM), das Azure abgeschaltet hat: Darin kann nichts bereitgestellt werden.
recovery-classic-remedy = Wählen Sie ein virtuelles Netzwerk von Azure Resource Manager.
recovery-resource-manager = Alles wird mit Azure Resource Manager bereitgestellt.

recovery-vault = Der Tresor { $vault } ist da.
recovery-vault-missing = Den Tresor { $vault } gibt es nicht, obwohl ihn die Einstellungen nennen.
recovery-vault-missing-remedy = Berichtigen Sie in den Einstellungen in der Tabelle [azure] den Eintrag `vaults`, oder wählen Sie einen anderen Tresor.
recovery-vaults = { $count } Tresore heißen „{ $name }“.
recovery-vaults-remedy = Geben Sie die ganze Ressourcen-ID des Tresors an.
recovery-no-vault = Einen Tresor „{ $vault }“ kenne ich nicht.

recovery-vmware = { $server } ist ein Konfigurationsserver der klassischen VMware-Architektur (eingestellt im März 2026, aber noch nötig für Maschinen, die schon übernommen sind).
recovery-servers = { $vault } hat { $count } Konfigurationsserver.
recovery-servers-named = { $vault } hat { $count } Konfigurationsserver mit dem Namen „{ $name }“.
recovery-modernised = { $vault } nutzt die modernisierte Architektur; sie macht den Failback über ihre Appliance und braucht keinen Prozessserver in Azure.
recovery-modernised-remedy = Es ist nichts bereitzustellen. Machen Sie den Failback über die Appliance: https://learn.microsoft.com/azure/site-recovery/failover-failback-overview-modernized
recovery-no-server = { $vault } hat keinen VMware-Konfigurationsserver; nur diese Architektur nutzt Prozessserver.
recovery-no-server-remedy = Wählen Sie den Tresor, der den VMware- oder physischen Standort schützt.

recovery-alive = { $server } ({ $ip }) meldet sich, Version { $version }.
recovery-no-address = Site Recovery nennt die Adresse von { $server } nicht; ohne sie kann kein Prozessserver registriert werden.
recovery-no-address-remedy = Aktualisieren Sie die Ansicht des Konfigurationsservers im Tresor, und prüfen Sie, ob er läuft.
recovery-silent = Site Recovery hat von { $server } seit { $since } UTC nichts gehört.
recovery-never-heard = Site Recovery hat von { $server } nichts gehört.
recovery-silent-remedy = Ein Prozessserver kann nur registriert werden, solange der Konfigurationsserver läuft.

recovery-new = { $server } kennt weder einen Prozessserver { $name } noch einen mit der Adresse { $ip }.
recovery-registered = { $server } hat schon einen laufenden Prozessserver { $name } mit der Adresse { $ip }.
recovery-registered-remedy = Nutzen Sie diesen, oder wählen Sie einen anderen Namen und eine andere Adresse.
recovery-dead = { $server } führt noch einen Prozessserver { $name } mit der Adresse { $ip }, der sich nicht mehr meldet.
recovery-dead-remedy = Entfernen Sie ihn auf dem Konfigurationsserver: `perl Unregister-ASRComponent.pl -IPAddress { $ip } -Component PS`.

recovery-failed-over = In { $network } { $count ->
    [one] steht eine übernommene Maschine
   *[other] stehen { $count } übernommene Maschinen
 }: { $names }.
recovery-none-failed-over = In { $network } wurde keine übernommene Maschine von { $vault } gefunden.
recovery-none-failed-over-remedy = Ein Prozessserver dient den Maschinen seines eigenen Netzwerks: Prüfen Sie, ob es das richtige ist.
recovery-unserved = { $network } hat noch keinen Prozessserver.
recovery-served = { $network } hat schon { $servers }.
recovery-served-remedy = Ein zweiter ist richtig, wenn der erste überlastet oder veraltet ist; sonst nutzen Sie den vorhandenen.
recovery-all-served = Jedes andere Netzwerk mit übernommenen Maschinen hat einen Prozessserver.
recovery-others = Übernommene Maschinen ohne Prozessserver in ihrem Netzwerk: { $networks }.
recovery-others-remedy = Stellen Sie auch in jedem dieser Netzwerke einen bereit; `/failback-ps coverage` zeigt alle.
recovery-network = { $network } ({ $machines })
recovery-more = { $names } und { $count } weitere

recovery-passphrase = Der Key Vault enthält die Passphrase unter { $secret }.
recovery-no-passphrase = Der Key Vault hat kein Geheimnis { $secret }: Ohne die Passphrase des Konfigurationsservers kann niemand den Prozessserver registrieren.
recovery-no-passphrase-remedy = Lesen Sie sie auf dem Konfigurationsserver mit `genpassphrase.exe -v` in `%ProgramData%\ASR\home\svsystems\bin`, und legen Sie sie unter diesem Namen im Key Vault ab.
