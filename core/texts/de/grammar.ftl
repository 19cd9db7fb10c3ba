# Eine eingegebene Zeile, die sich nicht lesen lässt.

grammar-unknown = „{ $typed }“ kenne ich nicht.
grammar-meant-verb = Meinten Sie `{ $near }`? `/failback-ps help` zeigt alles, was ich kann.
grammar-verbs = `/failback-ps help` zeigt alles, was ich kann: { $names }.
grammar-twice = `{ $field }` ist zweimal angegeben, „{ $first }“ und „{ $second }“.
grammar-once = Geben Sie jedes Feld einmal an.
grammar-no-value = `{ $field }` hat keinen Wert.
grammar-write = Schreiben Sie `{ $field }=wert` ohne Leerzeichen um das `=`, oder lassen Sie das Feld weg.
grammar-what-for = Ich weiß nicht, wofür „{ $typed }“ ist.
grammar-too-many = „{ $typed }“ ist ein Wort zu viel.
grammar-takes = { $count ->
    [one] `{ $verb }` nimmt nur einen Wert: `{ $usage }`. Ein Wert mit Leerzeichen steht in Anführungszeichen.
   *[other] `{ $verb }` nimmt nur { $count } Werte: `{ $usage }`. Ein Wert mit Leerzeichen steht in Anführungszeichen.
 }
grammar-alone = `{ $verb }` hat keine Felder: Geben Sie `/failback-ps { $verb }` allein ein.
grammar-fields = Felder schreibt man `name=wert`, zum Beispiel `{ $name }=…`; ein Wert mit Leerzeichen steht in Anführungszeichen. `help { $verb }` zeigt sie.
grammar-meant = Meinten Sie `{ $near }`?
grammar-its-fields = Die Felder sind { $names }.
grammar-no-fields = `{ $verb }` hat keine Felder.
grammar-no-field = `{ $verb }` hat kein Feld „{ $typed }“.
grammar-unbalanced = Ein Anführungszeichen wird geöffnet und nicht geschlossen: „{ $rest }“.
grammar-close = Schließen Sie es, wie in `subscription="Contoso DR"`; gehört es zum Wert, setzen Sie einen umgekehrten Schrägstrich davor.
