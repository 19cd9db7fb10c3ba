# Was dem gesagt wird, der den Bot erwähnt, ihm schreibt oder seine Nachrichtenaktion nutzt.

talk-more = { $given ->
    [0] *{ $what }* braucht Angaben: Füllen Sie das Formular aus.
   *[other] Für *{ $what }* fehlen noch Angaben. Was Sie angegeben haben, ist schon eingetragen.
}
talk-more-long = Für { $what } fehlen noch Angaben, und die bisherigen sind zu lang für eine Schaltfläche.
talk-more-long-remedy = Schreiben Sie die ganze Zeile, oder nur `{ $verb }`, um ein Formular auszufüllen.
talk-open-form = Formular öffnen

talk-in-passing = Sie haben mich in einem Satz erwähnt. Das habe ich nicht als Befehl verstanden; es wurde nichts ausgeführt.
talk-in-passing-near = Meinten Sie { $line }?
talk-in-passing-rule = Ein Befehl beginnt mit meinem Namen, zum Beispiel `@failback-ps status`; `@failback-ps help` nennt alle.

talk-edited = Bearbeitete Nachrichten führe ich nicht aus: Was zuvor ein Befehl war, wurde einmal ausgeführt und wird es nicht noch einmal.
talk-edited-remedy = Schreiben Sie eine neue Nachricht.

talk-no-files = Dateien nehme ich nicht an: Ich lese nur Befehle und habe nichts von Ihnen behalten.
talk-no-files-remedy = Schreiben Sie `help`, um zu sehen, was ich kann, oder geben Sie in einem Kanal `/failback-ps` ein.

# Im Thread oder in der Direktnachricht, wo ein Vorgang angefordert wurde; seine Karte steht im Kanal.
talk-asked = { $who } hat { $operation } angefordert. Der Plan und was daraus wird, stehen auf dieser Karte in { $channel }; genehmigt wird dort.

# Das Formular der Nachrichtenaktion.
talk-run-here = Hier ausführen
talk-run-here-thread = Für diesen Thread. Antworten kommen hierher, nur für Sie sichtbar; ein Plan erscheint im Kanal.
talk-run-here-channel = Für diesen Kanal. Antworten kommen hierher, nur für Sie sichtbar; ein Plan erscheint im Kanal.
talk-what-to-do = Was soll geschehen?
talk-choose = Auswählen oder suchen
talk-next = Weiter
talk-close = Schließen
talk-slow = Slack oder Azure antwortet langsam. Es wurde nichts ausgeführt; drücken Sie noch einmal auf „Weiter“.
