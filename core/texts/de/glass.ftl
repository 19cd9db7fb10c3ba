# Die Notfallfreigabe und ihre Nachprüfung.

glass-nobody = Keine Regel erlaubt hier jemandem eine Notfallfreigabe.
glass-nobody-remedy = Genehmigen kann: { $who }.
glass-not-yours = <@{ $person }> darf hier keine Notfallfreigabe erteilen.
glass-who = Das darf: { $who }.
glass-no-reason = Eine Notfallfreigabe braucht einen Grund.
glass-no-reason-remedy = Schreiben Sie, warum das nicht auf eine Genehmigung warten kann.
glass-wrong-name = „{ $typed }“ ist nicht der Name des Servers.
glass-wrong-name-remedy = Geben Sie genau { $target } ein, um zu zeigen, dass Sie diesen meinen.
glass-own-breaking = Die Notfallfreigabe haben Sie selbst erteilt; jemand anderes muss sie sich ansehen.
glass-own-wish = Das haben Sie selbst angefordert; jemand anderes muss es sich ansehen.
glass-own-remedy = Zur Kenntnis nehmen kann es: { $who }.
glass-nothing = Hier ist nichts zur Kenntnis zu nehmen.
glass-first = <@{ $who }> hat das schon getan.
glass-nothing-remedy = Sie brauchen nichts zu tun.
