# Prüfungen dessen, woraus der Server gemacht wird: Quelle, Image, Installationsprogramm.

software-gallery = Er wird aus dem Katalogimage angelegt; eine Person registriert ihn per Remotedesktop.
software-unified = Er wird aus Windows Server { $year } mit Unified Setup angelegt, das ihn unbeaufsichtigt registriert.
software-unified-therefore = Darum wird er aus Windows Server { $year } mit Unified Setup angelegt, das ihn unbeaufsichtigt registriert.
software-unified-remedy = Es ist nichts zu tun. Lehnen Sie den Plan ab, wenn der Server aus dem Katalogimage kommen muss.
software-alternative = Geben Sie source={ $source } an: Windows Server mit Unified Setup, das unbeaufsichtigt installiert und registriert.
software-other-year = Wählen Sie ein anderes Windows: windows={ $first } oder { $second }.
software-gone = Azure stellt das Katalogimage { $version } des Prozessservers nicht mehr bereit.
software-windows-missing = Windows Server { $year } ({ $sku }) ist in { $region } nicht aufgeführt.
software-windows-gone = Azure stellt { $image } nicht mehr bereit.
software-windows = { $image } kann bereitgestellt werden.
software-image-missing = Das Katalogimage des Prozessservers ist in { $region } nicht aufgeführt.
software-image = Das Katalogimage { $version } kann bereitgestellt werden.
software-image-unknown = Das Katalogimage { $version } ist aufgeführt, aber Azure sagt nicht, ob es noch bereitgestellt werden kann.
software-image-unknown-remedy = Wenn Azure es ablehnt, gibt es einen anderen Weg. { $alternative }
software-terms = Für das Katalogimage { $version } müssen einmal Marketplace-Bedingungen angenommen werden.
software-terms-remedy = Führen Sie `az vm image terms accept --publisher { $publisher } --offer { $offer } --plan { $plan }` aus.
software-announced = Das Katalogimage { $version } kann bereitgestellt werden, aber sein Ende ist angekündigt.
software-announced-for = Das Katalogimage { $version } kann bereitgestellt werden, aber sein Ende ist für { $day } angekündigt.
software-announced-remedy = Jetzt ist nichts zu tun. Später: { $alternative }
software-no-installer = Das Katalogimage enthält die Software: Es wird nichts geladen.
software-installer = Unified Setup { $version } wird von { $url } geladen; die Echtheit belegt { $trust }.
software-trust-sum = seine SHA-256-Prüfsumme
software-trust-signature = die Signatur von Microsoft
software-server = Der Konfigurationsserver hat { $version }.
software-server-unknown = Die Version des Konfigurationsservers ist nicht bekannt.
software-server-unknown-remedy = Unified Setup bricht ab, wenn der Konfigurationsserver älter ist.
software-installer-newer = { $server } hat Version { $version }; das älteste bekannte Installationsprogramm ist { $oldest }, und ein Prozessserver darf nicht neuer sein als sein Konfigurationsserver.
software-installer-newer-remedy = Aktualisieren Sie zuerst den Konfigurationsserver, oder tragen Sie das Installationsprogramm seiner Version als Tabelle [[azure.installers]] in die Einstellungen ein.
