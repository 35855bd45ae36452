# What a run says.

# The headline; $shown is $number in words.
run-headline-none = Almost none of { $total } missiles gets through
run-headline-all = All { $total } missiles get through
run-headline-nearly-all = Almost all { $total } missiles get through
run-headline = { $number ->
    [one] About { $shown } of { $total } missiles gets through
   *[other] About { $shown } of { $total } missiles get through
}
run-finding = Of { $total } missiles { $center } get through (5–95 % over the figures: { $band }; { $best } with the best ones).
run-finding-best = Of { $total } missiles { $best } get through with the best figures.

run-dice = The ± is the error of the dice alone: { $raids } raids were played with seed { $seed }.
run-figures = The figures are less sure than the dice: over their ranges the mean lies between { $low } and { $high } (5–95 % of { $draws } draws).
run-no-draws = No draws were made over the figures: how far the figures move this is not said here.
run-chance = The chance that nothing gets through is { $chance }{ $band ->
    [none] {""}
   *[other] {" "}(over the figures { $band })
}.
run-clear = People-weight in places that no missile reaches: { $clear } of { $total }.
run-not-launched = In a mean raid { $number } { $why ->
    [both] are struck before launch or fail
    [struck] are struck before launch
   *[fail] fail
}.
run-strays = { $number } come down outside the area they were aimed at.
run-wasted-rounds = { $number } rounds come when another unit has killed already.
run-layer-wasted = Layer { $layer }: { $late } of its { $used } rounds come behind an earlier intercept, fired before or after them by another unit, so that they find the missile dead.
run-place-leakers = { $place } ({ $leakers })
run-most = Most come through to { $places }.
run-never-part = { $reason } ({ $number })
run-never = In a mean raid { $number } are never fired at: { $why }.
# $shots of $all planned salvos have less than $seconds to spare.
run-tight = The answer hangs on seconds: { $shots } of { $all } planned salvos ({ $interceptors }) leave less than { $seconds } s before their launch window closes. If every window closed { $seconds } s sooner, which the figures cannot rule out, { $leakers } would get through with the best figures, not { $now }.
run-tight-shots = Salvos with little time to spare
run-salvos = salvos
run-spare = least time to spare, s
run-driver = The figure that moves the answer most is { $figure }.

# The interceptors' chances read in three ways.
run-readings = Three readings
run-reading = the interceptors' chances
run-reading-brochure = as the brochure says
run-reading-tests = as tests have shown
run-reading-wars = as wars have shown
run-readings-mean = The same raid with the best figures, planned anew for each reading. The brochure knows no effects; a record of war holds already what crossing targets and debris did in it.
run-reading-without = Nothing is known { $reading } of { $interceptors }: there the scenario's own figures stand.
run-reading-figures = Figures of the three readings, with their sources

# Where nothing can be lost; $shown is $number in words.
run-watched = { $subject } { $seen }
run-who = { $number ->
    [one] { $shown } { $missile }
   *[other] { $shown } { $missile } { $vehicles }
}
run-fly = { $number ->
    [one] { $who } flies
   *[other] { $who } fly
}
run-unseen = unseen: no radar stands in the scenario
run-past-one = past one radar, which { $holds ->
    [yes] holds
   *[no] never holds
} a firm track
run-past-none = past { $radars }; none hold a firm track
run-past-all = past { $radars }; all hold a firm track
run-past-some = past { $radars }; { $number ->
    [one] { $shown } holds
   *[other] { $shown } hold
} a firm track
run-no-unit = No fire unit stands in this scenario: it is a question of who sees what, and when.
run-no-place = No place is defended in this scenario, so nothing counts as a leaker.
run-orbit = reaches orbit
run-no-orbit = does not reach orbit
run-arc = climbs to { $apogee } km and comes down after { $minutes } min
run-short = falls { $distance } km short of its aimpoint
run-flight-unseen = { $route } { $how }; no radar holds it.
run-flight-held = { $route } { $how }; { $radar } has the first firm track, { $time } s after launch.

# The page.
run-how-sure = ± is the standard error of the dice: more raids make it smaller. The band is the 5–95 % range of the mean when every figure is drawn from its range: only better sources make that smaller.
run-fates = What becomes of them
run-by-place = By place
run-when = When: the battlespace
run-hangs-on = What the answer hangs on
run-flights = The flights
run-who-saw = Who saw what, and when
run-who-saw-rows = ({ $number } rows, seconds after launch)
run-units-and-layers = What each fire unit fires, and each layer stops
run-radar-time = The radars' time
run-radar-time-in-numbers = Each radar when it is asked for most
run-radar-time-caption = Shares of a radar's time that are asked for at its peak
run-radar-time-title = { $radar } is asked for up to { $share } of its time
run-radar-time-description = Shares of its time that { $radar } is asked for over the raid, by what it is for; the most at { $time } s, and up to { $tracks } targets held at once.
run-radar-time-tip = { $what }, up to { $share }
run-asked = asked for at its peak
run-engaged = engaged
run-told-apart = told apart
run-tracked = in track
run-searched = search fence
run-tracks = most tracks
run-slowed = slowed
run-dropped = dropped for a while
run-engagements = engagements at once
run-after-start = seconds after the start
run-of-its-time = % of its time
run-weights = Where the places and their weights come from
run-drivers-in-numbers = The strongest figures in numbers
run-drivers-counted = ({ $number } of { $all })
run-common-failure = { $interceptor } { $share }
run-tail = Raids far to the right are those in which all rounds of a kind fail together, by a common cause: { $failing } of raids.
run-same = Same scenario and seed, same answer.

