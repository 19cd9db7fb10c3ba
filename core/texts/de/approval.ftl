# Wer anfordern und genehmigen darf, und warum jemand nicht zählt.

approval-colleague = Bitten Sie jemanden aus Ihrem Team.
approval-nobody = niemand
approval-who = Entscheiden kann: { $who }.
approval-bot = <@{ $person }> ist ein Bot; nur Menschen entscheiden.
approval-inactive = Das Konto von <@{ $person }> ist deaktiviert oder unbekannt.
approval-guest = <@{ $person }> ist als Gast hier; es zählen nur vollwertige Mitglieder des Workspace.
approval-not-among = <@{ $person }> gehört nicht zu denen, die diesen Vorgang genehmigen dürfen.
approval-own = Das haben Sie selbst angefordert; jemand anderes muss entscheiden.
approval-same-address = <@{ $person }> hat dieselbe E-Mail-Adresse wie <@{ $requester }>, und <@{ $requester }> hat den Vorgang angefordert.
approval-no-address = Slack zeigt von <@{ $person }> keine E-Mail-Adresse, deshalb lässt sich nicht sagen, ob <@{ $one }> und <@{ $other }> zwei Personen sind.
approval-no-address-remedy = Die Adresse gehört in das Slack-Profil der Person; fehlt sie bei allen, dann fehlt der Slack-App der Scope users:read.email.
