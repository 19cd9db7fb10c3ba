# Was wann geschah.

history-title = Verlauf
history-not-here = Er ist hier nicht bekannt.
history-of-all = Alles, was geschehen ist, das Neueste zuerst.
history-by = Was <@{ $person }> getan hat, das Neueste zuerst.
history-around = Was um „{ $about }“ herum geschehen ist, das Neueste zuerst.
history-more = Dazu { $count ->
    [one] { $count } weiteres Ereignis; `failback-ps audit export` gibt alle aus.
   *[other] { $count } weitere Ereignisse; `failback-ps audit export` gibt alle aus.
 }
history-more-at-least = Dazu mindestens { $count ->
    [one] { $count } weiteres Ereignis; `failback-ps audit export` gibt alle aus.
   *[other] { $count } weitere Ereignisse; `failback-ps audit export` gibt alle aus.
 }
history-nothing = Noch ist nichts geschehen.
history-nothing-by = Von <@{ $person }> ist nichts bekannt.
history-nothing-around = Zu „{ $about }“ ist nichts bekannt.
history-choose = Nennen Sie einen Server, die ID eines Vorgangs, oder wählen Sie eine Person aus der Liste, die sich öffnet, wenn Sie @ eingeben.
