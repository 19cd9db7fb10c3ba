# Prüfungen des Ortes: Abonnement, Rechte, Ressourcengruppe, Region, Sperren, Richtlinien.

place-reachable = { $name } ist erreichbar.
place-disabled = { $name } ist im Zustand { $state }: Azure legt darin nichts Neues an.
place-disabled-remedy = Lassen Sie das Abonnement wieder aktivieren oder wählen Sie ein anderes.
place-providers = Die Ressourcenanbieter { $names } sind registriert.
place-providers-lacking = Im Abonnement nicht registriert: { $names }.
place-providers-remedy = Führen Sie `az provider register --namespace { $name } --wait` aus.
place-rights-remedy = Geben Sie ihr die Rollen Virtual Machine Contributor und Network Contributor für die Ressourcengruppe und das Netzwerk (und Contributor für das Abonnement, wenn eine neue Ressourcengruppe angelegt werden soll).
place-group-new = { $group } wird in { $region } angelegt.
place-group-deleting = { $group } wird gerade gelöscht.
place-group-deleting-remedy = Warten Sie, bis die Ressourcengruppe weg ist, oder wählen Sie eine andere.
place-group-elsewhere = { $group } liegt in { $location }, der Server wird in { $region } stehen.
place-group-elsewhere-remedy = Das geht; sollte jene Region ausfallen, lässt sich die Ressourcengruppe nicht verwalten.
place-group = { $group } gibt es in { $region }.
place-region = { $region } steht dem Abonnement offen.
place-frozen = Eine Sperre („nur lesen“) verbietet jede Änderung: { $locks }.
place-frozen-remedy = Lassen Sie die Sperre von den dafür Zuständigen aufheben, oder wählen Sie eine andere Ressourcengruppe.
place-locked = Eine Sperre verbietet das Löschen: { $locks }.
place-locked-remedy = Die Bereitstellung geht; das Aufräumen und ein späteres Löschen des Servers gehen erst, wenn die Sperre aufgehoben ist.
place-unlocked = Keine Sperre verbietet es.
place-no-policy = Hier gilt keine Azure Policy mit der Wirkung Deny.
place-policy = Azure Policy kann es verbieten; mit der Wirkung Deny gelten: { $names }.
place-policy-remedy = Ob eine davon diesen Server verbietet, hängt von ihren Bedingungen ab. Lehnt Azure mit RequestDisallowedByPolicy ab, fragen Sie die für sie Zuständigen.

place-subscription-closed = { $name } gehört nicht zu den Abonnements, in denen dieser Bot bereitstellt.
place-subscription-closed-remedy = Wählen Sie ein anderes, oder tragen Sie seine ID in den Einstellungen in der Tabelle [azure] bei `subscriptions` ein.
place-subscriptions = { $count } Abonnements heißen „{ $name }“.
place-subscriptions-remedy = Geben Sie stattdessen die ID des Abonnements an: { $ids }.
place-no-subscription = Das Abonnement „{ $name }“ kann die Identität des Bots nicht sehen.
place-no-subscription-remedy = Geben Sie der Identität des Bots darin eine Rolle, oder wählen Sie ein anderes.
place-no-region = Das Abonnement hat keine Region „{ $region }“.