# The key numbers.
run-chance-that-none = chance that none gets through
run-weight-of = { $clear } of { $total }
run-weight-clear = people-weight in places without a leaker
run-rounds-fired = rounds fired of { $held }
run-mean-of-dice = mean of the dice
run-band-over-figures = { $band } over the figures

# The tables.
run-aimed = aimed at it
run-share = share that leaks
run-used = used
run-wasted = wasted
run-left = left
run-rounds-caption = Rounds
run-kills = kills in a raid
run-kills-caption = Kills by layer
run-reason = reason
run-meaning = what it means
run-missiles-in-raid = missiles in a raid
run-nearest = nearest miss
run-never-caption = Never engaged, and why
run-way = when it grows
run-more-leak = more get through
run-fewer-leak = fewer get through
run-told-from-chance = told from chance
run-within-chance = not yet
run-drivers-caption = What moves the answer (over the ranges of the figures)
run-burnout = burnout, s
run-impact = impact, s
run-end = end
run-not-in-orbit = no orbit
run-arrives = arrives
run-km-short = { $distance } km short
run-sensor = sensor
run-first-seen = first seen, s
run-firm = firm track, s
run-last-look = last look, s
run-reported = reported at { $time } s
run-sees-no-launch = sees no launch
run-cued = cued by { $source } at { $time } s
run-own-search = found by its own search

# The pictures.
run-map-watched = { $radars ->
    [none] { $flights }
   *[other] { $flights } past { $radars }
}
run-map-none = Nothing comes through to any defended place
run-map = Most leakers come down at { $place }: { $leakers } of { $aimed } aimed there
run-map-description = Map of { $tracks } ground tracks, { $radars } radar sites and { $units } fire units.
run-map-place = { $place }: { $leakers } leakers.
run-fate = The { $layer } layer stops the most: { $kills } of { $total } in a mean raid
run-fate-nothing = Nothing is shot down
run-fate-killed = killed, { $layer } layer
run-fate-leaked = leaked though fired at
run-fate-never = never engaged: { $reason }
run-fate-part = { $part }: { $number }
run-fate-axis = missiles aimed at defended places, mean raid
run-distribution = Nine raids in ten leak { $low } to { $high }
run-distribution-sure = Nearly every raid leaks { $number }
run-distribution-description = Share of raids by number of leakers, with the mean of each draw below.
run-distribution-share = share of raids (%)
run-distribution-leakers = leakers in one raid
run-distribution-drawn = the mean in { $draws } draws over the figures; 5–95 %: { $band }
run-distribution-undrawn = No draws were made over the figures.
run-rounds-none = No rounds are held
run-rounds-dry = { $number ->
    [one] { $who } runs dry
   *[other] { $who } run dry
}
run-rounds-few = Hardly any rounds are fired
run-rounds-most = { $unit } fires the largest share of its rounds: { $share }
run-rounds-unit = { $unit } uses { $used }
run-rounds-tip = { $unit }: { $used } used, { $left } left
run-rounds-of = { $used } of { $held }
run-rounds-how = full colour: used; pale: left; line: 5–95 % over the figures
run-drivers = What moves the answer most: { $figure }
run-drivers-few = { $draws } draws are too few to tell which of { $figures } figures moves it most
run-drivers-strongest = { $title }; the strongest is { $figure } (rank correlation { $correlation }): more draws tell, e.g. --draws { $more }.
run-drivers-meaning = A rank correlation says how steadily the leakers follow a figure.
run-drivers-tried = { $figures } with a range were tried. A figure stands out when chance alone would lift the luckiest of them all so high in 1 % of runs at most. { run-drivers-meaning }
run-drivers-description = Rank correlation of each uncertain figure with mean leakers.
run-drivers-tip = { $figure }: { $correlation }{ $sure ->
    [yes] {""}
   *[no] {" "}(not to be told from chance)
}
run-drivers-axis = rank correlation with mean leakers (left: more of it, fewer leakers)
run-drivers-how = Spearman, { $draws } draws; pale: within what chance gives the luckiest of { $figures } figures (1 %)

# The globe.
run-globe = Times count from { $epoch }, an arbitrary epoch that stands for the scenario's start.
run-globe-place = People-weight { $weight }; { $leakers } leakers in a raid.
run-globe-fan = Fan: { $reach } km against { $area } m², S/N { $snr } in one look.
run-globe-leaks = leaks in { $share } of raids
run-globe-event = { $time } s { $event }
run-globe-event-by = { $time } s { $event }: { $who }
