# Die Karte für das Upgrade einer ganzen Fabric.

upgrade-title = Upgrade von { $name } und allem, was dazugehört
upgrade-order = Zuerst der Konfigurationsserver, dann seine Prozessserver, dann die Mobilitätsdienste. Angefordert von { $who }.
upgrade-line = { $number }. *{ $role }* { $way }: { $stand }
upgrade-role-configuration-server = Konfigurationsserver
upgrade-role-built-in = Sein eigener Prozessserver
upgrade-role-process-server = Prozessserver
upgrade-role-agents = Mobilitätsdienste
upgrade-stand-current = aktuell
upgrade-stand-ready = kann jetzt aktualisiert werden
upgrade-stand-waits = wartet auf das, was darüber steht
upgrade-stand-no-way = der Dienst verlangt ein Update, und es ist kein neueres Installationsprogramm bekannt. Siehe das neueste Rollup: https://learn.microsoft.com/azure/site-recovery/site-recovery-whats-new
upgrade-stand-unknown = die Version ist nicht lesbar
upgrade-hand-configuration-server = jetzt von Hand zu aktualisieren: Führen Sie dort das Unified Setup der nächsten Version aus. https://learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server#upgrade-the-configuration-server
upgrade-hand-built-in = geht mit dem Konfigurationsserver mit, der jetzt zu aktualisieren ist
upgrade-hand-agents = jetzt zu aktualisieren, im Tresor unter *Replizierte Elemente*, *Agent aktualisieren*. https://learn.microsoft.com/azure/site-recovery/service-updates-how-to
upgrade-acting = Vorgang { $operation } arbeitet daran
upgrade-lacking = für { $version } ist kein Installationsprogramm bekannt: Nennen Sie es in den Einstellungen unter `azure.installers`
upgrade-agents = { $count ->
    [one] ({ $count } zu aktualisieren)
   *[other] ({ $count } zu aktualisieren)
 }
upgrade-agents-oldest = { $count ->
    [one] ({ $count } zu aktualisieren; Version { $version })
   *[other] ({ $count } zu aktualisieren; der älteste hat { $version })
 }
upgrade-button = { $server } aktualisieren…
upgrade-see = Plan der Fabric
upgrade-moves = Die Karte geht bei jeder Prüfung und jedem Vorgang mit und schließt sich, sobald alles aktuell ist. Wo der Bot die Maschine nicht sieht: `/failback-ps upgrade-by-hand`
upgrade-done = { $name } ist seit { $when } vollständig aktuell.
upgrade-gone = { $name } ist nicht mehr im Tresor, bemerkt { $when }.
