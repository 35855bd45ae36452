# What a test flight means.

infer-verdict-possible = The report is possible
infer-verdict-unusual = The report is unusual
infer-verdict-impossible = The report is impossible
infer-verdict-not-applicable = No range can be inferred
infer-was = { infer-verdict-not-applicable }: the flight was { $kind }
infer-kind-ballistic = ballistic
infer-kind-quasi-ballistic = quasi-ballistic
infer-kind-gliding = gliding
infer-kind-orbital = orbital
# In a word, in tables and pictures.
infer-is-possible = possible
infer-is-unusual = unusual
infer-is-impossible = impossible
infer-is-not-applicable = not applicable

infer-only-time = if range and apogee are right and only the time is wrong
infer-far = { $verdict ->
    [impossible] { $said }; { infer-only-time }: on a minimum-energy flight the missile would reach { $where }
   *[other] { $said }; on a minimum-energy flight the missile would reach { $where }
}
infer-about = about { $km } km
infer-anywhere = any point on Earth
infer-anywhere-at-least = { infer-anywhere } (at least { $low } km)
infer-reach-open = { $best } km ({ $low } to { infer-anywhere })
infer-reach = { $best } km ({ $low } to { $high })
infer-more-than = > { $km } km
infer-seconds = { $seconds } s
infer-minutes = { $minutes } min { $seconds } s
infer-numbers = { $range } km, apogee { $apogee } km
infer-numbers-timed = { infer-numbers }, { $time } s ({ $minutes })

# $by and $why begin with capitals here.
infer-says = { $by }: { $numbers }. { $why }.
infer-excess = The drag-free flight with all speed at launch takes { $floor } s; the report leaves { $excess } s for burning and for the air.
infer-floor-alone = No flight of that range and apogee is shorter than { $floor } s ({ $minutes }).
infer-range = { $verdict ->
    [impossible] If range and apogee are right and only the time is wrong: range on a minimum-energy flight, same vehicle and payload: { $reach }.
   *[other] Range on a minimum-energy flight, same vehicle and payload: { $reach }.
}
infer-no-measure = So near orbital speed a range is no measure any more.
infer-on-bearing = On the reported bearing, with the turning Earth: { $where }.
infer-could-be = At full burn it could have been { $missiles }.
infer-none-could = No missile of the catalogue flies so at full burn.
infer-ended-early = { $also ->
    [yes] With thrust ended early also { $missiles }.
   *[no] With thrust ended early { $missiles }.
}
infer-time-against = { $number ->
    [one] Range and apogee alone fit { $missiles }, but the reported time speaks against it.
   *[other] Range and apogee alone fit { $missiles }, but the reported time speaks against them.
}
infer-not-found = Strong enough, though no such flight with thrust ended early was found: { $missiles }.
infer-candidate = { $missile } (in { $time } s)
infer-alike = { $missiles } cannot be told apart by these numbers.
infer-not-told-apart = By their times the reports cannot be told apart.
infer-likelier = The report of { $by } is the likelier.
infer-likelier-barred = The report of { $by } is the likelier: { $barred } cannot be right.
infer-times-likelier = By its time the report of { $by } is { $odds } times likelier than the next.

# The page.
infer-about-flight = { $title } · { $date }, { $site }
infer-a-flight = A test flight
infer-a-flight-from = A test flight from { $site }
infer-card-floor = the least that any flight of that range and apogee takes
infer-card-reported = as reported
infer-card-reported-by = reported by { $by }
infer-card-over = { $excess } s over the floor
infer-card-needed = what vehicles of usual builds take
infer-card-most = 90 % of them { $low } to { $high } s
infer-card-any = any point
infer-card-range = { $verdict ->
    [impossible] range on a minimum-energy flight, same payload, { infer-only-time }
   *[other] range on a minimum-energy flight, same payload
}
infer-card-band = { $low } to { $high } km
infer-number-floor = no such flight is shorter than
infer-number-range = range on a minimum-energy flight

