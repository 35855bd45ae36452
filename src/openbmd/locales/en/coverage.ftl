# What a radar sees, in words that both sides of the argument could sign.

coverage-about = What { $radar } sees
coverage-group-china-us = China to the United States
coverage-group-china-region = China, regional
coverage-group-china-test = China, test at home
coverage-group-dprk = North Korea
coverage-group-asked = asked for
coverage-flights-china-us = { $n ->
    [one] flight from a published Chinese launch area to the United States
   *[other] flights from published Chinese launch areas to the United States
}
coverage-flights-china-region = { $n ->
    [one] regional Chinese flight
   *[other] regional Chinese flights
}
coverage-flights-china-test = { $n ->
    [one] Chinese test flight at home, from east to west
   *[other] Chinese test flights at home, from east to west
}
coverage-flights-dprk = { $n ->
    [one] North Korean flight
   *[other] North Korean flights
}

# Modes, in a sentence and as names.
coverage-in-mode = in { $mode } mode
coverage-mode = { $mode } mode
coverage-as-it-stands = as it stands

# How many flights are held.
coverage-number = { $held ->
    [0] { common-none }
   *[other] { $number }
}
coverage-of = { $of ->
    [one] { $held ->
        [0] not the one { $flights }
       *[other] the one { $flights }
    }
   *[other] { coverage-number } of { $all } { $flights }
}
coverage-holds = { $mode } it holds { $flights } for at least { $hold } s
coverage-other-mode = { $mode } { $number }
coverage-one = { $route }: { $parts }
coverage-one-held = { $mode } { $first ->
    [yes] the radar
   *[no] it
} holds it for { $held } s
coverage-one-never = { $mode } { $first ->
    [yes] the radar
   *[no] it
} never holds it ({ $reason })

# One mode.
coverage-setting = { $mode ->
    [none] As it stands,
   *[other] In { $mode } mode
} with a floor of { $floor } degrees, { $place ->
    [none] a boresight on { $degrees } degrees
   *[other] a boresight on { $place } ({ $degrees } degrees)
} and a range limit of { $limit } km
coverage-scene-one = { $setting } it { $what }.
coverage-scene = { $setting } it holds { $flights } for at least { $hold } s.
coverage-scene-band = Over the figures (5–95 %) that is { $bands }.
coverage-band-of = { $band } of the { $all } { $flights }
coverage-scene-stage = If it follows the spent last stage that flies beside the warhead, it holds { $counts }.
coverage-scene-unbent = With rays that the air does not bend it holds { $counts }.
coverage-count = { $held } of { $all } ({ $group })
coverage-never-detects = never detects the flight, which passes at { $closest } km: { $reason }; in track for 0 s{ $band }
coverage-detects = detects the flight, which passes at { $closest } km, { $first } s after launch at { $slant } km, bearing { $bearing } degrees, and holds it for { $held } s{ $band }; were it as large as its last stage all the way, for { $staged } s
# After a time in track.
coverage-band = { " " }(5–95 % over the figures: { $band } s)

# What decides, and what is not known.
coverage-decides = { $mode } { $parts }
coverage-limit = { $n ->
    [one] it
   *[other] the nearest of the { $all }
} would be held with a range limit of { $limit } km{ $published ->
    [none] { "" }
   *[other] { " " }(published: { $published } km)
}
coverage-size = whether it holds { $n ->
    [one] it turns on the target's size: it is
   *[other] them turns on the target's size: { $some } of { $all } are
} held from a cross-section of { $ends } m² upward{ $published ->
    [none] { "" }
   *[other] { " " }(published: { $published } m²)
}
coverage-no-size = no cross-section alone changes that
coverage-size-nose = warhead nose on { $ends }
coverage-size-side = from its side { $ends }
coverage-size-booster = last stage { $ends }
coverage-unknown = What nobody outside knows: how large these targets are to this radar, how long it dwells on each, and whether the published range limits are limits of the equipment or of its programme. { $chinese ->
    [yes] Of the Chinese routes the launch areas are published, and the aims that set their direction are chosen here.{ " " }
   *[no] { "" }
}To see a flight is not to intercept it, and what is told to others is not part of this.

