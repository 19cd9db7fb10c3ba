# Ein Prozessserver, den es schon gibt: wo er ist, wer ihn nutzt, was dagegen spricht.

existing-starting = startet
existing-running = läuft
existing-stopping = hält an
existing-stopped = angehalten, aber noch berechnet
existing-deallocating = wird freigegeben
existing-deallocated = freigegeben
existing-unknown = Zustand unbekannt

existing-modernised = { $server } gehört zur modernisierten Appliance { $fabric } in { $vault }: Sie braucht keinen Prozessserver in Azure, und um ihren eigenen kümmert sie sich selbst.
existing-appliance = Nutzen Sie den Konfigurations-Manager der Appliance.
existing-own = { $server } ist der eigene Prozessserver des Konfigurationsservers.
existing-own-remedy = Er gehört zum Konfigurationsserver; wählen Sie einen anderen.
existing-known = { $fabric } in { $vault } kennt ihn unter { $address }.
existing-unproved = Nichts weist nach, dass { $server } ein Prozessserver ist.
existing-unproved-remedy = Der Bot rührt nur an, was ein Konfigurationsserver kennt, was er selbst angelegt hat, und Maschinen aus dem Katalogimage für Prozessserver.
existing-proved = { $server }: { $proof }.
existing-adopted = { $server } stammt nicht von diesem Bot; { $proof }.
existing-machine = Seine Maschine ist { $machine } in { $group }: { $power }.
existing-unused = Keine geschützte Maschine nutzt ihn.
existing-used = { $count ->
    [one] { $machines } nutzt ihn: { $names }.
   *[other] { $machines } nutzen ihn: { $names }.
 }
existing-used-remedy = Schalten Sie die Maschinen zuerst um: `/failback-ps switch { $server } <anderer Server>`.
existing-already = { $machine } ist schon so weit: { $power }. Es gibt nichts zu tun.
existing-waits = { $machine }: { $power }. Das { $doing } beginnt, sobald das vorbei ist.
existing-power = { $machine }: { $power }.
existing-rights = Die Identität des Bots darf alles, was nötig ist.
existing-lacks = Der Identität des Bots fehlen Rechte: { $actions }.
existing-lacks-remedy = Geben Sie ihr die Rolle „Virtual Machine Contributor“ für die Ressourcengruppe.
existing-lock = { $lock } (an { $scope })
existing-no-lock = Keine Sperre in Azure verbietet es.
existing-locked = Eine Sperre in Azure verbietet es: { $locks }.
existing-locked-remedy = Lassen Sie die Sperre von den dafür Zuständigen aufheben, und fordern Sie den Vorgang dann erneut an.
existing-machines = { $count ->
    [one] { $count } geschützte Maschine
   *[other] { $count } geschützte Maschinen
 }
existing-more = { $names } und { $count } weitere

existing-cost = nach Listenpreisen etwa { $total } { $currency } im Monat{ $gaps }
existing-cost-off = nach Listenpreisen etwa { $total } { $currency } im Monat, nur für die Datenträger (die Maschine ist freigegeben){ $gaps }
existing-cost-unknown = nicht bekannt: Azure sagt nicht, seit wann es die Maschine gibt
existing-cost-so-far = nach Listenpreisen höchstens etwa { $most } { $currency }, als wäre die Maschine seit dem { $day }, an dem sie angelegt wurde, immer gelaufen{ $gaps }
existing-cost-gaps = {" "}(kein Preis gefunden für { $what })
existing-cost-unread = nicht zu lesen ({ $why })

existing-another = eine andere dieses Namens ist jetzt dort
existing-foreign = { $server } ist jetzt eine andere Maschine als die genehmigte: Sie blieb, wie sie ist.
existing-foreign-remedy = Brechen Sie diesen Vorgang ab, und fordern Sie ihn erneut an, damit die jetzige Maschine angesehen und genehmigt wird.
existing-foreign-cause = Jemand hat sie gelöscht und eine andere dieses Namens angelegt.

