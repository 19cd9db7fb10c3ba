# Einen abgemeldeten Prozessserver mit allem, was ihm gehört, löschen.

delete-public = die öffentliche Adresse von { $interface }
delete-shared = der Datenträger { $disk }, den sich mehrere Maschinen teilen
delete-unmanaged = { $count ->
    [one] ein nicht verwalteter Datenträger in einem Speicherkonto
   *[other] { $count } nicht verwaltete Datenträger in einem Speicherkonto
 }
delete-diagnostics-unseen = die Startdiagnose, die die Identität des Bots nicht sehen darf: { $why }
delete-diagnostics-kept = die Startdiagnose in { $account }, die die Identität des Bots nicht löschen darf
delete-known = { $fabric } in { $vault } kennt { $server } unter { $address }.
delete-unknown = Ob er registriert ist, lässt sich nicht sagen: { $why }
delete-unregistered = Kein Konfigurationsserver kennt ihn.
delete-registered = { $server } ist noch registriert: { $why }
delete-registered-remedy = Melden Sie ihn zuerst ab: `/failback-ps unregister { $server }`.
delete-stays = Nicht alles verschwindet. Es bleibt: { $what }.
delete-stays-remedy = Sehen Sie es sich im Portal an; der Bot löscht nur, was dem Server allein gehört.
delete-own = { $count ->
    [one] 1 Ressource gehört
   *[other] { $count } Ressourcen gehören
 } ihm und sonst niemandem.
delete-undo = Der Vorgang lässt sich nicht rückgängig machen: Die Maschine und ihre Datenträger sind danach endgültig weg. `/failback-ps deploy` stellt einen neuen Server bereit. Wer abbricht, wenn die Maschine schon weg ist, muss den Rest von Hand entfernen.
delete-machine = virtuelle Maschine
delete-interface = Netzwerkkarte
delete-disk = verwalteter Datenträger
delete-container = Blobcontainer der Startdiagnose
delete-secret = Geheimnis im Key Vault
delete-group = Ressourcengruppe
delete-summary = { $server } endgültig löschen: seine Maschine und alles in Azure, was ihm allein gehört.
delete-again = { $fabric } in { $vault } kennt { $server } wieder.
delete-again-remedy = Brechen Sie diesen Vorgang ab, melden Sie den Server ab (`/failback-ps unregister { $server }`), und fordern Sie das Löschen dann erneut an.
delete-again-cause = Jemand hat ihn nach den Prüfungen registriert.
delete-waiting = Warten, bis Azure { $names } nicht mehr zeigt.
delete-left = Von { $server } ist noch da: { $names }.
delete-left-something = etwas, das mal da ist und mal nicht
delete-left-remedy = Sehen Sie es sich im Portal an; wiederholen Sie ab diesem Schritt, wenn es weg ist.
delete-left-cause = Jemand hat inzwischen etwas mit denselben Tags angelegt, oder Azure braucht heute länger.
delete-gone = Von { $server } ist nichts mehr in Azure.
delete-gone-but = Von { $server } ist nichts mehr in Azure; behalten: { $kept }.
delete-nothing = nichts
delete-doing-look = Nachsehen, ob er registriert ist
delete-doing-proof = Nachsehen, was übrig ist