# The page.
coverage-looks = Where it looks
coverage-arcs = An arc is where an altitude comes above the elevation floor; beyond it only higher flights are in sight. Arcs by ground distance on an Earth of 4/3 radius, which bends rays too much beyond some 500 km. Borders as Natural Earth draws them.
coverage-when = When it has each flight
coverage-settings = What one setting changes
coverage-settings-caption = One setting is moved at a time, for every flight; all else stays at the best figures. Cross-section: every target is so large from all sides, all the way.
coverage-reach = How far it reaches
coverage-reach-caption = A range without its target says little: the same radar has all of them.
coverage-each = Flight by flight
coverage-all-flights = Every flight, by mode
coverage-more-flights = First sight, loss and flips of each
coverage-first-head = first, s
coverage-track-head = track, s
coverage-stage-head = with last stage, s
coverage-closest-head = passes, km
coverage-slant-head = slant, km
coverage-bearing-head = bearing, °
coverage-needs-head = needs, m²
coverage-has-head = has, m²
coverage-error-head = error at loss, m
coverage-flips-floor = flips at floor
coverage-flips-range-limit = at range limit
coverage-flips-cross-section = at cross-section
coverage-held = held
coverage-held-briefly = held briefly
coverage-nothing-tried = nothing tried
coverage-flip = { $value } ({ $inside ->
    [yes] in
   *[no] outside
} { $ends })
coverage-columns = First: the first detection after launch. Track: time in firm track, with its 5–95 % over the figures. Passes: the least ground distance. Slant and bearing: at first detection; where it is never detected, the bearing at the closest approach in the field of regard. Needs: the cross-section for detection in one look at that closest approach, whatever the range limit. Flips: the value of that figure alone at which “held for { $hold } s” changes, and whether it lies in the published range.
coverage-from = Where the flights come from
coverage-sources = Sources of the routes
coverage-missile-head = missile
coverage-was-asked = asked for, and not published
coverage-counted = { $held } of { $all } held
coverage-group-mode = { $group }, { $mode }
coverage-corner = { common-corner } · { $radar }
coverage-foot = { $corner } · { $draws } draws

# Notes.
coverage-to-be-seen = Flights are flown here to be seen. Launch areas are named as they were published and stand for a region, never for a launcher's place.
coverage-until-burnout = Until the payload parts from the last stage the radar sees the booster's cross-section; afterwards the re-entry vehicle's by aspect. “With last stage” gives every target its booster's cross-section to the end.

# The pictures.
coverage-map-title = { $mode } { $flights } { $of ->
    [one] is
   *[other] are
} held for at least { $hold } s
coverage-map-fan = field of regard, to the range limit
coverage-map-contour = lowest altitude in sight there
coverage-map-held = thick: in firm track, { $hold } s and more counts as held
coverage-map-limit = range limit { $km } km
coverage-map-sight = { $km } km and higher is in sight from here inwards
coverage-map-launch = launch point of { $route }
coverage-flights-title = Of { $flights } flights { $modes } are in firm track for { $hold } s and more
coverage-flights-mode = { $number } { $mode }
coverage-flights-group = { $group } ({ $number })
coverage-flights-time = time since launch, s
coverage-flights-beside = s in track (5–95 %), by mode
coverage-flights-firm = in firm track, { $mode }
coverage-flights-thin = thin: detected; what is cut at the right edge lasts longer
coverage-name-cross-section = cross-section
coverage-name-floor = elevation floor
coverage-name-range-limit = range limit
coverage-name-boresight = boresight azimuth
coverage-axis-boresight = boresight, degrees from north
coverage-axis = { $name }, { $unit }
coverage-axis-held = flights held
coverage-settings-title = { $group }, flights held of { $all }: { $parts }
coverage-settings-raised = { $mode } raised from { $now } to { $most } by the { $name } alone
coverage-settings-not-raised = { $mode } { $now }, and no setting alone raises it
coverage-settings-key = dot: as it stands; shaded: the range of each mode (first mode in the lower half)
coverage-settings-now = now { $value }
coverage-reach-title = The printed ranges differ by their targets: { $near }, { $far }
coverage-reach-depends = How far it reaches depends on the target
coverage-reach-is = { $km } km is a target of { $area } m²
coverage-reach-areas = cross-section of the target, m²
coverage-reach-ranges = range at signal to noise 20, km
coverage-reach-search = { $mode }, in search ({ $dwell } ms)
coverage-reach-cued = { $mode }, cued or in track ({ $dwell } ms)
coverage-reach-limit = range limit, { $mode }
coverage-reach-dots = dots: ranges printed somewhere, each put where these figures give it with a dwell of { $dwell } ms
coverage-target-nose = warhead, nose on
coverage-target-side = warhead, side
coverage-target-booster = last stage
