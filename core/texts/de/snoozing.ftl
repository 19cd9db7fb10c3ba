# Bis wann ein Befund ruht.

snoozing-none = Es wurde nichts zurückgestellt: Es kommt kein Wartungsfenster.
snoozing-moment = Geben Sie einen Zeitpunkt an, oder nennen Sie Wartungsfenster in `watch.maintenance`.
snoozing-no-moment = „{ $value }“ ist kein Zeitpunkt in den nächsten 90 Tagen.
snoozing-write = Schreiben Sie 30m, 4h, 2d, morgen oder 2026-12-01 08:00 (UTC).
snoozing-write-or-window = Schreiben Sie 30m, 4h, 2d, morgen oder 2026-12-01 08:00 (UTC); oder `window` für das nächste Wartungsfenster.
