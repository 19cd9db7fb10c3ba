# Prüfungen des Netzwerks: Subnetz, Weg zum Standort, Ports, Weg ins Internet.

network-here = { $network } liegt in { $region }.
network-elsewhere = { $network } liegt in { $location }, nicht in { $region }: Eine Maschine muss in der Region ihres Netzwerks stehen.
network-elsewhere-remedy = Wählen Sie region={ $location } oder ein Netzwerk in { $region }.
network-several = { $count } virtuelle Netzwerke heißen „{ $name }“.
network-missing = Das Abonnement hat kein virtuelles Netzwerk „{ $network }“.

# Das Subnetz.
network-subnet = { $subnet } ({ $prefixes }) nimmt Maschinen auf.
network-subnet-kept = { $subnet } ist einem Azure-Dienst vorbehalten; Maschinen dürfen nicht darin stehen.
network-subnet-delegated = { $subnet } ist an { $services } delegiert; Maschinen dürfen nicht darin stehen.
network-other-subnet = Wählen Sie ein anderes Subnetz.
network-no-subnet = { $network } hat kein Subnetz „{ $subnet }“.
network-no-subnet-remedy = Legen Sie in { $network } zuerst eines an.
network-full = In { $subnet } ist keine Adresse mehr frei.
network-full-remedy = Wählen Sie ein anderes Subnetz, oder machen Sie in diesem eine Adresse frei.

# Der Weg zum Standort.
network-gateway = { $network } erreicht den Standort über { $gateways }.
network-gateway-via = { $network } erreicht den Standort über { $gateways } von { $via }, durch Peering mit Gatewaytransit.
network-gateway-other = { $name } (andere Art)
network-no-gateway = { $network } hat kein VPN- oder ExpressRoute-Gateway und nutzt auch keines eines Netzwerks, mit dem ein Peering besteht: Der Server könnte den Konfigurationsserver nicht erreichen.
network-no-gateway-remedy = Legen Sie ein Gateway an, richten Sie ein Peering mit einem Netzwerk ein, das eines hat (dort Gatewaytransit zulassen, hier Remotegateways verwenden), oder wählen Sie ein anderes Netzwerk.
network-peering = { $network } hat ein Peering mit { $remote }, wo es ein Gateway gibt, aber das Peering ist im Zustand { $state }, und Gatewaytransit ist { $transit }.
network-transit-allowed = zugelassen
network-transit-not-allowed = nicht zugelassen
network-peering-remedy = Bringen Sie das Peering auf beiden Seiten in Ordnung; lassen Sie bei { $remote } Gatewaytransit zu.
network-no-connection = Es gibt keine Verbindung vom Gateway zum Standort.
network-connections = Keine Verbindung vom Gateway zum Standort ist aufgebaut: { $states }.
network-connection = { $name } ist im Zustand { $state }
network-connections-remedy = Lassen Sie die Verbindung vom Netzwerkteam herstellen; ihren Zustand zeigt das Portal beim Gateway unter „Verbindungen“.
network-connected = { $connection } ist verbunden (Connected) und hat eine Route zu { $ip }.
network-learned = { $connection } ist verbunden (Connected); ihre Routen sind gelernt, darum war nicht zu lesen, ob { $ip } dabei ist.
network-learned-remedy = Sehen Sie in den gelernten Routen des Gateways nach, ob das Netzwerk des Konfigurationsservers dabei ist.
network-no-route = An keinem verbundenen Standort liegt der Konfigurationsserver { $ip }; Routen: { $prefixes }.
network-no-routes = keine
network-no-route-remedy = Nehmen Sie sein Netzwerk in den Adressraum des Gateways für das lokale Netzwerk auf.

# Die Ports.
network-open = { $subnet } hat keine Netzwerksicherheitsgruppe: Die Ports 443 und 9443 sind durchlässig.
network-passes = { $group } lässt 443 hinaus zum Konfigurationsserver und 9443 aus dem Netzwerk herein.
network-shut = Die Netzwerksicherheitsgruppe { $group } sperrt { $ports }.
network-shut-port = { $port } von { $source } nach { $destination } (Regel { $rule })
network-shut-internet = { $port } von { $source } ins Internet (Regel { $rule })
network-opening = Ergänzen Sie { $group } um Regeln, die TCP 443 hinaus zum Konfigurationsserver und TCP 9443 herein von den übernommenen Maschinen zulassen, vor den sperrenden.
network-opening-internet = Ergänzen Sie { $group } um Regeln, die TCP 443 hinaus zum Konfigurationsserver und ins Internet und TCP 9443 herein von den übernommenen Maschinen zulassen, vor den sperrenden.
network-unsure = { $group } scheint 443 und 9443 durchzulassen, aber diese Regeln waren nicht zu beurteilen: { $rules }.
network-unsure-remedy = Sehen Sie nach, ob sie TCP 443 hinaus oder TCP 9443 herein sperren.

# Der Weg ins Internet, und wodurch er führt.
network-out = { $subnet } erreicht das Internet ({ $through }).
network-out-unknown = Azure sagt nicht, ob { $subnet } das Internet erreicht.
network-filtered = { $subnet } erreicht das Internet ({ $through }); was dort hinausgelassen wird, war nicht zu lesen.
network-filtered-remedy = Der Server muss Unified Setup laden können: Lassen Sie TCP 443 zu aka.ms und download.microsoft.com hinaus.
network-pool = Aus { $subnet } erreichen nur die Maschinen im Pool das Internet ({ $through }).
network-no-setup = { $subnet } hat keinen Weg ins Internet ({ $through }): Der Server könnte Unified Setup nicht laden.
network-no-updates = { $subnet } hat keinen Weg ins Internet ({ $through }): Der Server könnte weder Updates noch das Installationsprogramm seiner nächsten Version laden.
network-way-remedy = Geben Sie { $subnet } ein NAT-Gateway, oder leiten Sie 0.0.0.0/0 an eine Firewall. Der Server bekommt keine öffentliche Adresse.
network-way-unread = Der Weg ins Internet war nicht zu lesen.
network-way-firewall = Firewall
network-way-gateway = Gateway
network-way-blocked = gesperrt
network-way-nat = NAT-Gateway
network-way-default = Standardausgang von Azure
network-way-balancer = Load Balancer
network-way-none = keiner gefunden
network-way-unknown = unbekannt
