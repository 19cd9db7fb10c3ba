# Ein Server, der gemeint sein könnte.

pick-several = { $count } Prozessserver heißen „{ $wanted }“.
pick-address = Geben Sie die Adresse an: { $these }.
pick-id = Geben Sie die ID an: { $these }.
pick-unknown = Kein Konfigurationsserver kennt einen Prozessserver „{ $wanted }“.
pick-unknown-either = Ich kenne weder einen Prozessserver noch einen Tresor „{ $wanted }“.
pick-meant = Meinten Sie { $near }?
pick-known-either = Bekannt sind die Tresore { $vaults } und die Server { $names }.
pick-known = Zur Wahl stehen { $names }.
