# Einen Konfigurationsserver nach Neuem fragen.

refresh-title = Nach Neuem gefragt
refresh-none = Kein Tresor hat einen klassischen Konfigurationsserver, den man fragen könnte.
refresh-modernised = { $fabric } gehört zur modernisierten Architektur: die Appliance meldet sich von selbst, und es gibt keinen Konfigurationsserver, den man fragen könnte.
refresh-status = `/failback-ps status { $server }` zeigt die letzte Meldung.
refresh-not-asked = Er ließ sich nicht nach Neuem fragen; das war vorher bekannt.
refresh-asked = Nach Neuem gefragt; Site Recovery hatte es nach { $seconds } s.
