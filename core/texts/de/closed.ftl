# Ein Kanal, der vom Bot nichts annimmt: in einem anderen gesagt, gezählt, erledigt.

closed-title = Ein Kanal ist für mich nicht erreichbar
closed-since = Ich kann in { $channel } nicht schreiben, zuerst bemerkt { $since }: { $why }
closed-why-not-in-channel = Ich bin dort kein Mitglied.
closed-why-channel-not-found = Er wurde gelöscht, oder er ist privat und ich bin dort kein Mitglied.
closed-why-is-archived = Er ist archiviert.
closed-why-is-inactive = Er ist archiviert oder gelöscht.
closed-why-other = Slack antwortet { $code }.
closed-waiting = Für ihn liegen bereit: { $what }. Nichts geht verloren: Alles wird so, wie es dann steht, dort gezeigt, sobald der Kanal wieder Nachrichten annimmt.
closed-nothing = Für ihn liegt zurzeit nichts bereit.
closed-kind-card = { $count ->
    [one] { $count } Karte eines Vorgangs
   *[other] { $count } Karten von Vorgängen
 }
closed-kind-prompt = { $count ->
    [one] { $count } Meldung eines Befunds
   *[other] { $count } Meldungen von Befunden
 }
closed-kind-digest = { $count ->
    [one] { $count } Sammelmeldung von Befunden
   *[other] { $count } Sammelmeldungen von Befunden
 }
closed-kind-notice = { $count ->
    [one] { $count } Benachrichtigung oder Antwort
   *[other] { $count } Benachrichtigungen und Antworten
 }
closed-kind-echo = { $count ->
    [one] { $count } Nachricht über einen kritisch gewordenen Befund
   *[other] { $count } Nachrichten über kritisch gewordene Befunde
 }
closed-kind-upgrade-plan = { $count ->
    [one] { $count } Plan für das Upgrade einer Fabric
   *[other] { $count } Pläne für das Upgrade von Fabrics
 }
closed-kind-review = { $count ->
    [one] { $count } Nachprüfung einer Notfallfreigabe
   *[other] { $count } Nachprüfungen von Notfallfreigaben
 }
closed-kind-board = { $count ->
    [one] { $count } Board eines Incidents
   *[other] { $count } Boards von Incidents
 }
closed-kind-line = { $count ->
    [one] { $count } Zeile zu einem Incident
   *[other] { $count } Zeilen zu Incidents
 }
closed-kind-timeline = { $count ->
    [one] { $count } Verlauf eines Incidents
   *[other] { $count } Verläufe von Incidents
 }
closed-kind-file = { $count ->
    [one] { $count } Verlauf als Datei
   *[other] { $count } Verläufe als Dateien
 }
closed-kind-other = { $count ->
    [one] { $count } weitere Nachricht
   *[other] { $count } weitere Nachrichten
 }
closed-help-not-in-channel = *Was zu tun ist:* Geben Sie dort `/invite @failback-ps` ein.
closed-help-archived = *Was zu tun ist:* Heben Sie die Archivierung auf und geben Sie dort `/invite @failback-ps` ein; oder nennen Sie in den Einstellungen unter `[[route]]` oder `slack.channels` einen anderen Kanal.
closed-help-gone = *Was zu tun ist:* Geben Sie dort `/invite @failback-ps` ein. Wurde er gelöscht, nennen Sie in den Einstellungen unter `[[route]]` oder `slack.channels` einen anderen Kanal: Meldungen von Befunden folgen ihm dann.
closed-look = Bis dahin zeigen `/failback-ps status` und `/failback-ps findings` alles, in jedem Kanal, in dem ich Mitglied bin.
closed-over-title = Ein Kanal nimmt wieder Nachrichten an
closed-over = { $channel } nimmt seit { $until } wieder Nachrichten an; seit { $since } hatte er keine angenommen. Was für ihn bereitlag, erscheint jetzt dort.
