# Was an der Frage nach einem Diagramm nicht stimmt.

days-chart = Diagramm
days-unknown = Das ist hier nicht bekannt.
days-none = „{ $value }“ ist keine Anzahl von Tagen.
days-range = Geben Sie eine Zahl von 1 bis { $most } an: So viele Tage werden die Stundenwerte aufbewahrt.
