# Klicks, die nichts entscheiden.

button-elsewhere = Diese Schaltfläche steht nicht auf der Karte oder Meldung, zu der sie gehört; es wurde nichts getan.
button-elsewhere-remedy = Nutzen Sie die Schaltfläche in dem Kanal, in dem sie veröffentlicht wurde; sie ist womöglich umgezogen.
button-too-new = Diese Karte ist so neu, dass Slack sie dem Bot noch nicht bestätigt hat; es wurde nichts entschieden.
button-too-new-remedy = Klicken Sie in ein paar Sekunden noch einmal.
