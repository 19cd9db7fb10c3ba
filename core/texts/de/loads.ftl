# Wie ausgelastet ein Prozessserver ist.

loads-warning = Warnung
loads-critical = kritisch
loads-late = (Warnung: mehr als 30 Minuten im Rückstand)
loads-too-late = (kritisch: mehr als 45 Minuten im Rückstand)
loads-cpu = CPU
loads-memory = Arbeitsspeicher
loads-cache = Cache
loads-upload = Upload
loads-services = Dienste
loads-busy = zu { $percent } % ausgelastet
loads-used = zu { $percent } % belegt
loads-free = { $percent } % von { $size } GB frei
loads-below = ({ $level }: unter { $bound } %)
loads-above = ({ $level }: über { $bound } %)
loads-start = (Warnung: starten Sie sie)
loads-nothing-waits = nichts wartet
loads-waits = { $size } MB warten
