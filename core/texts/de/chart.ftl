# Diagramme: wie sie heißen, und was sie in Worten sagen. $where ist ein Tresor oder Server, "all" für alle.

chart-readiness = Bereitschaft für das Failback{ $where ->
    [all] { "" }
   *[other] , { $where }
}, { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
}
chart-readiness-subtitle = Prozent; das Schlechteste jeder Stunde. Zeiten in UTC.
chart-servers = Prozessserver in Ordnung
chart-machines = Übernommene Maschinen abgedeckt
chart-share = Jetzt { $now } %, mindestens { $least } % (zuletzt { $when }).
chart-share-unknown = Jetzt nicht bekannt, mindestens { $least } % (zuletzt { $when }).

chart-backlog = Upload-Rückstand{ $where ->
    [all] { "" }
   *[other] , { $where }
}, { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
}
chart-backlog-subtitle = GB, die auf Prozessservern auf die Übertragung warten; das Meiste jeder Stunde. Zeiten in UTC.
chart-most = Jetzt { $now } GB, höchstens { $most } GB ({ $when }).
chart-no-vault = Die Überwachung hat in dieser Zeit keinen Tresor „{ $where }“ gesehen. Nennen Sie Namen oder ID, wie `/failback-ps list` sie zeigt; die Bereitschaft gilt für ganze Tresore.
chart-no-backlog-of = Die Überwachung hat in dieser Zeit auf „{ $server }“ nichts warten sehen: Es gab nichts, oder kein Server heißt so.
chart-no-backlog = In dieser Zeit musste auf keinem Prozessserver etwas warten.

chart-durations = Dauer der Bereitstellungen{ $where ->
    [all] { "" }
   *[other] , { $where }
}, { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
}
chart-durations-subtitle = Minuten
chart-waiting = Von der Anforderung bis zum Lauf
chart-running = Der Lauf
chart-median = Median { $minutes } min.
chart-deploys = { $count ->
    [one] 1 Bereitstellung ist nachgewiesen.
   *[other] { $count } Bereitstellungen sind nachgewiesen.
}
chart-no-deploys = In dieser Zeit ist keine Bereitstellung nachgewiesen.

chart-nothing = Die Überwachung hat davon in dieser Zeit nichts gesehen. Sie behält Stundenwerte vom ersten Blick an; `/failback-ps check` sieht jetzt nach.
chart-posted = Das Bild steht dort, wo Sie gefragt haben. In Worten:
chart-not-posted = Das Bild konnte nicht gesendet werden ({ $code }). In Worten:
chart-not-member = Ich bin nicht in diesem Kanal und konnte das Bild nicht senden: `/invite @failback-ps`. In Worten:
