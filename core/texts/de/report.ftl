# Was jemand meldet, und was gemeldet wird.

report-not-waiting = Der Vorgang wartet jetzt nicht auf eine Person.
report-done = <@{ $person }> hat um { $at } UTC gemeldet, dass es erledigt ist; ich sehe noch einmal nach.
report-no-upgrade-plan = Es gibt keinen Upgradeplan „{ $plan }“.
report-upgrade-done = Fertig: Alles an { $name } ist aktuell.
report-upgrade-gone = { $name } ist nicht mehr im Tresor.
