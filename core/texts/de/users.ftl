# Wer einen Prozessserver nutzt.

users-title = Wer { $server } nutzt
users-nobody = Keine geschützte Maschine nennt ihn. Antworten von Site Recovery hinken etwa zehn Minuten nach.
users-more = { $count } weitere.
users-in-azure = läuft in Azure
users-at-the-site = läuft am Standort
users-somewhere = der Dienst sagt nicht, wo sie läuft
users-replication = Replikation { $health }
