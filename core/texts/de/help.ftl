# Die Hilfe. Was Vorgänge selbst von sich sagen, steht in declared.ftl.

help-all = Was ich kann
help-how = Wie man es eingibt
help-typing = Geben Sie `/failback-ps deploy` allein ein, und ein Formular öffnet sich; oder geben Sie Felder als `name=wert` an: `/failback-ps deploy name=ps-weu-1 region=westeurope`. Was Sie angeben, ist im Formular schon ausgefüllt; eine vollständige Zeile braucht kein Formular. Werte mit Leerzeichen stehen in Anführungszeichen. `/failback-ps help deploy` erklärt einen Befehl und seine Felder.
help-reading = Geben Sie den Befehl hinter `/failback-ps` ein; `/failback-ps help` und sein Name erklärt ihn und seine Felder.
help-others = Von anderen auszuführen: { $verbs }. Fragen Sie { $who }.
help-unjudged = Deshalb stehen hier alle Befehle, auch solche, die Sie vielleicht nicht ausführen können.
help-why = Wofür es da ist
help-purpose = Maschinen, die nach Azure übernommen wurden (Failover), brauchen in ihrem virtuellen Netzwerk einen Prozessserver, um an einen VMware- oder physischen Standort zurückzureplizieren, wenn die Latenz zwischen beiden hoch ist. Nach einer Genehmigung stelle ich ihn bereit, weise nach, dass er registriert ist, und achte auf seine Version.
help-what-happens = Was geschieht
help-gate = Zuerst wird alles geprüft, ohne etwas zu ändern. Dann sehen Sie einen Plan; die Personen, die Ihre Regeln nennen, genehmigen ihn oder lehnen ihn ab; erst danach läuft er.
help-fields = Felder
help-examples = Beispiele
help-choices = Eines davon: { $choices }.
help-default = Ohne Angabe: { $value }.
help-optional = Kann wegbleiben.
help-example = Beispiel: { $value }
help-title = Hilfe
