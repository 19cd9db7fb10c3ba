# Ein Konfigurationsserver, der gemeint sein könnte.

fabric-several = { $count } Konfigurationsserver heißen „{ $wanted }“.
fabric-address = Geben Sie statt des Namens die Adresse an.
fabric-modernised = „{ $wanted }“ ist ein Standort der modernisierten Architektur: Er hat Appliances statt eines Konfigurationsservers.
fabric-appliance = Seine Prozessserver betreut man auf der Appliance selbst; `/failback-ps list` zeigt sie.
fabric-unknown = Kein Tresor hat einen Konfigurationsserver „{ $wanted }“ der klassischen Art.
fabric-none = keiner
