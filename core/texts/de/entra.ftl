# Was Entra ID zur Anmeldung des Bots sagt.

entra-no-app = Entra ID kennt die Anwendung des Bots in diesem Mandanten nicht.
entra-no-app-remedy = Prüfen Sie AZURE_CLIENT_ID und AZURE_TENANT_ID.
entra-no-tenant = Entra ID kennt den Mandanten nicht.
entra-no-tenant-remedy = Prüfen Sie AZURE_TENANT_ID und AZURE_AUTHORITY_HOST.
entra-bad-secret = Entra ID lehnt den geheimen Clientschlüssel des Bots ab.
entra-bad-secret-remedy = Tragen Sie in AZURE_CLIENT_SECRET den Wert eines gültigen Schlüssels ein (nicht seine ID), und starten Sie den Bot neu.
entra-old-secret = Der geheime Clientschlüssel des Bots ist abgelaufen.
entra-old-secret-remedy = Erstellen Sie für seine Anwendung einen neuen, tragen Sie ihn in AZURE_CLIENT_SECRET ein, und starten Sie den Bot neu.
