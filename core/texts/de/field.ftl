# Was an einem Feld nicht stimmt.

field-needed = Es wird gebraucht.
field-give = Geben Sie `{ $name }` an.
field-give-example = Geben Sie `{ $name }` an, zum Beispiel { $example }.
field-no-choice = „{ $value }“ steht bei { $label } nicht zur Wahl.
field-choose = Wählen Sie eines von: { $names }.
