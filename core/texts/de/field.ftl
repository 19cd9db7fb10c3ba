# Was an einem Feld nicht stimmt.

field-needed = Diese Angabe fehlt.
field-example = Zum Beispiel: { $example }.
field-no-choice = „{ $value }“ steht bei { $label } nicht zur Wahl.
field-choose = Wählen Sie eines davon: { $names }.
field-no-secret = Das sieht nicht nach dem Namen eines Geheimnisses im Key Vault aus.
field-no-secret-remedy = Geben Sie seinen Namen in Kleinbuchstaben an, zum Beispiel `asr-passphrase`. Haben Sie die Passphrase selbst eingegeben, erzeugen Sie auf dem Konfigurationsserver eine neue: Sie war hier zu sehen.
