# Was sich zwischen zwei Plänen geändert hat.

difference-was = { $what }: vorher { $before }, jetzt { $after }
difference-more = { $count ->
    [one] und 1 weitere Änderung
   *[other] und { $count } weitere Änderungen
 }
difference-number = Anzahl ({ $kind })
difference-steps = die Schritte
difference-with = mit { $names }
difference-as-they-were = wie geplant
difference-others = andere
difference-order = die Reihenfolge dessen, was getan wird
difference-one = eine
difference-another = eine andere
difference-created = angelegt
difference-changed = geändert
difference-deleted = gelöscht
difference-used = unverändert genutzt
difference-gone = nicht mehr dabei
difference-not-part = nicht dabei
difference-not-there = nicht vorhanden