infer-heading-possible = Is the report possible?
infer-caption-times = The floor is the drag-free flight that gets all its speed at launch, over the turning Earth: a boost takes time, and air only delays. Vehicles of usual builds, each fitted to the reported range and apogee by flying it, say what real boosts take.
infer-heading-far = How far on the way that goes farthest?
infer-caption-profile = Minimum energy: same vehicle, same payload, full burn, over an Earth at rest, as analysts print it. The range does not follow from the lofted flight's energy alone: on the steep flight the engines work against weight for longer, so that the flat one ends faster.
infer-heading-ring = From where it was launched
infer-caption-ring = A reach is a circle of possibility around a test site, not a forecast. The Earth's turn carries an eastward flight.
infer-heading-candidates = What could have flown it
infer-no-candidate = No missile of the catalogue could have flown it within the ranges of its figures.
infer-reports = The reports
infer-published = What was published
infer-in-numbers = The same in numbers
infer-built-so = If it was built so
infer-other-payload = With another payload

infer-reported-by = reported by
infer-time-s = time, s
infer-floor-s = floor, s
infer-take-s = vehicles take, s
infer-why = why
infer-build = build
infer-of-fitted = of fitted vehicles
infer-takes-s = takes, s
infer-payload = payload
infer-missile = missile of the catalogue
infer-margin = ideal speed over the need
infer-would-take-s = would take, s

infer-how-full-burn = full burn
infer-how-thrust-ended-early = thrust ended early
infer-how-against = { $how }, but the time speaks against it
infer-how-not-found = { $how }; no such flight was found
infer-build-one-liquid-stage = one liquid stage
infer-build-two-liquid-stages = two liquid stages
infer-build-one-solid-stage = one solid stage
infer-build-two-solid-stages = two solid stages
infer-build-three-solid-stages = three solid stages
infer-times-the-payload = { $ratio } × the payload flown
infer-kg = { $kg } kg

infer-corner = OpenBMD { $version }
infer-model = Same reports, same answer: no dice. A model of flights from unclassified figures, published or assumed: no guidance, no weapon effects, no targets.

# The pictures.
infer-times-none = How long such a flight takes; no time was reported
infer-times-title = The reported time of flight – { $verdicts }
infer-times-one = { $by }: { $verdict }
infer-times-description = Time of flight: floor, fitted vehicles and reports, one row each.
infer-times-axis = time of flight, s
infer-times-floor = floor { $floor }
infer-times-floor-tip = no flight is shorter than { $floor } s
infer-times-needed-tip = vehicles take { $low } to { $high } s
infer-times-report-tip = reported: { $time } s
infer-times-key = grey: shorter than any flight can be · blue: 5–95 % of fitted vehicles and their median · dot: as reported, with its rounding
infer-profile-endless = Steep as reported; flatter, the same speed has no end on Earth
infer-profile-title = Steep as reported, and on the way that goes farthest: { $km } km
infer-profile-description = Altitude over ground distance of both flights.
infer-profile-altitude = altitude, km
infer-profile-distance = distance along the ground, km (same scale as altitude)
infer-profile-flat = minimum energy
infer-profile-curve = { $km } km high, { $name }, { $minutes }
infer-bars-builds = The range, by how it is built
infer-bars-builds-key = %: of fitted vehicles; no evidence of the build
infer-bars-payloads = The range, by what it carries
infer-bars-payloads-key = same vehicles, full burn
infer-bars-axis = minimum-energy range, km
infer-bars-row = { $name }: { $reach }
infer-bars-ratio = { $ratio } × payload
infer-bars-as-flown = as flown
infer-ring-title = From { $site } with that payload: { $low } km against the Earth's turn, { $high } km with it
infer-ring-description = Map of the launch point with a ring of ranges.
infer-ring-far = the far end of the band
infer-ring-near = the near end of the band
infer-ring-best = best estimate
infer-ring-flight = the reported flight
infer-ring-impact = reported impact
infer-ring-key = line: best estimate · dotted and outer line: its band · coast and borders: Natural Earth
