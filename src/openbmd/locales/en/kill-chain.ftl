# What strikes before launch do.

# Parts of sentences. Kinds of launchers by their names in the catalogue, as what stands before "launchers".
kill-chain-kind-liquid-tel = liquid-fuelled
kill-chain-kind-solid-tel = solid-fuelled
kill-chain-launchers = { $number ->
    [one] { $shown } { $kind } launcher
   *[other] { $shown } { $kind } launchers
}
kill-chain-min = { $number }{ "\u202F" }min
kill-chain-hours = { $number }{ "\u202F" }h
# $size: of the number, "" when it is told whole.
kill-chain-one-in = { $size ->
    [million] 1 in { $many } million
    [billion] 1 in { $many } billion
    [trillion] 1 in { $many } trillion
   *[whole] 1 in { $many }
}
kill-chain-least = less than 1 in 1,000 trillion
kill-chain-under-one = fewer than one
kill-chain-about = about { $number }

# The finding. $many: whether it is more than one that is stopped.
kill-chain-first = { $many ->
    [yes] Of { $launchers } { $stopped } are stopped before launch
   *[no] Of { $launchers } { $stopped } is stopped before launch
}
kill-chain-next = { $before }; of { $number } { $kind }, { $stopped }
kill-chain-finding = { $headline }.

# What stands behind it.
kill-chain-launched = Of { $total } missiles on launchers that can be struck, { $mean } are launched{ $luck ->
    [yes] : { $low } to { $high } in nine raids of ten by luck alone
   *[no] , in nearly every raid
}{ $figures ->
    [yes] ; over the figures the mean lies between { $least } and { $most }.
   *[no] . No draws were made over the figures.
}
kill-chain-window = A { $kind } launcher stands in the open for { $given } before launch; a weapon comes { $took } after it is found: { $fits ->
    [yes] it must be found in the first { $left }.
    [just] just too late even if it is found at once.
   *[no] { $left } too late even if it is found at once.
}
kill-chain-half-never = However long they stood in the open, not half of them would be caught: the strikes are too unreliable.
kill-chain-half-set-up = Half of them would be caught in the open if they stood there for { $set_up }; in the time they do stand there, no strike is quick enough for that, since so few are found ({ $share } with no delay at all).
kill-chain-half-either = Half of them would be caught in the open if they stood there for { $set_up }, or, in the time they do, if a weapon came within { $delay }.
kill-chain-decide = { $number ->
    [one] Of all figures, { $figures } decides most.
   *[other] Of all figures, { $figures } decide most.
}
kill-chain-history = In 1991 none of { $launches } launches was prevented and none of { $attacks } attacks on launchers is confirmed as a kill: at most { $stopped } of missions stopped, and { $killed } of attacks that kill (95{ "\u202F" }% bounds).
kill-chain-history-here = { kill-chain-history } With this scenario's kill chain the chance of such a record is { $here }; with figures fitted to 1991 it is { $fitted }.
kill-chain-suppression = In 1991 launches fell from about { $before } a day to about { $lowest }, and rose to about { $after } again: as if each mission had taken { $longer } times as long, though no launcher is confirmed killed. Being hunted may delay; this model counts only what is stopped.

