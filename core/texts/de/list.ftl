# Antworten von `list`.

list-title = Prozessserver
list-none = Kein Tresor hat einen Konfigurationsserver.
list-none-yet = Noch keiner.
list-unregistered = In Azure, aber in keiner Fabric
list-silent = Keine Antwort von Azure
list-modernised = { $vault }: { $fabric } (modernisiert)
list-appliances = Modernisierte Tresore brauchen keinen Prozessserver in Azure; gezeigt sind ihre Appliances.
list-classic = { $vault }: Konfigurationsserver { $fabric }

list-machine = { $power } in { $region }, { $size }
list-counted = genutzt von { $machines } nach der Zählung des Dienstes, die nachhinkt; keine nennt ihn
list-unused = von niemandem genutzt
list-used = genutzt von { $machines }
list-register-or-delete = { $address }, { $power } in { $region }. Er lässt sich registrieren, wenn seine Software noch installiert ist (`/failback-ps register { $server }`), oder löschen (`/failback-ps delete { $server }`).
list-machines = Maschinen in Azure
list-protected = Geschützte Maschinen von { $vault }
