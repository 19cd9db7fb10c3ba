# Was `plan-upgrade` antwortet; die Karte selbst steht in upgrade.ftl.

planned-title = Upgradeplan von { $fabric }
planned-gone = Die Fabric { $fabric } ist nicht mehr in ihrem Tresor.
planned-list = `/failback-ps list` zeigt, was es gibt.
planned-current = Alles ist aktuell: Es gibt nichts zu aktualisieren.
planned-not-here = Upgradepläne führt der Bot, der mit `serve` läuft.
planned-in-slack = Fragen Sie ihn in Slack.
planned-no-member = Ich bin nicht in diesem Kanal und könnte den Plan hier nicht zeigen.
planned-invite = Geben Sie `/invite @failback-ps` ein, und fordern Sie ihn dann erneut an.
planned-opened = Die Karte steht jetzt in diesem Kanal und geht mit, bis alles aktuell ist.
planned-there = Die Karte steht in <#{ $channel }> und ist auf dem neuesten Stand.
planned-left = { $count ->
    [one] { $left ->
        [0] Der eine Schritt ist getan.
       *[other] Ein Schritt steht noch aus.
    }
   *[other] { $left } von { $count } Schritten stehen noch aus.
 }
