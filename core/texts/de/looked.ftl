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
looked-findings-unseen = { $count ->
    [one] { $count } Befund: { $names }. { $unseen } `/failback-ps findings` listet ihn auf.
   *[other] { $count } Befunde: { $names }. { $unseen } `/failback-ps findings` listet sie auf.
 }
looked-held = { $count ->
    [one] { $count } wird erst gezeigt, wenn der Incident { $incident } endet, der ihn zurückhält.
   *[other] { $count } werden erst gezeigt, wenn der Incident { $incident } endet, der sie zurückhält.
 }
looked-closed = { $count ->
    [one] { $count } gehört in { $channel }; dieser Kanal ist für den Bot geschlossen ({ $why }): Neues dazu steht dort, sobald er wieder Nachrichten annimmt.
   *[other] { $count } gehören in { $channel }; dieser Kanal ist für den Bot geschlossen ({ $why }): Neues dazu steht dort, sobald er wieder Nachrichten annimmt.
 }
looked-closed-not-in-channel = der Bot ist dort nicht Mitglied
looked-closed-archived = er ist archiviert
looked-closed-gone = er wurde archiviert oder gelöscht, oder er ist privat und der Bot dort nicht Mitglied
looked-others = { $count ->
    [one] Der andere steht in seinem Kanal.
   *[other] Die anderen { $count } stehen in ihren Kanälen.
 }
