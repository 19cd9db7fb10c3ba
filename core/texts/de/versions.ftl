# Wie die Version eines Prozessservers steht.

versions-mine = Version { $version }
versions-unknown = Die Version ist nicht bekannt; sie
versions-status = der Dienst meldet { $status }
versions-than = der Konfigurationsserver hat { $version }
versions-why = {" "}({ $because })
versions-current = { $mine } ist aktuell{ $why }.
versions-behind = { $mine } wird noch unterstützt, ist aber nicht die neueste{ $why }.
versions-outdated = { $mine } ist veraltet{ $why }.
versions-unsupported = { $mine } wird nicht mehr unterstützt{ $why }.
versions-ahead = { $mine } ist neuer als der Konfigurationsserver; das wird nicht unterstützt{ $why }.
versions-unjudged = { $mine } lässt sich nicht beurteilen: Weder der Dienst noch die Versionen geben Auskunft{ $why }.
