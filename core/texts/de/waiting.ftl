# Warten, bis eine Fabric zeigt, was eine Person oder ein Skript getan hat.

waiting-cancelled = Abgebrochen beim Warten auf { $whom }.
waiting-azure = Azure ließ sich nicht abfragen: { $why }
waiting-not-done = <@{ $person }>, { $asked } { $told }
    Ich sehe bis { $time } UTC weiter nach; nach *Erledigt* sehe ich sofort noch einmal nach.
waiting-asked = ich habe den Konfigurationsserver neu abgefragt und sehe es noch nicht.
waiting-unasked = ich sehe es noch nicht und konnte den Konfigurationsserver nicht neu abfragen ({ $why }): Er meldet sich von selbst alle 15 Minuten.
waiting-service = Site Recovery
waiting-person = eine Person, { $doing }
waiting-guide = {" "}(Anleitung im Thread)
waiting-note = Warten auf { $whom }{ $guide }. { $seen } Ich warte bis { $time } UTC.
