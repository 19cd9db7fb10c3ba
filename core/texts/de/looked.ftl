# Was jemand liest, der die Überwachung jetzt nachsehen ließ.

looked-nowhere = Es gibt keinen Tresor, der sich ansehen ließe: Die Einstellungen nennen keinen, und der Bot kann keinen lesen. Nennen Sie Tresore in `azure.vaults`, oder geben Sie dem Bot das Recht, sie zu lesen.
looked-checked = Geprüft: { $servers } in { $vaults }; { $found }
looked-servers = { $count } Prozessserver
looked-vaults = { $count ->
    [one] { $count } Tresor
   *[other] { $count } Tresoren
 }
looked-all-well = alles ist in Ordnung.
looked-findings = { $count ->
    [one] { $count } Befund: { $names }. Er steht im Kanal; `/failback-ps findings` listet ihn auf.
   *[other] { $count } Befunde: { $names }. Jeder steht im Kanal; `/failback-ps findings` listet sie auf.
 }
looked-and-more = { $names } und { $count ->
    [one] { $count } weiterer
   *[other] { $count } weitere
 }
looked-silent = Keine Antwort: { $why }
looked-no-vault = In Azure gibt es in der Ressourcengruppe „{ $group }“ keinen Tresor „{ $vault }“.
looked-no-vault-remedy = Berichtigen Sie `azure.vaults` in den Einstellungen des Bots, oder nehmen Sie den Tresor heraus.
