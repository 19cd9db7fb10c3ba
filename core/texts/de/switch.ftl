# Geschützte Maschinen auf einen anderen Prozessserver umschalten.

switch-both = { $fabric } in { $vault } kennt beide.
switch-modernised = { $server } gehört zu einem modernisierten Tresor, in dem Maschinen zwischen Appliances wechseln.
switch-modernised-remedy = Nutzen Sie den Lastausgleich der Appliance selbst: Sie braucht keinen Prozessserver in Azure.
switch-same = { $server } ist derselbe Server.
switch-same-remedy = Wählen Sie einen anderen.
switch-foreign = { $server } gehört zu einem anderen Konfigurationsserver ({ $theirs } statt { $mine }).
switch-foreign-remedy = Maschinen können nur auf einen Prozessserver ihres eigenen Konfigurationsservers gehen.
switch-silent = { $server } hat keinen Heartbeat ({ $beat }).
switch-start = Starten Sie ihn (`/failback-ps start { $server }`), oder wählen Sie einen anderen.
switch-off = { $server }: { $power }. Der letzte Heartbeat ({ $beat }) ist von vorher.
switch-reports = { $server } meldet sich (Heartbeat { $beat }).
switch-well = { $server } geht es gut.
switch-attention = Bei { $server } ist etwas zu tun: { $what }.
switch-attention-remedy = `/failback-ps status { $server }` zeigt es; ein anderes Ziel ist womöglich besser.
switch-nobody = Keine geschützte Maschine nutzt { $server }.
switch-nothing = Es gibt nichts umzuschalten.
switch-moves = { $count ->
    [one] { $machines } wird umgeschaltet: { $names }.
   *[other] { $machines } werden umgeschaltet: { $names }.
 }
switch-unnamed = Site Recovery nennt das schützbare Element von { $names } nicht.
switch-unnamed-remedy = Schalten Sie diese im Portal um; die anderen geben Sie hier mit Namen an.
switch-strange = Keine Maschine dieses Namens nutzt { $server }: { $names }.
switch-all = Alle Maschinen, die { $server } nutzen, auf { $to } umschalten.
switch-some = Die genannten Maschinen, die { $server } nutzen, auf { $to } umschalten.
switch-undo = Wieder zurückschalten: `/failback-ps switch { $back }`.
switch-machine = geschützte Maschine
switch-job = schaltet die Maschinen um
switch-waiting = Warten, bis Site Recovery es für { $names } zeigt.
switch-moved = { $machines } jetzt auf { $server }.
switch-not-shown = Der Auftrag von Site Recovery endete gut, aber noch ist nicht jede Maschine auf { $server } zu sehen. { $seen }
switch-not-shown-cause = Der Konfigurationsserver hat sich seitdem nicht gemeldet, oder die Maschinen wurden wieder umgeschaltet.
switch-doing = Umschalten der Maschinen
switch-doing-proof = Warten, bis es sich zeigt