existing-in-azure-only = Dieser Vorgang ist nur für Prozessserver in Azure.
existing-elsewhere = Liegt er in einem Abonnement, das der Bot nicht betreut, nehmen Sie es in den Einstellungen in der Tabelle [azure] bei `subscriptions` auf.
existing-whether-known = Ob ein Konfigurationsserver { $server } kennt,
existing-whether-used = Ob jemand { $server } nutzt,
existing-untold = { $whether } lässt sich nicht sagen: { $why }
existing-unregistered = Kein Konfigurationsserver kennt { $server }.
existing-unregistered-remedy = Registrieren Sie ihn zuerst: `/failback-ps register { $server } <Konfigurationsserver>`; `/failback-ps list` zeigt die bekannten.

existing-in-azure = In Azure
existing-row-machine = Maschine
existing-row-power = Zustand
existing-row-size = Größe
existing-row-address = Adresse
existing-row-made = Angelegt
existing-row-cost = Kosten
existing-row-so-far = Bisher
existing-row-portal = Portal
existing-place = { $machine } in { $group }, { $region }
existing-no-address = keine
existing-address = { $address } in { $network }/{ $subnet }
existing-no-proof = nichts weist nach, dass sie ein Prozessserver ist
existing-not-ours = nicht von diesem Bot; { $proof }
existing-ours = von diesem Bot, { $operation }
existing-ours-for = von diesem Bot, { $operation }, für <@{ $person }>
existing-users = Wer ihn nutzt
existing-users-unknown = Das ist nicht bekannt.
existing-users-unread = Die Maschinen ließen sich nicht lesen.
existing-to-register = Kein Konfigurationsserver kennt { $server }: `/failback-ps register { $server }`.
existing-nobody = Keine geschützte Maschine nennt ihn.
existing-counted = Der Dienst zählt { $count }; seine Zählung hinkt nach.
existing-listed = { $machines }: { $names }.

existing-sign-fabric = { $fabric } zeigt ihn als Prozessserver
existing-sign-ours = dieser Bot hat die Maschine als Prozessserver angelegt, wie ihr Tag zeigt
existing-sign-tag = die Maschine ist durch ihr Tag als einer gekennzeichnet
existing-sign-image = die Maschine stammt aus dem Katalogimage für Prozessserver
existing-nowhere-modernised = { $server } ist Teil einer modernisierten Appliance am Standort und hat keine Maschine in Azure; die Appliance kümmert sich um ihn.
existing-nowhere-own = { $server } läuft auf dem Konfigurationsserver selbst, am Standort.
existing-nowhere = Der Bot sieht keine Maschine in Azure.
existing-nowhere-at = Der Bot sieht in Azure keine Maschine mit der Adresse { $address }.
existing-several = Mehrere Maschinen haben die Adresse { $address }: { $machines }. Welche davon { $server } ist, ist nicht bekannt.
existing-not-it = Die Maschine { $machine } hat die Adresse { $address }, aber sonst zeigt nichts, dass sie { $server } ist: Weder ihr Name noch ihr Computername lautet so, sie hat kein Tag des Bots, und sie stammt nicht aus dem Katalogimage für Prozessserver.
existing-overlap = Adressbereiche des Standorts und von Azure können sich überschneiden. { $count ->
    [one] Ist sie es, geben Sie dieser Maschine
   *[other] Ist eine davon die richtige, geben Sie dieser Maschine
 } in Azure das Tag `{ $tag }` mit dem Wert `{ $value }`, und fordern Sie den Vorgang dann erneut an.

existing-using = { $count ->
    [one] { $machines } repliziert über { $server }: { $names }.
   *[other] { $machines } replizieren über { $server }: { $names }.
 }
existing-using-remedy = Brechen Sie diesen Vorgang ab, schalten Sie die Maschinen um (`/failback-ps switch { $server } <anderer Server>`), und fordern Sie ihn dann erneut an.
existing-using-cause = Jemand hat sie nach den Prüfungen auf ihn umgeschaltet.
