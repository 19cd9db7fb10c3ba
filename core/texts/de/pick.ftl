# Ein Server, der gemeint sein könnte.

pick-several = { $count } Prozessserver heißen „{ $wanted }“.
pick-address = Geben Sie die Adresse an: { $these }.
pick-id = Geben Sie die ID an: { $these }.
pick-unknown = Kein Konfigurationsserver kennt einen Prozessserver „{ $wanted }“.
pick-meant = Meinten Sie { $near }?
pick-known = Bekannt sind: { $names }.
