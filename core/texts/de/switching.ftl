# Ist ein Prozessserver registriert: wie die Maschinen auf ihn kommen.

switching-lead = Maschinen nutzen { $server } erst, wenn sie auf ihn umgeschaltet sind.
switching-line = { $count ->
    [one] { $count } übernommene Maschine in { $network } nutzt jetzt { $server } ({ $names }): `{ $line }`.
   *[other] { $count } übernommene Maschinen in { $network } nutzen jetzt { $server } ({ $names }): `{ $line }`.
 }
switching-unknown = Schalten Sie sie von dem Server um, den sie jetzt nutzen: `/failback-ps switch <Server> { $new }`.
switching-nobody = Keine übernommene Maschine in { $network } nutzt jetzt einen anderen Server.
switching-left = `/failback-ps coverage` zeigt, was noch fehlt.
switching-button = Von { $server } umschalten…
