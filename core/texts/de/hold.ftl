# Was jemand gesperrt oder eingefroren hat, und woran ein Vorgang arbeitet.

hold-everything = alles
hold-locked = <@{ $person }> hat { $what } seit { $since } gesperrt: „{ $reason }“
hold-locked-until = <@{ $person }> hat { $what } seit { $since } gesperrt, bis { $until }: „{ $reason }“
hold-locked-remedy = Bitten Sie <@{ $person }> oder jemanden mit Genehmigungsrecht um die Freigabe, und versuchen Sie es dann erneut.
hold-frozen = <@{ $person }> hat seit { $since } alles eingefroren: „{ $reason }“
hold-frozen-until = <@{ $person }> hat seit { $since } alles eingefroren, bis { $until }: „{ $reason }“
hold-frozen-remedy = Versuchen Sie es erneut, wenn das Einfrieren vorbei ist, oder lassen Sie es mit `/failback-ps thaw` beenden.
hold-window = Nach der Regel ist bis { $until } alles eingefroren.
hold-window-remedy = Versuchen Sie es danach erneut.
hold-operation = Der Vorgang { $operation } arbeitet gerade an { $what }.
hold-operation-remedy = Warten Sie, bis er beendet ist, oder brechen Sie ihn ab, oder räumen Sie auf; versuchen Sie es dann erneut.
hold-at-work = Der Vorgang { $operation } arbeitet gerade an { $what }.
hold-at-work-remedy = Brechen Sie ihn auf seiner Karte ab; seine Sperre wird aufgehoben, sobald er beendet ist.
hold-others = <@{ $person }> hält { $what } gesperrt: „{ $reason }“
hold-others-remedy = Aufheben darf das nur <@{ $person }> oder { $who }. Bitten Sie dort jemanden darum.
hold-nobody = Niemand hält { $what } gesperrt.
hold-nothing-frozen = Es ist nichts eingefroren.
hold-nobody-remedy = `/failback-ps locks` zeigt, was gesperrt ist.

# Hinter dem Namen, zum Beispiel: @lena hat ps-weu-1 gesperrt.
hold-did-lock = hat { $what } gesperrt
hold-did-lock-until = hat { $what } bis { $until } gesperrt
hold-did-unlock = hat { $what } wieder freigegeben
hold-did-unlock-other = hat { $what } wieder freigegeben (gesperrt hatte <@{ $holder }>)
hold-did-freeze = hat alles eingefroren
hold-did-freeze-until = hat alles bis { $until } eingefroren
hold-did-thaw = hat das Einfrieren beendet
hold-did-thaw-other = hat das Einfrieren durch <@{ $holder }> beendet
