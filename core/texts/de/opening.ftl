# Warum etwas Genehmigtes doch nicht läuft.

opening-not-in-their-name = Deshalb läuft der Vorgang nicht in diesem Namen.
opening-uncounted = Die Genehmigung zählt nicht mehr. Nicht mehr genehmigen darf: { $who }.
opening-needs-more = Die Regel hat sich inzwischen geändert: Jetzt fehlt noch die Genehmigung durch { $more }.
opening-no-plan = Es gibt keinen Plan.
opening-changed = Seit der Plan gezeigt wurde, hat sich etwas geändert: { $found }
