# Was beim Aufräumen und Löschen entfernt wird und was bleibt.

removal-used = wird jetzt von { $machine } genutzt
removal-shared = mehrere Maschinen teilen es sich
removal-machine = die virtuelle Maschine { $name }
removal-interface = die Netzwerkkarte { $name }
removal-disk = der Datenträger { $name }
removal-secret = das Geheimnis { $name }
removal-secret-needed = das Geheimnis { $name }: es gibt noch eine Maschine { $machine }
removal-diagnostics = die Startdiagnose
removal-diagnostics-of = die Startdiagnose { $name }
removal-may-not = { $what } in { $where }: die Identität des Bots darf es nicht
removal-removing = Wird entfernt: { $what }.
removal-removed = Entfernt: { $what }.
removal-kept = Behalten: { $what }.
removal-nothing = Nichts zu entfernen.
removal-doing-machine = Entfernen der virtuellen Maschine
removal-doing-interface = Entfernen der Netzwerkkarte
removal-doing-disks = Entfernen der Datenträger
removal-doing-secret = Entfernen des Geheimnisses
removal-doing-diagnostics = Entfernen der Startdiagnose
