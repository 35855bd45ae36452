# What the answer hangs on.

# The measures, by their keys: as the subject of a clause, at an axis, and a number of them with its unit.
sweep-none-gets-through = chance that nothing gets through
sweep-axis-leakers = { common-get-through } in a raid
sweep-axis-p_no_leaker = { sweep-none-gets-through } (%)
sweep-axis-weight_clear = { common-weight-clear } (million)
sweep-percent = { $number }{ "\u202F" }%
sweep-million = { $number } million
sweep-many-get-through = { $number } missiles get through
sweep-measure-is = the { $name } is { $number }

# Parts of sentences.
sweep-figure-of = the { $figure } of { $owner }
sweep-at-value = { $figure } at { $value }
sweep-with-share = { $figure } { $share }
sweep-share = { $middle }{ "\u202F" }% ({ $low } to { $high })
sweep-falls-short = { $value } (falls short)
sweep-flip-at = { $short ->
    [yes] { $value } (range { $range }, where a missile falls short)
   *[no] { $value } (range { $range })
}
sweep-verdict-asked = “{ $verdict }”
sweep-verdict-half = “within half of the best answer, { $low } to { $high }”

# The finding.
sweep-over-figures = Over the figures { $told }
sweep-with-best-figures = With the best figures { $told }
sweep-finding = { $decides ->
    [most] { $headline }; most of that hangs on { $figure }.
    [first] { $headline }; no one figure decides, and { $figure } moves it most.
    [none] { $headline }; no single figure stands out.
   *[unasked] { $headline }.
}

# What stands behind it.
sweep-best = With the best figures it is { $best }: the ± is the error of the dice over { $raids } raids.
sweep-between = { $wide ->
    [yes] In { $draws } draws of { $figures } figures it lies between { $low } and { $high } (5–95{ "\u202F" }%).
   *[no] In nine of ten of { $draws } draws of { $figures } figures it is { $low }.
}
sweep-dice-share = { $small ->
    [yes] The dice of a draw make less than 1{ "\u202F" }% of their variance; the figures make the rest.
   *[no] The dice of a draw make about { $share } of their variance; the figures make the rest.
}
sweep-none-moves = No figure alone moves it beyond the dice.
sweep-alone-move = { $number ->
    [one] Taken alone, { $figures } moves it most.
   *[other] Taken alone, { $figures } move it most.
}
sweep-variance = Share of the variance that would stay if all else were known: { $strong }; the { $others } figures that do not stand out, together, { $together }.
sweep-verdict = { $standing ->
    [holds] The verdict { $verdict } holds with the best figures
    [fails] The verdict { $verdict } fails with the best figures
   *[unresolved] The verdict { $verdict } cannot be told from the dice with the best figures
}{ $drawn ->
    [yes] ; over the figures it holds in { $holds } of { $draws } draws and fails in { $fails }{ $blurred ->
        [0] {""}
       *[other] , and in { $unresolved } the dice do not tell
    }.
   *[no] .
}
sweep-no-probability = A share of draws is no probability.
sweep-turned = { $more ->
    [0] Alone, all others at best, it is turned inside its range by { $turns }.
   *[other] Alone, all others at best, it is turned inside its range by { $turns }, and { $rest } more.
}
sweep-none-turns = No figure alone turns it inside its range.
sweep-doubtful = The dice do not tell whether { $figures } would.

