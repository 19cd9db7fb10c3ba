# Einen Konfigurationsserver neu abfragen.

refresh-title = Neu abgefragt
refresh-none = Kein Tresor hat einen klassischen Konfigurationsserver, der sich abfragen ließe.
refresh-modernised = { $fabric } gehört zur modernisierten Architektur: Die Appliance meldet sich von selbst, und es gibt keinen Konfigurationsserver, der sich abfragen ließe.
refresh-status = `/failback-ps status { $server }` zeigt die letzte Meldung.
refresh-not-asked = Der Konfigurationsserver ließ sich nicht neu abfragen; das hier war vorher bekannt.
refresh-asked = Neu abgefragt; nach { $seconds } s hatte Site Recovery die Antwort.
