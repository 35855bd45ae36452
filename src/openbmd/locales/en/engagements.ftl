# What is said of real engagements held against the tool. A case's own words stand in its file.

engagements-about = The record against real engagements
engagements-description = Each case is played with the catalogue's figures as they stand, none of them changed for a case. What it would have said of the record is a distribution: the figures drawn within their ranges, what nobody knows of the laydown drawn with them, and the dice. The record is then looked up in it. Nearly every record is somebody's claim, mostly the defender's.
engagements-headline = { $most } of { $cases } records lie inside their 90 % interval
engagements-finding = Of { $cases } records, { $half } lie inside the 50 % interval and { $most } inside the 90 % interval of what OpenBMD would have said of them.
engagements-expected = Were these distributions right, about { $half } and { $most } would: an interval of whole numbers holds a little more than its name says.
engagements-set = Set { $set }: { $half } of { $cases } inside 50 %, { $most } inside 90 %.
engagements-one = { $case }: the record, { $record }, lies { $where ->
    [outside] outside the 90 % interval
    [half] inside the 50 % interval
   *[most] inside the 90 % interval and outside that of 50 %
} of what OpenBMD would have said of it, which goes over { $ends }.
engagements-one-headline = { $case }: { $verdict }
engagements-none-played = OpenBMD cannot play { $cases }.
engagements-nothing-played = No case can be played
engagements-none = There is no case of this set.

# Where a record lies.
engagements-inside-half = inside 50 %
engagements-inside-most = inside 90 %
engagements-few = outside, too few said
engagements-many = outside, too many said
engagements-missed = { $case }: the record is { $record }, and OpenBMD would have said { $way ->
    [few] fewer
   *[many] more
}: { $ends } in nine of ten.
engagements-hangs = Its answer hangs most on { $figures }.
engagements-nearer = { $figure } ({ $way ->
    [higher] higher
   *[lower] lower
} would come nearer)
engagements-hangs-on-none = No single figure moves its answer beyond luck.
engagements-note = { $case }: { $note }

# One set of figures.
engagements-together-heading = One set of figures for all
engagements-together = One set of figures covers { $cases } at once: each record lies inside its 90 % interval, and target, round and laydown alone make the difference.
engagements-together-not = One set of figures does not cover { $cases } at once: { $missed } { $missed-count ->
    [one] lies
   *[other] lie
} outside.
engagements-never-told = No draw tells of all of them.
engagements-at-once = In { $share } of the { $draws } draws that tell of all, the dice of that one draw hold all of these records together.
engagements-together-how = A draw has the same figures in every case. Its own dice make an interval of 90 % for each record, and the share tells in how many draws the record lies inside. Figures may rest on cases of set A, so that only those of set B are tests. The reasons of a miss stand above.
engagements-alone = held by the draw's dice
engagements-inside-head = inside 90 % over all draws
engagements-no = it lies outside

# The page.
engagements-corner = OpenBMD { $version } · { $draws } draws of figures and laydowns · { $raids } raids each · seed { $seed }
engagements-caption = A bar holds half, a thin bar nine tenths, of what OpenBMD would have said; a diamond is the record.
engagements-records-heading = The records
engagements-how-to-read = Quantile: chance of fewer than the record, and half of the chance of just it. Two-sided tail: twice the smaller chance of a record so low or so high. A case with one or two missiles can hardly contradict any tool.
engagements-calibration-heading = How many lie inside
engagements-not-independent = Cases with one scenario share its figures and its guesses, as the months of Ukraine do, and count as fewer than they are.
engagements-misses-heading = What misses, and why
engagements-no-miss = No record lies outside its 90 % interval.
engagements-doubt-heading = What is counted, and what the record leaves open
engagements-doubt = { $case }: { $counted }. { $doubt }
engagements-said-heading = What each side says
engagements-laydown-heading = What was guessed of the laydowns
engagements-unplayed-heading = Not played
engagements-unplayed = { $case }: { $why }
engagements-small-print = Set A: figures of the catalogue may rest on these cases. Set B: none may, and a test holds it.

# Tables.
engagements-case = case
engagements-disputed = { $case } (disputed)
engagements-set-head = set
engagements-record = record
engagements-exact = its 95 % interval by itself
engagements-mean = mean said
engagements-half-head = 50 %
engagements-most-head = 90 %
engagements-quantile = quantile
engagements-tail = two-sided tail
engagements-cases = cases
engagements-in-half = inside 50 % interval
engagements-half-expected = of 50 %, to be expected
engagements-in-most = inside 90 % interval
engagements-most-expected = of 90 %, to be expected
engagements-both = A and B
engagements-who = who
engagements-says = what is said
engagements-unknown = what nobody knows
engagements-assumed = why guessed so
engagements-link = { $source }, { $link }
engagements-number-half = records inside their 50 % interval
engagements-number-most = records inside their 90 % interval

# The picture.
engagements-row = { $case } ({ $set })
engagements-beside = { $record }: { $verdict }
engagements-axis = share of what is counted, %
engagements-legend = bar: half of what would have been said; thin bar: nine tenths; diamond: the record, orange where it lies outside
engagements-tip = { $case }: { $record }; 50 % { $half }, 90 % { $most }.
