# What a footprint says.

# Who and what, as parts of sentences.
footprint-units-of = the { $units } of { $scenario }
footprint-arc = { $shape } to { $apogee } km
footprint-usual-or = on a minimum-energy arc or { $arcs }
footprint-from = { $place } ({ $arcs })
# $vowel: whether the missile's name is spoken with a vowel at first.
footprint-threat = { $vowel ->
    [yes] an { $missile } from { $places }
   *[no] a { $missile } from { $places }
}

footprint-area = { $area } km²

footprint-finding = { $who } can engage { $threat } at { $inside } of { $places } places, { $weight } people-weight{ $share ->
    [none] {""}
   *[other] {" "}({ $share } of the weight of all)
}, { $area }.
footprint-nowhere = { $who } can engage { $threat } nowhere
footprint-against = { $who } against { $threat }
footprint-all-inside = { $what }: all { $number } defended places lie inside
footprint-none-inside = { $what }: none of the { $number } defended places lies inside
footprint-outside = { $number ->
    [one] { $what }: { $names } lies outside
   *[other] { $what }: { $names } lie outside
}
footprint-more-places = { $number } more

footprint-why-outside = { $number ->
    [one] { $names } lies outside: { $why }.
   *[other] { $names } lie outside: { $why }.
}
footprint-again = A second shot after a look at the first is possible over { $area }.
footprint-again-and-two = A second shot after a look at the first is possible over { $area }, two fire units reach { $two }.
footprint-each-flight = A place counts as inside when it can be defended against each of these flights that reaches it.
footprint-never-defended = { $place } cannot be defended against this missile, wherever the launch is.
footprint-denied-finding = { $number ->
    [0] What is launched at { $place } can be engaged from { $area } of ground and sea, in which none of the launch points lies.
    [one] What is launched at { $place } can be engaged from { $area } of ground and sea, in which { $launches } lies.
   *[other] What is launched at { $place } can be engaged from { $area } of ground and sea, in which { $launches } lie.
}

# The page.
footprint-caption = Where one missile may come down and still be engaged. Nothing here is a circle by assumption: each point of the boundary has a flight, looks, a track and a fly-out of its own. It ends where the missile's range ends. Inside means that a launch is possible, and not that it hits.
footprint-what-is-possible = what is possible
footprint-area-head = area
footprint-meaning = meaning
footprint-one = one shot
footprint-one-meaning = a fire unit has an engagement opportunity at the flight that comes down there
footprint-look = shoot, look, shoot
footprint-look-meaning = after the first salvo is assessed another launch still fits
footprint-two = two fire units
footprint-two-meaning = two different units have opportunities
footprint-defended = The defended places
footprint-others = Every other city of the catalogue there
footprint-salvos = salvos possible
footprint-fire-units = fire units
footprint-why-not = why not
footprint-weights = People-weight inside: { $inside } of { $total }. { common-weight } Salvos possible: how many fit one after the other, each after the assessment of the one before, of all fire units together, were this the only missile.
footprint-denied-heading = From where { $place } can be defended
footprint-denied-caption = The footprint turned round: launch points from which the missile, on the same arc, can be engaged on its way to this one place. It ends where the missile's range ends.
footprint-chances-heading = How likely it is stopped
footprint-chances-caption = The chance that a single missile is stopped, by where it comes down, with the doctrine of the scenario. A raid gives each missile less: rounds and channels are then shared.
footprint-not-said = What this does not say
footprint-alone = One missile at a time: no rounds run out and no radar is busy. A raid is another question: openbmd run.
footprint-best-figures = Best figures alone: { $number } figures ({ $origins }), whose ranges are not in this map.
footprint-boundary = The boundary is within 1 km of where the model has it; what is narrower than the lattice that finds it can be missed.
footprint-corner = { common-corner } · { $flights } flights

# The pictures.
footprint-legend-one = one shot: { $area }
footprint-legend-two = two fire units (darker): { $area }
footprint-legend-again = shoot, look, shoot again: { $area }
footprint-legend-inside = defended place inside
footprint-legend-outside = defended place outside
footprint-legend-unit = fire unit
footprint-legend-launch = launch point
footprint-denied-title = From where a launch at { $place } can be engaged: { $area }
footprint-denied-legend-one = launch points from which { $place } can be defended with one shot
footprint-denied-legend-again = with a look, and a second shot
footprint-denied-legend-launch = launch point of the scenario
footprint-chances-title = A single missile is stopped with a chance of up to { $best }
footprint-chances-description = A single missile is stopped with a chance of up to { $best }, by the place at which it comes down.

footprint-shots = { $number ->
    [0] none
    [one] one shot
    [2] shoot, look, shoot
   *[other] { $number } shots with looks
}
