# Prüfungen der Maschine: Adresse, Name, Größe, Kontingent, Startdiagnose.

machine-ip-free = { $ip } ist frei.
machine-ip-picked = { $ip } ist frei und wurde gewählt.
machine-ip-taken = { $ip } ist in { $network } schon vergeben.
machine-ip-taken-remedy = Frei sind: { $ips }; oder geben Sie ip=auto an.
machine-ip-none = In { $subnet } ist keine Adresse mehr frei; wählen Sie ein anderes Subnetz.
machine-name-free = Der Name { $name } ist in { $group } frei.
machine-name-machine = In { $group } gibt es schon eine virtuelle Maschine { $machine }.
machine-name-interface = In { $group } gibt es schon eine Netzwerkkarte { $interface }.
machine-name-both = In { $group } gibt es schon eine virtuelle Maschine { $machine } und eine Netzwerkkarte { $interface }.
machine-name-taken-remedy = Wählen Sie einen anderen Namen; Vorhandenes wird nie überschrieben.
machine-size = { $size } wird in { $region } angeboten: { $cores ->
    [one] { $cores } Kern
   *[other] { $cores } Kerne
 }, { $memory } GB.
machine-size-zones = Nicht in Zone { $zones }, doch der Server wird ohne Zone angelegt.
machine-size-restricted = { $size } darf dieses Abonnement in { $region } nicht nutzen ({ $reason }).
machine-size-support = Oder bitten Sie den Azure-Support, die Einschränkung aufzuheben.
machine-size-generation = { $size } startet nur Images der Generation 2; das Katalogimage hat Generation 1.
machine-size-generation-remedy = Wählen Sie eine Größe, die Images der Generation 1 startet.
machine-size-small = { $size } hat { $cores ->
    [one] { $cores } Kern
   *[other] { $cores } Kerne
 } und { $memory } GB: weniger als die 4 Kerne und 8 GB, die ein Prozessserver für die kleinste Last braucht.
machine-size-small-remedy = Wählen Sie eine Größe mit 8 Kernen und 16 GB.
machine-size-try = Versuchen Sie { $sizes }.
machine-quota = { $left ->
    [one] In { $region } ist noch { $left } Kern
   *[other] In { $region } sind noch { $left } Kerne
} der Familie { $family } frei; nötig: { $needed }.
machine-quota-short = { $size } braucht { $cores ->
    [one] { $cores } Kern
   *[other] { $cores } Kerne
 }, aber das Kontingent in { $region } reicht nicht: { $short }.
machine-quota-left = bei { $label } { $left ->
    [one] ist noch { $left }
   *[other] sind noch { $left }
 } von { $limit } Kernen frei
machine-quota-both = { $one } und { $other }
machine-quota-short-remedy = Beantragen Sie mehr Kontingent (im Portal unter „Kontingente“, „Compute“), wählen Sie eine Größe einer anderen Familie, oder löschen Sie, was nicht mehr gebraucht wird.
machine-quota-unknown = Azure zeigt für die Familie { $family } in { $region } kein Kontingent.
machine-quota-unknown-remedy = Wird die Maschine wegen des Kontingents abgelehnt, beantragen Sie im Portal unter „Kontingente“ mehr.
machine-diagnostics = { $account } nimmt die Startdiagnose auf; die Datenträger sind verwaltet.
machine-diagnostics-azure = Azure bewahrt die Startdiagnose selbst auf; die Datenträger sind verwaltet.
machine-diagnostics-kind = { $account } ({ $sku }) kann keine Startdiagnose aufnehmen: Dafür ist ein Standard-Konto nötig.
machine-diagnostics-elsewhere = { $account } liegt in { $location }; die Startdiagnose braucht ein Konto in { $region }.
machine-diagnostics-remedy = Wählen Sie ein anderes Konto oder lassen Sie das Feld leer: Dann bewahrt Azure sie selbst auf.

machine-no-size = In { $region } wird die Größe „{ $size }“ nicht angeboten.
machine-no-account = Das Abonnement hat kein Speicherkonto „{ $account }“.
machine-no-account-remedy = Lassen Sie das Feld leer: Dann bewahrt Azure die Startdiagnose selbst auf.