# The page.
sweep-together = All figures together
sweep-spread-caption = More raids make the dice smaller. Only better sources make the spread of the draws smaller.
sweep-shares-caption = Total: the part of the variance that would stay if every other figure were known exactly. First order: the part that would go if this figure alone were. Intervals can reach below 0; the shares themselves cannot. Totals add up to more than 100 % where figures act together.
sweep-shares-how = A figure has a share of its own when its rank correlation over the { $draws } draws is beyond what chance gives to the luckiest of { $figures } figures in 1 % of runs. The { $others } others are moved as one group. { $points } base points, { $answers } answers.
sweep-no-shares = No figure stands out of the draws, or they are too few for shares of the variance.
sweep-one-at-a-time = One figure at a time
sweep-tornado-caption = All others at best. A figure that acts only together with another shows here too little.
sweep-still = Of { $figures } figures with a range, { $still } make no difference at all when they alone go from end to end.
sweep-movers = Those that move it
sweep-movers-counted = ({ $number ->
    [one] one figure
   *[other] { $shown } figures
})
sweep-where-it-turns = Where the verdict turns
sweep-no-verdict = No verdict was asked for, and the answer is too near to nothing for one of its own.
sweep-unresolved = The dice do not tell whether the verdict { $verdict } holds with the best figures: play more raids.
sweep-no-turn = No figure alone turns the verdict { $verdict }, neither inside its range nor as far again outside it.
sweep-corner-draws = { common-corner } · { $draws } draws
sweep-corner-page = { $corner } · { $answers } answers: draws with { $few } raids each, one figure at a time with { $raids }, all on the same dice
sweep-small-print = Draws: half below the best figure and half above, even within each half; a kill probability that rests on tests by its posterior. That is a convention: nobody knows how likely which figures are, and a share of draws is no probability.
sweep-number-best = { $axis }, best figures
sweep-no-draws = no draws

# Tables.
sweep-shares-head = share of the variance
sweep-by-itself = by itself
sweep-with-others = with others
sweep-all-others = all { $number } others
sweep-alone-head = alone at its low and high end
sweep-published-order = low – best – high
sweep-answer-low = answer at low
sweep-answer-high = at high
sweep-beside-dice = beside the dice
sweep-within-dice = within the dice
sweep-flips-table = What alone turns the verdict { $verdict }
sweep-at = at
sweep-dice-leave = the dice leave
sweep-in-range = in its range
sweep-where-inside = inside
sweep-where-outside = outside
sweep-where-unresolved = unresolved
sweep-where-short = { $where }, a missile falls short

# The pictures.
sweep-spread-title = In nine of ten draws of the figures { $told }
sweep-spread-axis = share of draws (%)
sweep-spread-bar = { $range }: { $share } of draws
sweep-best-figures = best figures
sweep-spread-dice = 95 % of the dice of one draw: ± { $error }
sweep-spread-how = grey: 5–95 % of { $draws } choices of all figures. The dice beside it, 95 %: orange, of one draw ({ $few } raids); black, of the best figures ({ $raids })
sweep-shares-title = { $figure } makes { $share } of the variance
sweep-shares-none = No single figure stands out
sweep-other-figures = { $number ->
    [one] all { $shown } other figure together
   *[other] all { $shown } other figures together
}
sweep-shares-axis = share of the variance over the figures (%)
sweep-shares-tip = { $figure }: first order { $first }, total { $total }
sweep-shares-key = blue: by itself (first order); orange: by itself and with others (total); pale: 95 % by bootstrap over { $points } base points
sweep-tornado-title = Taken alone, { $figure } moves the answer most: { $low } at its low end, { $high } at its high
sweep-tornado-none = Taken alone, no figure moves the answer beyond the dice
sweep-tornado-best = best figures: { $best }
sweep-tornado-key = orange: worse for the defence; blue: better; numbers: the figure's value there. Grey stripe: 95 % of the dice; pale bars stay within them
sweep-tornado-tip = { $figure }: { $low } at { $least }, { $high } at { $most }
sweep-tornado-pale = { $tip } (within the dice, { $raids })
sweep-flips-title = { $number ->
    [0] No figure alone turns the verdict { $verdict } inside its range
    [one] { $figure } alone can turn the verdict { $verdict } inside its range
   *[other] { $shown } figures, each alone, can turn the verdict { $verdict } inside their ranges
}
sweep-flips-tip = { $figure }: { $at }
sweep-width-below = its width below
sweep-width-above = its width above
sweep-turns-at = turns at
sweep-flips-key = grey: range; stroke: best; orange: the verdict turns inside; blue: outside; grey dot: the dice do not tell; pale: what the dice leave open
