# Die Meldung eines Befunds und die Sammelmeldung.

finding-title = { $what }: { $server }

finding-title-outdated = Prozessserver ist veraltet
finding-title-unreadable = Tresor ist nicht lesbar
finding-title-configuration-server-outdated = Konfigurationsserver ist veraltet
finding-title-agents-outdated = Mobilitätsdienste sind veraltet
finding-title-agent-expires = Unterstützung der Version endet
finding-title-certificate-expires = Zertifikat läuft ab
finding-title-secret-expires = Azure-Geheimnis des Bots läuft ab
finding-title-heartbeat-lost = Prozessserver meldet sich nicht
finding-title-processor-high = Prozessorlast ist hoch
finding-title-memory-high = Arbeitsspeicher ist knapp
finding-title-cache-low = Cachespeicher ist knapp
finding-title-backlog-high = Upload ist im Rückstand
finding-title-machines-many = Prozessserver hat viele Maschinen
finding-title-service-down = Ein Dienst läuft nicht
finding-title-uncovered-network = Netzwerk ohne Prozessserver
finding-title-forgotten-server = Prozessserver, den niemand nutzt
finding-title-machine-gone = Registriert, aber die Maschine fehlt
finding-title-image-deprecated = Katalogimage läuft aus
finding-title-quota-short = Kontingent ist knapp

# Wovon ein Wert ist.
finding-fact-installed = Installiert
finding-fact-configuration-server = Konfigurationsserver
finding-fact-upgrade-to = Aktualisieren auf
finding-fact-next-hop = Nächster Sprung
finding-fact-the-service-says = Der Dienst meldet
finding-fact-oldest-agent = Ältester Mobilitätsdienst
finding-fact-machines = Maschinen
finding-fact-machine = Maschine
finding-fact-unused-since = Ungenutzt seit
finding-fact-address = Adresse
finding-fact-fabric = Fabric
finding-fact-vault = Tresor
finding-fact-azure-says = Azure meldet

finding-upgrade = Aktualisieren…
finding-users = Wer nutzt ihn?
finding-snooze-hour = 1 Stunde zurückstellen
finding-snooze-tomorrow = Bis morgen zurückstellen
finding-snooze-window = Bis zum nächsten Wartungsfenster zurückstellen
finding-snooze-until = Zurückstellen bis…
finding-dismiss = Verwerfen…

finding-critical = *Kritisch.* { $sentence }
finding-resolved = *Behoben* { $when }. Gemeldet war: { $sentence }
finding-resolved-plain = Behoben: { $title }.
finding-snoozed = *Zurückgestellt* bis { $until } von { $who }.
finding-dismissed = *Verworfen* von { $who }: { $reason }.
finding-dismissed-for = *Verworfen* von { $who }: { $reason }. Das gilt für { $about }.
finding-acting = *In Arbeit*: Vorgang { $operation }.
finding-somebody = jemandem
finding-first-seen = Zuerst gesehen { $when }
finding-rule = Regel: { $rule }
finding-source = Quelle: { $source }
finding-flaps = { $times ->
    [one] Er kam und ging schon einmal
   *[other] Er kam und ging schon { $times }-mal
 }; er wird geschlossen, sobald er eine Stunde lang ausbleibt.
finding-line-resolved = Behoben: { $names }{ $more ->
    [0] { "" }
    [one] { " und " }{ $more } weiterer
   *[other] { " und " }{ $more } weitere
 } { $count ->
    [one] ist
   *[other] sind
 } in Ordnung.
finding-line-open = Wieder offen: { $names }{ $more ->
    [0] { "" }
    [one] { " und " }{ $more } weiterer
   *[other] { " und " }{ $more } weitere
 } { $count ->
    [one] ist
   *[other] sind
 } nicht in Ordnung.
finding-reminder = Erinnerung: { $server }.
finding-critical-now = Jetzt kritisch: { $server }.
finding-critical-again = Wieder kritisch: { $server }.
finding-elsewhere = Die Meldung dazu steht in { $channel }, wo der Befund zuerst gesehen wurde; entscheiden Sie dort.
finding-prompt = Meldung öffnen

finding-digest-title = { $count ->
    [one] { $count } Befund auf einmal
   *[other] { $count } Befunde auf einmal
 }
finding-digest-resolved = { $count ->
    [one] Behoben: der einzige Befund
   *[other] Behoben: alle { $count } Befunde
 }
finding-digest-closed = { $count ->
    [one] { $count } weiterer behoben
   *[other] { $count } weitere behoben
 }
finding-digest-help = `/failback-ps findings` zeigt jeden einzeln und was zu tun ist
finding-digest-line = • *{ $title }*. { $sentence }
finding-digest-critical = • *kritisch* *{ $title }*. { $sentence }

# Wovon ein Wert ist, auch.
finding-fact-subscription = Abonnement
finding-fact-region = Region
finding-fact-network = Netzwerk

finding-deploy = Bereitstellen…
