# What a reader must know beside the numbers.

# --- flights

notes-not-integrated = { $route }: the flight could not be integrated
notes-out-of-reach = { $route }: out of reach, misses its aimpoint by { $km } km at full burn
notes-no-such-boost = { $route }: no boost gives { $asked }; the nearest that reaches the aimpoint has { $flown }
notes-an-apogee = an apogee of { $km } km
notes-a-burnout-angle = a burnout angle of { $degrees } degrees
notes-too-near-for-a-glide = { $route }: too near for a glide after a full burn; thrust ends early and it falls after its pull-up
notes-no-orbit = { $route }: no orbit; at burnout { $km } km from the wanted altitude, climbing at { $climb } m/s, { $short } m/s short of circular speed

# --- who sees and who has time

notes-far-look =
    { $radars } { $radars-count ->
        [one] looks
       *[other] look
    } out to { $km } km with 4/3-Earth refraction, which bends too much beyond { $beyond } km: low targets appear too early
notes-out-of-time = { $radar } is asked for more time than it has from { $since } to { $until } s: up to { $percent } % of it, { $tracks } tracks at once; with radar-time off all are taken as held all the same, so the answer is too good there
notes-short-of-time = { $radar } is asked for more time than it has from { $since } to { $until } s: up to { $percent } % of it, { $tracks } tracks at once. { $slowed } targets are looked at less often, { $dropped } for a while not at all; its search fence keeps { $search } % of its looks, and its units engage { $channels } targets at once instead of { $wanted }
notes-launched-before-burnout = { $units } { $n ->
        [one] launches a salvo
       *[other] launch { $shots } salvos
    } at missiles that still burn, as launch_on_boosting_track lets them: the track of a boosting missile does not tell where it will be, and here it is taken to

# --- what a scenario holds and leaves out

notes-own-entry = { $entry } is your own: it stands in the place of the catalogue's entry of that name.
notes-nothing-aimed = { $place } is defended, and nothing is aimed at it.
notes-aimed-elsewhere =
    { $n ->
        [one] One missile is
       *[other] { $count } missiles are
    } aimed at no defended place: no unit fires at what endangers no one.
notes-radius-assumed = dispersion: what comes down more than { $radius } km from { $places } is no leaker; { $n ->
    [one] its radius is
   *[other] these radii are
} assumed by kind of place, and radius_km beside a defended place gives another.
notes-no-radius = dispersion changes nothing at { $places }: what is aimed there always comes down there, for want of a radius_km or a kind of place.
notes-own-figure = { $path } is the scenario's own: { $own } instead of the catalogue's { $published }.
notes-strikes-at-nothing = The kill chain { $chain } strikes at nothing: no group names its kind of launcher.
notes-nothing-struck = Kinds of launchers are named, and no kill_chain: nothing is struck before launch.
notes-own-kind = { $own } takes the place of { $name }: figures of one's own, from { $file }
notes-withheld-nation = { $nation } is withheld, and all that is its: { $assets }.
notes-withheld-asset =
    { $asset } is withheld{ $links ->
        [0] { "" }
        [one] , and with it { $links } link
       *[other] , and with it { $links } links
    }.
notes-withheld-link = The link { $link } is withheld.
notes-on-links-alone =
    Without { $lost }, { $units } { $n ->
        [one] fires
       *[other] fire
    } on links alone.
notes-never-fires =
    Without { $lost }, { $units } never { $n ->
        [one] fires
       *[other] fire
    }: no link brings a track to finish on.

# --- how sure the answer is

notes-draws-fall-short = in { $short } of { $draws } draws of the figures some missile falls short of its aimpoint; it then counts neither as a leaker nor as a kill
notes-draws-engage-nothing = in { $short } of { $draws } draws no missile is engaged or some missile falls short, and they are left out
notes-draws-other-arc = in { $other } of { $draws } draws of the figures some missile has no flight with the apogee or burnout angle that was asked for; it then flies the nearest that reaches its aimpoint
notes-draws-tell-nothing = in { $short } of { $draws } draws some missile falls short, and they tell nothing
notes-flights-fall-short = in some of the { $draws } draws of the figures a missile falls short of its aimpoint, and that draw is left out of its flight's band: { $flights }
notes-fire-coordinated = coordinated fire: the units of one layer fire at a missile in turn, never together. That saves rounds, and a unit beside others may never fire (fire_control: massed lets them fire together)
notes-fire-by-nation = fire control by nation: neither knows of the other's rounds in flight, so some missiles are fired at twice, and the rounds that this wastes may be lacking later
notes-fire-autonomous = autonomous fire: no unit knows of another's rounds in flight, so some missiles are fired at twice or more, and the rounds that this wastes may be lacking later
notes-figures-guessed = of the { $figures } uncertain figures in play { $assumed } are assumed, and { $recalled } rest on sources that were recalled and not read again
notes-no-verdict = the answer is too near to nothing for a verdict of its own: give one with --verdict
notes-verdict-unsure = with the best figures the dice of { $raids } raids do not tell whether the verdict holds, so no flips were looked for: play more raids

# --- two scenarios, many days

