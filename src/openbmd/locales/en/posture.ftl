# What the days of a posture say. $day, $first and $last are labels of days, or names of defences.

posture-quoted = “{ $day }”
posture-date = day { $day }
posture-alone = With “{ $day }” { $leakers } of { $missiles } get through
posture-ends = from { $leakers } of { $missiles } with “{ $first }” to { $later } with “{ $last }”
posture-same = The leakers do not change beyond the dice: { $ends }
posture-fall = The leakers fall { $ends }
posture-rise = The leakers rise { $ends }
posture-step = “{ $day }” is the largest step: { $fewer } leakers fewer
posture-largest = The largest step is “{ $day }”, with { $fewer } leakers fewer than before{ $band ->
    [none] {""}
   *[other] {" "}({ $band } over the figures)
}.
posture-idle = { $number ->
    [one] { $days } changes nothing in any raid.
   *[other] { $days } change nothing in any raid.
}
posture-worse = With { $days } more get through than before.
posture-half = The chance that none gets through falls below one half { $sizes }.
posture-half-with = at { $size } with “{ $day }”
posture-raid = a raid of { $missiles }
posture-no-raid = no raid up to { $threats }
posture-inside = Of a people-weight of { $aimed } in the places aimed at, { $inside } is inside the defence.
posture-inside-with = { $weight } with “{ $day }”
posture-number = leakers, { $day }

# Who came.
posture-no-one = no one
posture-without = without { $names }
posture-link = link { $name }
posture-fires-from = { $interceptor } (fires from { $time } s)
posture-fires-at-once = { $interceptor } (fires at once)
posture-instead = { $now } instead of { $before }

# The page.
posture-how = The same raid is played against each { $kind ->
    [defence] defence
   *[day] day
}, on the same dice. ± is the standard error of the dice: more raids make it smaller. A band is the 5–95 % range when every figure is drawn from its range: only better sources make that smaller.
posture-outside = A mean can lie outside its band: it belongs to the best figures, and a best figure need not be the middle of its range.
posture-kind-day = day
posture-kind-defence = defence
posture-change = change
posture-half-head = raid at one half
posture-change-meaning = Change: against the row above, raid by raid on the same dice. Raid at one half: how many missiles of this raid, taken so that its mix stays, are enough for a chance under one half that none gets through.
posture-weight-inside = weight inside
posture-weight-clear = weight without a leaker
posture-rounds = rounds, { $layer }
posture-inside-meaning = Weight inside the defence: people-weight of the places at which each missile that comes down there has a planned shot, which may miss or find its magazine empty. Weight without a leaker: of the places that no missile reaches, mean over the raids.
posture-map-caption = Borders as Natural Earth draws them. A sheet shows the places defended and all that fires; radars farther off are marked at its rim, and launch points may lie outside.
posture-there = Who is there
posture-who = who is there at first, and who is new
posture-who-alone = who is there
posture-every-asset = Every asset
posture-which-links = Which links are there
posture-asset = asset
posture-from = from { $time } s
posture-as-told = Who is there is taken as told. Why they come, and what their coming changes in what is launched, is left out.
posture-figures = { $number } figures stand behind this answer: { $origins }.

# The pictures.
posture-panel-sizes = raid size at one half, missiles
posture-panel-inside = people-weight inside, million
posture-tip = { $day }: { $number }
posture-tip-band = { $day }: { $number }; 5–95 %: { $band }
posture-tip-leakers = { $day }: { $number } leakers
posture-dots = dot: best figures, its stroke ± 1 standard error of the dice; { $draws ->
    [none] no draws were made over the figures
   *[other] band: 5–95 % over the figures
}
posture-dotted = dotted: the whole raid of { $threats }, and all the people-weight that missiles are aimed at
posture-map-title = Who is there, and what comes through
posture-legend-leak = leakers in a raid, by area; the number is the mean
posture-legend-track = ground tracks of the missiles, the same for all
posture-legend-new = not there before
posture-tip-place = { $place }: { $number } leakers in a raid
posture-tip-unit = { $unit }: { $interceptor }
