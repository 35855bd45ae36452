# What a comparison says. $reference and $other are names of scenarios.

compare-about = { $reference } against { $others }
compare-finding = { $size } { $way ->
    [more] more
   *[fewer] fewer
} missiles get through in a raid with { $other } than with { $reference }: { $here } against { $there }.
compare-finding-drawn = { $size } { $way ->
    [more] more
   *[fewer] fewer
} missiles get through in a raid with { $other } than with { $reference } (5–95 % over the figures: { $band }; with the best ones { $here } against { $there }).
compare-untold = The dice cannot tell { $other } from { $reference }: { $size } { $way ->
    [more] more
   *[fewer] fewer
} missiles get through in a raid ({ $here } against { $there }).
compare-no-difference = { $other } makes no difference: in each of { $raids } raids as many get through as with { $reference } ({ $there } on average).
compare-headline = { $size } { $way ->
    [more] more
   *[fewer] fewer
} missiles get through with { $other }
compare-headline-untold = The dice cannot tell { $other } from { $reference }
compare-headline-same = { $other } makes no difference

# How it comes out over the figures; its parts follow each other with commas.
compare-verdict = { $said }; nine in ten draws put the difference { $between }.
compare-verdict-fewer = In { $number } of { $draws } draws of the figures fewer get through with { $best }
compare-verdict-either = In { $number } of { $draws } draws of the figures as many get through with either
compare-verdict-with = in { $number } with { $name }
compare-verdict-same = in { $number } as many with either
compare-verdict-no-draws = No draws were made over the figures: whether they could turn this round is not said here.
compare-amount = { $number } { $way ->
    [more] more
   *[fewer] fewer
}
compare-band = between { $low } and { $high }
compare-band-at = at { $one }
compare-raid-by-raid = Raid by raid, on the same dice: more get through in { $more } of raids, as many in { $same }, fewer in { $fewer }.
compare-gain = The dice that both share make the error { $gain } times smaller than dice of their own would, as if { $times } times as many raids were played.
compare-no-gain = The dice that both share make the error no smaller here.
compare-all = all
compare-number = leakers, { $name }

# What is counted in a raid.
compare-measure-leakers = { common-get-through }
compare-measure-p-no-leaker = chance that none does
compare-measure-weight-clear = { common-weight-clear }
compare-measure-not-launched = missiles struck before launch or failed
compare-measure-strays = missiles that come down elsewhere
compare-group-places = get through to
compare-group-kills = kills by layer
compare-group-rounds = rounds fired
compare-group-unengaged = never fired at
compare-rounds-wasted = of them at what another had killed
compare-million = million

# The page.
compare-how-sure = The difference, and how sure it is
compare-differences-caption = More raids make the error of the dice smaller. Only better sources make the band of the figures smaller. A share of draws is no probability: how likely which figures are is not known.
compare-still = { $other } ({ $letter }) against { $reference } (A): nothing that is counted differs.
compare-caption = { $other } ({ $letter }) against { $reference } (A), in a raid
compare-minus = { $letter } − A
compare-how = ± is the standard error of the dice, of the raids paired one by one; 5–95 % is the band of the difference over { $draws } draws of the figures, the same for all scenarios.
compare-how-no-draws = ± is the standard error of the dice, of the raids paired one by one; no draws were made, so no band.
compare-outside = A difference can lie outside its band: it belongs to the best figures, and a best figure need not be the middle of its range.
compare-input = What differs in the input
compare-input-caption = What { $other } has otherwise
compare-nothing = { $other }: nothing. All that is played is the same.
compare-lines = { $other } differs in { $number } lines of the input.
compare-what = what
compare-which = which
compare-figures-elsewhere = Every figure with its source stands in the report of each scenario: openbmd run.
compare-corner = OpenBMD { $version } · { $raids } raids each{ $draws ->
    [none] {""}
   *[other] {" "}· { $draws } draws
} · seed { $seed }

# Lines of the input: kinds of things, and what is told of them.
compare-not-there = not there
compare-best-and-range = best (low–high)
compare-thing-rules = rules
compare-thing-threats = threats
compare-thing-launcher = launcher
compare-thing-kill-chain = Kill Chain
compare-thing-layers = layers
compare-thing-fire-control = fire control
compare-thing-assignment = assignment
compare-thing-effects = effects
compare-thing-let-strays-pass = strays are let pass
compare-thing-launch-on-boosting-track = launches before burnout
compare-thing-track-confidence = track confidence
compare-thing-site = site
compare-thing-priority = priority
compare-thing-radius = radius
compare-thing-missiles = { common-missiles }
compare-thing-aimed-at = aimed at
compare-thing-launched = launched
compare-thing-from = from
compare-thing-to = to
compare-thing-launchers = { common-launchers }
compare-thing-nation = nation
compare-thing-minimum-elevation = minimum elevation
compare-thing-horizon-mask = horizon mask
compare-thing-refraction = refraction
compare-thing-ends = ends
compare-thing-rounds = rounds
compare-thing-command-delay = command delay
compare-thing-held-back = held back
compare-thing-release = release
compare-a-place = people-weight { $weight }
compare-a-group = { $missiles } at { $places }
compare-a-link = { $use }, { $latency } s late
compare-a-fire-unit = { $interceptor }, { $layer } layer, { $rounds } rounds
compare-a-launcher = a kind of launcher
compare-a-kill-chain = strikes before launch
compare-no-place = no defended place
compare-none-told = none told
compare-apogee = apogee { $apogee } km
compare-angle = at { $angle }°
compare-launched-at = at { $times } s
compare-refraction = 4/3 Earth
compare-ends = { $source } to { $target }
compare-rounds-loaded = { $ready }{ $reserve ->
    [none] {""}
   *[other] {" "}and { $reserve } in reserve
}
compare-doctrine = { $name } ({ $first }, then { $later }, looks { $looks })
compare-held-back = { $number } for { $places }

# The pictures.
compare-differences-title = What each changes, against { $reference }
compare-differences-dice = The difference, as far as the dice tell
compare-differences-same = No draw of the figures makes a difference
compare-differences-way = In { $number } of { $draws } draws of the figures { $way ->
    [more] more
   *[fewer] fewer
} get through
compare-axis = missiles that get through in a raid, more (+) or fewer (−) than in the reference
compare-as-many = as many as with { $reference }
compare-tip-band = 5–95 % over the figures: { $band }
compare-tip-dice = { $said }; 95 % of the dice: ± { $wide }
compare-marks-dice = full colour: best figures, as wide as 95 % of the dice
compare-marks-draws = full colour: best figures, as wide as 95 % of the dice; pale: 5–95 % of { $draws } draws of the figures; each stroke: one draw
compare-spread-title = Missiles that get through: { $means } on average
compare-axis-share = { common-raids-axis }
compare-axis-leakers = missiles that get through in one raid
compare-axis-strokes = missiles that get through in one raid; each stroke: the mean in one draw of the figures
