# Die Maschine eines Prozessservers ein- und ausschalten.

power-starting = Starten
power-stopping = Anhalten
power-doing = { $doing ->
    [Starten] Azure startet { $server }.
    [Anhalten] Azure hält { $server } an.
   *[other] Azure ist beim { $doing } von { $server }.
 }
power-now = { $server }: { $power }.
power-doing-machine = { $doing } der Maschine
power-machine = virtuelle Maschine
power-no-room = Wiederholen Sie den Schritt nach einer Weile: Oft wird wieder Platz frei. Wenn nicht, stellen Sie einen anderen Server in einer anderen Größe bereit (`/failback-ps deploy`).
power-gone = Die Maschine von { $server } ist weg.
power-gone-remedy = Wer sie gelöscht hat, steht im Portal im Aktivitätsprotokoll der Ressourcengruppe.
power-start = Die Maschine von { $server } starten. Solange sie läuft, kostet sie wieder Geld.
power-start-undo = `/failback-ps stop` schaltet sie wieder aus.
power-stop = Die Maschine von { $server } anhalten und an Azure zurückgeben, sodass nur noch ihre Datenträger kosten.
power-stop-undo = `/failback-ps start` schaltet sie wieder ein; was auf dem temporären Datenträger D: liegt, geht verloren.
