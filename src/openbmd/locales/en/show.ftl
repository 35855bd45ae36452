# What a scenario says before the dice.

show-counts = { $vehicles } on { $routes }, { $radars }, { $units }.
show-corner = OpenBMD { $version } · { $scenario } · no dice
show-times = Times are seconds after each missile's launch.
show-when = When
show-radars = Radars
show-units = Fire units, in the order of their layers
show-flights = Flights
show-sight = Who sees them
show-reach = Who can intercept them, and when

show-north = north
show-east = east
show-floor = floor
show-ready = ready
show-reserve = reserve
show-apogee = apogee
show-impact = impact
show-misses = misses by { $distance } km
show-reported = reported
show-firm = first firm track
show-held = held by
show-lost = lost before it is firm
show-faint = too weak an echo
show-counted = { $number } { $what }
show-able = { $units } { $windows }
show-windows = intercept windows
