# Welchen Netzwerken ein Prozessserver fehlt, und welchen niemand nutzt.

coverage-title = Abdeckung
coverage-spare = Prozessserver, die niemand nutzt
coverage-counted = Prozessserver, bei denen nicht klar ist, wer sie nutzt
coverage-counted-on = Site Recovery zählt { $machines } auf ihm, in der Liste des Tresors nennt ihn aber keine. Die Zählung kann nachhinken: Sehen Sie in zehn Minuten noch einmal nach. Bleibt es so, prüfen Sie es im Portal, bevor der Server entfernt wird.
coverage-modernised = Modernisiert: { $names }
coverage-appliance = Ihr Failback läuft über ihre Appliance; sie brauchen keinen Prozessserver in Azure.
coverage-silent = Keine Antwort von Azure
coverage-none = Kein Tresor hat einen Konfigurationsserver.
coverage-site = Konfigurationsserver { $name }
coverage-unread = Seine Maschinen ließen sich nicht lesen.
coverage-none-over = Keine seiner Maschinen ist übernommen.
coverage-network-unread = Es ließ sich nicht lesen.
coverage-gone = Es ist nicht mehr da, oder der Bot darf es nicht sehen.
coverage-unplaced = Netzwerk unbekannt
coverage-look-in-the-portal = { $names }: Azure nennt für sie kein Netzwerk; sehen Sie im Portal nach.
coverage-held = { $count ->
    [one] { $count } übernommene Maschine ({ $names })
   *[other] { $count } übernommene Maschinen ({ $names })
 }
coverage-served = { $held }, bedient von { $servers }.
coverage-gap = { $held }, kein Prozessserver.
coverage-none-healthy = { $held }, kein intakter Prozessserver ({ $why }).
coverage-look = Sehen Sie zuerst `/failback-ps status { $server }` an.
coverage-deploy = Stellen Sie einen bereit: `{ $line }`
coverage-deploy-in = In { $network } bereitstellen…
coverage-nowhere = Der Bot sieht in Azure keine Maschine mit seiner Adresse.
coverage-unused = Keine geschützte Maschine nutzt ihn.
coverage-unused-unread = Keine geschützte Maschine nutzt ihn; die Maschine des Prozessservers ließ sich nicht lesen.
coverage-unused-costs = Keine geschützte Maschine nutzt ihn. Kosten: { $cost }.
coverage-unregister = Um den Eintrag zu entfernen: `/failback-ps unregister { $server }`.
coverage-keep = Behalten Sie ihn, solange in { $network } übernommene Maschinen stehen ({ $names }): Der Bot sieht dort keinen anderen intakten Prozessserver.
coverage-take-away = Wird er nicht mehr gebraucht: `/failback-ps unregister { $server }`, dann `/failback-ps delete { $server }`.
