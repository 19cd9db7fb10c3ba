# Was die Prüfungen aller Befehle gemeinsam haben.

preflight-not-checked = Nicht geprüft, wegen der Prüfung „{ $owner }“: { $sentence }
preflight-unreadable = Das konnte nicht geprüft werden: { $sentence }
preflight-again = Versuchen Sie es in einer Minute noch einmal.
preflight-near = Meinten Sie { $name }?
preflight-there-are = Es gibt: { $names }.
preflight-rights = Die Identität des Bots darf alles, was nötig ist.
preflight-rights-lacking = Der Identität des Bots fehlen Rechte: { $rights }.
preflight-rights-remedy = Geben Sie ihr die Rolle { $role } für den Tresor.
preflight-unlocked = Keine Sperre in Azure verbietet es.
preflight-locked = Eine Sperre des Tresors („nur lesen“) verbietet es: { $locks }.
preflight-locked-remedy = Lassen Sie die Sperre von den dafür Zuständigen aufheben, und fordern Sie den Vorgang dann erneut an.
preflight-choose = Wählen Sie einen Eintrag aus der Liste.
preflight-which = Geben Sie genau eines davon an: { $names }.
