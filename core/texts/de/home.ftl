# Der Home-Tab.

home-title = Failback-Prozessserver

home-count-needs = { $count ->
    [one] *{ $count } Sache wartet auf Sie*
   *[other] *{ $count } Sachen warten auf Sie*
 }
home-count-incidents = { $count ->
    [one] *{ $count } offener Incident*
   *[other] *{ $count } offene Incidents*
 }
home-count-findings = { $count ->
    [one] { $count } Befund
   *[other] { $count } Befunde
 }{ $critical ->
    [0] {""}
   *[other] {""}, davon { $critical } kritisch
 }
home-count-operations = { $count ->
    [one] { $count } laufender Vorgang
   *[other] { $count } laufende Vorgänge
 }
home-count-servers = { $count } Prozessserver{ $ailing ->
    [0] {""}
    [one] {""}, { $ailing } braucht Aufmerksamkeit
   *[other] {""}, { $ailing } brauchen Aufmerksamkeit
 }
home-ended = In den letzten 7 Tagen { $count ->
    [0] endete kein Vorgang
    [one] endete { $count } Vorgang
   *[other] endeten { $count } Vorgänge
 }{ $failed ->
    [0] {""}
    [one] {""}, { $failed } davon ist fehlgeschlagen
   *[other] {""}, { $failed } davon sind fehlgeschlagen
 }.

home-bystander = Sie sehen hier, wie es steht. Vorgänge anfordern kann: { $who }.
home-nobody = Sie sehen hier, wie es steht. Keine Regel erlaubt hier eine Bereitstellung; eine solche Regel gehört in die Einstellungen des Bots.
home-uncounted = { $why } Sie sehen hier, wie es steht; handeln kann: { $who }.
home-unknown = { $why } Deshalb werden keine Schaltflächen gezeigt; sie erscheinen von selbst wieder, sobald Slack antwortet.

home-vault = Tresor
home-environment = Umgebung
home-all-vaults = Alle Tresore
home-all-environments = Alle Umgebungen

home-needs = { $count ->
    [0] Wartet auf Sie
   *[other] Wartet auf Sie ({ $count })
 }
home-needs-nothing = Zurzeit wartet nichts auf Sie.
home-own = *Ihre laufenden Vorgänge*

home-vote = *{ $what }* wartet auf Ihre Genehmigung
home-card = Karte öffnen
home-expires = läuft ab { $when }
home-votes = { $given } von { $needed } Genehmigungen erteilt
home-by-hand = *{ $what }* wartet darauf, dass Sie einen Schritt von Hand ausführen
home-step = Schritt: { $step }
home-by-hand-how = Was zu tun ist, steht im Thread der Karte. Mit *Erledigt* sehe ich sofort nach.
home-failed = *{ $what }* ist fehlgeschlagen
home-failed-how = Der Vorgang behält seine Sperren, bis Sie ihn wiederholen, aufräumen oder aufgeben; alles drei bietet die Karte.

home-step-of = { $step } (Schritt { $number } von { $count })
home-waits-for = es fehlt noch: { $who }

home-incidents = Offene Incidents ({ $count })

home-findings = { $count ->
    [0] Befunde
   *[other] Befunde ({ $count })
 }
home-findings-none = Die Überwachung hat nichts gefunden, was nicht in Ordnung ist.
home-findings-only-aside = { $count ->
    [one] Nichts ist offen; { $count } Befund ist zurückgestellt oder verworfen: `/failback-ps findings` zeigt ihn.
   *[other] Nichts ist offen; { $count } Befunde sind zurückgestellt oder verworfen: `/failback-ps findings` zeigt sie.
 }
home-findings-aside = { $count ->
    [one] { $count } weiterer ist zurückgestellt oder verworfen: `/failback-ps findings` zeigt ihn.
   *[other] { $count } weitere sind zurückgestellt oder verworfen: `/failback-ps findings` zeigt sie.
 }
home-finding-critical = { $what } · kritisch

home-operations = Laufende Vorgänge ({ $count })

home-servers = { $count ->
    [0] Prozessserver
   *[other] Prozessserver ({ $count })
 }
home-servers-none = Die Überwachung hat noch keinen Prozessserver gesehen. *Jetzt prüfen* sieht sofort nach.
home-servers-age = Stand der Überwachung: { $when }.
home-servers-again = *Jetzt prüfen* (unten) sieht erneut nach.
home-healthy = In Ordnung
home-attention = *Braucht Aufmerksamkeit:* { $what }
home-nothing-open = Nichts offen: { $what }
home-late = Gesehen { $when }; der Tresor hat seitdem nicht geantwortet.
home-silent = kein Heartbeat seit { $when }
home-trouble-never-seen = noch kein Heartbeat
home-trouble-critical = Zustand ist kritisch
home-trouble-warning = Zustand mit Warnung
home-trouble-outdated = Version ist veraltet
home-trouble-unsupported = Version wird nicht mehr unterstützt
home-aside-snoozed = { $what } (zurückgestellt)
home-aside-dismissed = { $what } (verworfen)
home-certificate-expired = Zertifikat abgelaufen am { $day }
home-certificate-ends = Zertifikat endet am { $day }
home-version = Version { $version }
home-version-unknown = Version nicht angegeben
home-certificate = Zertifikat bis { $day }
home-certificate-never = Zertifikat läuft nie ab
home-modernised = Appliance, versorgt sich selbst
home-built-in = Gehört zum Konfigurationsserver
home-status = Stand
home-page = { $first }–{ $last } von { $total }
home-previous = Zurück
home-next = Weiter

home-coverage = Abdeckung
home-coverage-gaps = { $count ->
    [one] Ein Netzwerk enthält übernommene Maschinen und hat keinen intakten Prozessserver: { $names }
   *[other] { $count } Netzwerke enthalten übernommene Maschinen und haben keinen intakten Prozessserver: { $names }
 }
home-coverage-look = Abdeckung…

home-channels = { $count ->
    [one] Ein Kanal ist nicht erreichbar
   *[other] { $count } Kanäle sind nicht erreichbar
 }
home-following = Wie weiter?
home-deploy = Bereitstellen…
home-check = Jetzt prüfen
home-help = Hilfe
home-footer = Diese Seite hält sich noch eine Stunde nach dem letzten Öffnen selbst aktuell. `/failback-ps help` zeigt alle Befehle.
