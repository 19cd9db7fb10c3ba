# Was gesagt wird, wenn Slack nicht sagt, wer jemand ist oder wer zu einer Gruppe gehört.

directory-silent = { $what } ({ $code }).
directory-no-person = Slack hat nicht gesagt, wer <@{ $person }> ist
directory-no-group = Slack hat nicht gesagt, wer zu <!subteam^{ $group }> gehört
directory-no-groups = Benutzergruppen gibt es nur mit einem bezahlten Slack-Plan; nennen Sie in der Policy Personen statt Gruppen.
directory-no-scope = Installieren Sie die Slack-App neu, mit den Scopes users:read und usergroups:read.
directory-wait = Slack bittet, { $seconds } s zu warten; versuchen Sie es danach noch einmal. Es wurde nichts entschieden.
directory-again = Versuchen Sie es gleich noch einmal; es wurde nichts entschieden.