# The page.
kill-chain-where = Where the strike fits
kill-chain-where-caption = A launcher found as its set-up begins: the best case for the strike in that phase. One found later leaves less time. Thin lines: their ranges.
kill-chain-how-many = How many are stopped
kill-chain-stopped-table = Launchers stopped before their first launch
kill-chain-of = of
kill-chain-stopped = stopped
kill-chain-luck = by luck
kill-chain-figures = by figures
kill-chain-vary = if times vary
kill-chain-lost = if never lost
kill-chain-missiles-launched = missiles launched
kill-chain-how-counted = Stopped before their first launch, in the mean, with the best figures. “By luck”: in nine raids of ten. “By figures”: the mean, 5–95 % of the draws over the figures. “If times vary”: each phase's length varies from mission to mission, exponentially about its mean. “If never lost”: a launcher once found is followed until it is struck or launches, rather than looked for anew in each phase. Numbers are exact: no dice are thrown.
kill-chain-waves = Missiles launched, wave by wave
kill-chain-wave = wave
kill-chain-launched-mean = launched in the mean
kill-chain-decides = What decides
kill-chain-correlation = rank correlation with missiles launched
kill-chain-undecided = The draws do not tell which figure moves the answer most.
kill-chain-record = The record of 1991
kill-chain-record-told = { $launches } missiles were launched, { $seen } launches were seen from the air, { $attacks } led to an attack on a launcher, { $kills } to a confirmed kill. How likely is that under the figures of each kill chain, against liquid-fuelled launchers?
kill-chain-record-table = How likely the record of 1991 is under the figures of each kill chain
kill-chain-figures-of = figures of
kill-chain-none-stopped = none of { $launches } stopped
kill-chain-found-leaving = { $attacks } to { $seen } found while leaving
kill-chain-none-killed = none of { $attacks } killed
kill-chain-all-three = all three
kill-chain-yardstick = gulf-1991 is fitted to this record, so that its chance is a yardstick and no test. Sensors and weapons have changed since; the difference says how much they must have.
kill-chain-source = 1991: { $source }
kill-chain-look-up = Figures: { $origins }; each with its source: { $commands }.
kill-chain-show = openbmd catalogue show { $name }
kill-chain-corner = { common-corner } · kill chain { $chain }
kill-chain-corner-draws = { kill-chain-corner } · { $draws } draws
kill-chain-small-print = Rates and delays from unclassified figures, published or assumed, launchers as kinds: no places, no targeting. A number here is an answer to the scenario as written, not a forecast.
kill-chain-stopped-of = stopped of { $launchers }

# The picture of a mission.
kill-chain-mission-title = { $took } from found to struck: { $fits ->
    [all] in time for { $early } launchers
    [none] too late for { $late } launchers
   *[some] in time for { $early } launchers, too late for { $late } ones
}
kill-chain-mission-axis = minutes after the set-up begins
kill-chain-phase-hide = hide
kill-chain-phase-move = move
kill-chain-phase-set-up = set up
kill-chain-phase-leave = leave
kill-chain-phase-reload = reload
kill-chain-cut-before = … { $phase }
kill-chain-cut-after = { $phase } …
kill-chain-step-detect = detect
kill-chain-step-identify = identify
kill-chain-step-decide = decide
kill-chain-step-strike = strike
kill-chain-lasts = { $what }: { $time }
kill-chain-step-lasts = { $what } { $time }
kill-chain-published-set-up = set-up: { $low } to { $high } min
kill-chain-published-times = times: { $low } to { $high } min
kill-chain-launch-at = { $ranged ->
    [yes] launch, { $time } min ({ $low }–{ $high })
   *[no] launch, { $time } min
}
kill-chain-struck-at = struck, { $time } min{ $ranged ->
    [yes] {" "}({ $low }–{ $high })
   *[no] {""}
}: { $early ->
    [yes] { $apart } min before launch
   *[no] { $apart } min after launch
}

# The pictures of how many, and of the time in the open.
kill-chain-survivors-title = Launched in nine raids of ten: { $kinds } missiles
kill-chain-survivors-kind = { $how ->
    [range] { $low } to { $high } of { $total } { $kind }
    [all] all of { $total } { $kind }
   *[one] { $low } of { $total } { $kind }
}
kill-chain-survivors-about = Chance of each number of missiles launched, one panel for each kind of launcher.
kill-chain-survivors-key = { $draws ->
    [yes] below: the mean, 5–95{ "\u202F" }% over the figures
   *[no] no draws over the figures
}
kill-chain-survivors-panel = { $kind }: { $missiles } missiles on { $launchers } launchers
kill-chain-survivors-bar = { $number } launched: { $share } of raids
kill-chain-mean-band = mean over the figures: { $low } to { $high }
kill-chain-exposure-title = To catch half of them, they must stand in the open for { $time }
kill-chain-exposure-never = Half are never caught, however long they stand in the open
kill-chain-exposure-about = Share of launchers caught over their time in the open; their ranges as bands.
kill-chain-caught-axis = launchers caught in the open (%)
kill-chain-open-axis = time in the open before launch (min)
kill-chain-half = half
kill-chain-half-at = half are caught in { $time }
kill-chain-exposure-curve = blue: best figures, and 5–95{ "\u202F" }% over the kill chain's ranges;
kill-chain-exposure-bands = upright bands: ranges of set-up times
kill-chain-set-up-range = { $kind }: { $low } to { $high } min, best { $best }
