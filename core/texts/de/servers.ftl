# Ein Prozessserver, wie seine Fabric ihn zeigt, in Zeilen und Listen.

servers-not-given = keine Angabe
servers-level-current = aktuell
servers-level-behind = nicht die neueste Version
servers-level-outdated = veraltet
servers-level-unsupported = nicht mehr unterstützt
servers-level-ahead = neuer als der Konfigurationsserver
servers-level-unknown = unbekannt

servers-address = Adresse
servers-vault = Tresor
servers-version = Version
servers-health = Zustand
servers-heartbeat = Heartbeat
servers-machines = Maschinen
servers-certificate = Zertifikat
servers-upgrade-to = Upgrade auf
servers-next-hop = Nächster Sprung
servers-note = Hinweis
servers-own-note = Das ist der eigene Prozessserver des Konfigurationsservers.
servers-site = { $vault }, modernisierter Standort { $fabric }
servers-fabric = { $vault }, Konfigurationsserver { $fabric }
servers-appliance = { $version }; die Appliance aktualisiert sie

servers-no-address = keine Adresse
servers-at-version = Version { $version }
servers-version-unknown = Version unbekannt
servers-beats = Heartbeat { $when }
servers-certified = Zertifikat { $expiry }
servers-own = der eigene des Konfigurationsservers
servers-attention = Hier ist etwas zu tun: { $what }.
servers-expired = Zertifikat abgelaufen
servers-ends = Zertifikat läuft in { $span } ab
servers-warning = Warnung
servers-no-heartbeat = kein Heartbeat
servers-critical = kritisch

servers-health-unknown = Zustand nicht angegeben
servers-never-seen = nie gesehen
servers-seen = vor { $span }
servers-seen-long-ago = vor { $span } (zu lange her: Der Server ist womöglich ausgefallen)
servers-expiry-unknown = ohne Angabe des Ablaufs
servers-never-expires = läuft nie ab
servers-expired-on = abgelaufen am { $day }
servers-valid = gültig bis { $day }, Ablauf in { $span }
servers-counted = { $count } nach der Zählung des Dienstes, die nachhinkt
servers-minutes = { $count } min
servers-hours = { $count } h
servers-days = { $count } { $count ->
    [one] Tag
   *[other] Tagen
 }
