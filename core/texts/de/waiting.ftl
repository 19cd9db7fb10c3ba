# Warten, bis eine Fabric zeigt, was eine Person oder ein Skript getan hat.

waiting-cancelled = Abgebrochen beim Warten auf { $whom }.
waiting-azure = Azure ließ sich nicht fragen: { $why }
waiting-not-done = <@{ $person }>, { $asked } { $told }
    Ich sehe weiter nach bis { $time } UTC; nach *Erledigt* sehe ich noch einmal nach.
waiting-asked = ich habe den Konfigurationsserver nach Neuem gefragt und sehe es noch nicht.
waiting-unasked = ich sehe es noch nicht und konnte den Konfigurationsserver nicht nach Neuem fragen ({ $why }): er meldet sich von selbst alle 15 Minuten.
waiting-service = Site Recovery
waiting-person = eine Person, { $doing }
waiting-guide = {" "}(Anleitung im Thread)
waiting-note = Gewartet wird auf { $whom }{ $guide }. { $seen } Ich warte bis { $time } UTC.
