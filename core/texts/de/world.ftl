# Tresore, die nicht antworten.

world-silent = { $vault } hat nicht geantwortet: { $why }
world-again = Versuchen Sie es in einer Minute noch einmal.
world-name-others = Soll der Bot einen solchen Tresor nicht betreuen, nennen Sie die anderen in `azure.vaults`.
