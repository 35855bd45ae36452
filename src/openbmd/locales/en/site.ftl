# Where another battery would do most.

# The unit as a sentence has it, and a people-weight with its share of the whole.
site-battery = { $interceptor } battery
site-share = { $weight } ({ $share })

# $fresh: whether units that are there already do not count.
site-best-first = { $fresh ->
    [yes] One
   *[no] One more
} { $battery } would cover most from { $site }: { $added } people-weight{ $fresh ->
    [yes] { "" }
   *[no] { " " }more
}
site-all-covered = What is there covers every place: { $fresh ->
    [yes] one
   *[no] one more
} { $battery } adds none
site-none-covered = { $fresh ->
    [yes] One
   *[no] One more
} { $battery } covers no place more from any of the { $sites } sites

site-none-but-fewer = One more { $battery } covers no place that is not covered already, but it would let fewer through: { $before } → { $after } leakers from { $site }
site-raid-fewer = In the raid itself one more would let the fewest through from { $site }: { $before } → { $after } leakers.
site-raid-no-fewer = In the raid itself one more lets no fewer through from any site: { $leakers } leakers.

site-rule-every = A place is covered when each kind of missile that comes there can be engaged by some unit.
site-rule-any = A place is covered when at least one kind of missile that comes there can be engaged by some unit.
site-rule-share = A place counts by the share of the missiles coming there whose kind can be engaged by some unit.
site-can-be-hit = { $number } { $n ->
    [one] place
   *[other] places
} with a people-weight of { $total } can be hit by the raid's missiles; { $fresh ->
    [yes] no unit is counted that is there already
   *[no] { $covered } is covered
}.
site-with-units = With { $number }{ $fresh ->
    [yes] { "" }
   *[no] { " " }more
} { $n ->
    [one] unit
   *[other] units
}, at { $sites }, { $covered } would be covered.
site-nothing-added = One more than that adds nothing.
site-as-good = { $others } would do as much as { $site }.
site-other-sites = { $number } other sites
site-proved = No other choice among the { $sites } sites covers more: proved (gap 0).
site-not-proved = Not proved in time: another choice of { $units } of the { $sites } sites could cover up to { $bound } (gap { $gap }).
site-nearest = Nearest to the people, as a matter of distance alone: { $sites }. A place would then have its nearest { $battery } { $km } km away, mean by people-weight{ $fresh ->
    [yes] { "" }
   *[no] , those there counted
}; { $gap ->
    [none] proved (gap 0)
   *[other] another choice could be nearer by { $gap } at most
}.

# The page.
site-map-caption = Borders as Natural Earth draws them. A covered place has a shot at what comes there; it is no promise of a hit.
site-adds = What each next one adds
site-adds-caption = For each number of units the best choice of all is sought anew, so that the best two need not contain the best one. The bound is the solver's; where it meets the value, the gap is 0 and no better choice exists. { common-weight }
site-everything = Every place and every site
site-places = Places
site-candidates = Candidate sites
site-units-head = units
site-sites-head = best sites, the one that adds most first
site-adds-head = the last adds
site-covered-head = covered
site-bound-head = no choice exceeds
site-gap-head = gap
site-before-head = covered already
site-after-head = with the best { $units }
site-alone-head = one unit alone adds
site-fewer-head = fewer leakers in the raid
site-fewer-error-head = their standard error
site-no-sites = –
site-gap-proved = 0, proved
site-nothing-comes = no missile comes

# Notes.
site-classes = { $classes } threat classes (a missile from a launch point on one kind of arc), { $flights } flights: each is flown, looked at, tracked and engaged as a run of the scenario would.
site-copies = At each site stands a copy of { $unit } with its links, its magazine and, where it has one, its radar, which faces the mean direction of the raid's launch points over a free horizon.
site-shots = Covered says that there is a shot, not that it hits, nor that rounds last. Leakers come from the raid itself, played with one more unit at each site.
site-best-figures = Best figures throughout: their ranges are not in this answer.
site-not-asked = Whether a site can be had, reached or dug in is not asked.
site-corner = OpenBMD { $version } · { $scenario } · { $unit } · no dice

# The pictures.
site-legend-before = covered by what is there{ site-most }
site-legend-after = covered with { $units } at the numbered sites{ site-most }
site-legend-open = { $rule ->
    [share] not covered (less than half)
   *[other] not covered
}
# After what is covered.
site-most = { $rule ->
    [share] { " " }(half of its missiles or more)
   *[other] { "" }
}
site-legend-safe = no missile of the raid comes down there
site-legend-site = candidate site
site-legend-there = fire unit that is there
site-legend-best = best sites, in the order of what each adds; discs: people-weight, by area
site-tip-alone = { $site }: alone adds { $weight }
site-tip-adds = { $site }: adds { $weight }
site-chart-title = What each next unit adds: { $adds }
site-chart-more = { $adds } …
site-chart-key = each stretch: what the next unit of the best choice adds; dotted: all that can be hit; strong at the right: chosen
site-chart-together = people-weight covered, million
site-chart-alone = one unit alone adds, million
site-chart-none = { $fresh ->
    [yes] none
   *[no] there
}
site-chart-units = + { $units }
site-chart-nothing = no site adds anything
