# The figures behind an answer.

figures-stage = { $owner }, stage { $number }
figures-of = { $owner }: { $figure }
figures-assumed = { $number } assumed
figures-recalled = { $number } wholly or partly recalled and unchecked
figures-read = { $number } read
figures-derived = { $number } derived or otherwise given
figures-heading = The figures and their sources
figures-lead = { $number } figures stand behind this answer: { $origins }. Where sources differ, the range is the figure.
figures-marks-alone = In a source, "(read)" marks what was read where it says, "(recalled, unchecked)" what was told from general knowledge of it and not looked up.
figures-marks = { figures-marks-alone } An
figures-assumed-figure = assumed
figures-has-reason = figure has its reason instead.
figures-assumed-mark = assumed:
figures-moves = (moves the leakers: { $how })
figures-kind-missiles = Missile { $owner }
figures-kind-radars = Radar { $owner }
figures-kind-interceptors = Interceptor { $owner }
figures-kind-infrared = Infrared sensor { $owner }
figures-kind-launchers = Launcher { $owner }
figures-kind-kill_chains = Kill chain { $owner }
figures-kind-fire_units = Fire unit { $owner }
figures-counted = { $assumed ->
    [0] ({ $number ->
        [one] one figure
       *[other] { $shown } figures
    })
   *[other] ({ $number ->
        [one] one figure
       *[other] { $shown } figures
    }, { $guessed } assumed)
}
figures-figure = figure
figures-low = low
figures-best = best
figures-high = high
figures-unit = unit
figures-origin = source, or why assumed
