# The model held to real flights.

flights-about = Validation against real flights
flights-description = Made by openbmd flights check --markdown. Flights, reports and published ranges with their sources: openbmd flights show NAME. How a time is predicted and a range inferred: docs/infer.md.
flights-headline = { $close } of { $timed } reported times within { $percent } %, { $near } of { $ranges } published ranges within { $part } %
flights-times = { $number ->
    [0] { $close } of { $timed } reported times are within { $percent } % of what vehicles of the flight's build take.
    [one] { $close } of { $timed } reported times are within { $percent } % of what vehicles of the flight's build take; the other is flagged, with a reason.
   *[other] { $close } of { $timed } reported times are within { $percent } % of what vehicles of the flight's build take; the other { $flagged } are flagged, each with a reason.
}
flights-ranges = { $number ->
    [one] { $close } of { $ranges } published ranges are within { $percent } % of what is inferred from the lofted flight without knowing the build; one is missed.
   *[other] { $close } of { $ranges } published ranges are within { $percent } % of what is inferred from the lofted flight without knowing the build; { $missed } are missed.
}
flights-heading-times = Times of flight
flights-floor-meant = The floor is the drag-free flight with all speed at launch.
flights-heading-ranges = Ranges from lofted flights
flights-at-least = A range said as more than a number is met by any that is.
flights-heading-left-out = Flights left out
flights-left-out = { $flight }: { $why }
flights-number-times = reported times within { $percent } %
flights-number-ranges = published ranges within { $percent } %

flights-reported-s = reported, s
flights-catalogue-s = catalogue's, s
flights-off = off
flights-flag = flag
flights-published-by = published by
flights-inferred = inferred, any build
flights-of-build = inferred, its build
flights-miss = why it misses
flights-misses = misses: { $why }
flights-nothing = There is nothing to check.
flights-best-of = { $best } ({ $band })
flights-model = Same flights, same answer: no dice.