notes-of-scenario = { $name }: { $note }
notes-of-days = { $note } ({ $days })
notes-threats-in-part = { $first } and { $other } share { $shared } threats by name, of { $of-first } and { $of-other }: only those meet the same dice in both, and the raids differ beside the defence
notes-places-differ = { $first } and { $other } do not defend the same places: leakers and people-weight count different things in them

# --- where another battery would stand

notes-not-where-aimed = { $short } of { $flights } flights do not come down where they are aimed: they do not count.
notes-nothing-comes-down = No missile of the raid comes down at { $places }: not counted.
notes-without-weight = Without people-weight, and so without a say: { $places }.
notes-no-own-radar = { $unit } has no radar of its own: at every site it fires on the same links.

# --- a radar's modes

notes-floor-of-mode = the site's floor of { $degrees } degrees is told for { $own } mode; in { $mode } mode the radar's own floor counts

# --- strikes at launchers

notes-rates-guessed = of the { $figures } uncertain figures in play { $assumed } are assumed, the rates of detection among them, and { $recalled } rest on sources that were recalled and not read again
notes-always-late = { $kind }: a weapon arrives { $took } min after the launcher is found, and the set-up takes { $given } min: found in the open, it is always struck too late with the best figures
notes-short-cycle = { $kind }: its waves follow after { $gap } min, and a whole mission takes { $mission } min by its best figures; each wave counts as a whole mission
notes-launchers-lost = a strike at a launcher that has moved on misses; were launchers once found never lost, more would be stopped, as shown beside
notes-no-delay = strikes here take missiles away and do not delay them: those launched fly at the scenario's times; no published figure says how much longer launchers stay hidden when they are hunted

# --- a reported test flight

notes-not-inferred = no range is inferred: { $why }
notes-no-site = no site is told: flown from the middle of the DPRK's test sites, 39.5° N 126.0° E; no range ring
notes-no-bearing = no bearing is told: the floor is the least over all bearings, and every bearing is in the band
notes-no-usual-build = no vehicle of usual build flies that range and apogee, so that no range is inferred
notes-time-left-out = the reported time is left out of the fit; range and apogee are taken as reported
notes-no-time = no time is told, so that all builds count alike
notes-fitted-vehicles = of fitted vehicles: how many of those tried that fit are of that build, weighted by a time that holds; it is no evidence of how the missile was built
notes-below-the-floor = below the floor, whatever the boost: { $reports }
notes-beyond-telling = by its time the report of { $report } is likelier beyond telling
notes-likelier = the report of { $report } is { $odds } times likelier by its time than the next; the model: times of vehicles fitted to each report, each report's clock off by 1.5 % (1 sigma) beside its rounding
notes-not-told-apart = by their times the reports cannot be told apart
notes-range-meant = range_km: minimum energy, same vehicle and payload, full burn, over an Earth at rest, as analysts print it; its band is the 5-95 % of vehicles of usual builds that fly as reported

# --- why no range is inferred from a flight

notes-flew-to-orbit = it flew to orbit, or meant to: where its stages fell is no range, and it has no impact of its own
notes-half-way-round = no ballistic range is longer than half the way round the Earth, { $km } km
notes-fraction-of-an-orbit = { notes-flat-arc } for that range: a fraction of an orbit, or a glide
notes-held-up-by-lift = { notes-flat-arc } for that range, and in the air: the body was held up by lift ({ $kind } by its range; { $other } cannot be told from these numbers)
notes-flat-arc = an apogee of { $apogee } km is { $part } of the minimum-energy arc's ({ $least } km)
notes-reported-as = it is reported as { $kind }: lift, not speed alone, made its range

# --- whether a time of flight is possible, usual, likely

notes-faster-than-any = { $time } s is { $less } s less than the drag-free flight with all speed at launch, { $floor } s; no flight of that range and apogee is shorter
notes-no-build-flies-it = no usual build of vehicle flies that range and apogee
notes-usual-builds-fly-it = vehicles of usual build fly that range and apogee; no time is told to check it by
notes-usual-times = usual vehicles take { $low } to { $high } s (90 % of them) for that range and apogee
notes-under-the-floor = { $time } s lies under the floor of { $floor } s, by no more than its rounding; { notes-usual-times }
notes-too-short = { $time } s is too short: { notes-usual-times }
notes-too-long = { $time } s is too long: { notes-usual-times }

# --- flights against what was reported of them

notes-listed-as-a-failure = the flight is listed as a failure
notes-outcome-disputed = whether it flew as meant is disputed
notes-as-said = { $said }
notes-covered-by-rounding = its rounding of { $rounding } s either way covers the rest
notes-other-agrees = the report of { $report } agrees
notes-longer-than-usual = longer than vehicles take ({ $low } to { $high } s)
notes-shorter-than-usual = shorter than vehicles take ({ $low } to { $high } s)
notes-inside-the-band = inside the band
notes-outside-the-band = outside the band
notes-near-orbital = near orbital speed one per cent of speed is five per cent of range and more
notes-no-apogee = no apogee is published
notes-nothing-published = no time and no range estimate are published
notes-of-kind = { $kind }: { $why }
