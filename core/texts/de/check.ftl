# Die Antwort von `check`.

check-title = Prüfung
check-not-here = Die Überwachung läuft hier nicht; sie gehört zu dem Bot, der mit `serve` gestartet wird.
