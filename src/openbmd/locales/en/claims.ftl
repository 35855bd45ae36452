# What is said of public claims that are put to the test. A claim's own words stand in its file.

# What a claim is.
claims-about = A public claim put to the test · { $kind }
claims-kind-capability = a claim of what something can do
claims-kind-count = a count
claims-kind-history = a claim of what happened
claims-kind-intent = a claim of what someone means to do
claims-kind-opinion = an opinion
claims-kind-forecast = a forecast
claims-said = The claim, in our own words: { $words } ({ $who }, { $when })
claims-doubt = The doubt: { $doubt }
claims-source = The claim: { $source }

# What is measured of it.
claims-measure-leakers = missiles of the raid that get through
claims-measure-two-layers = share of the missiles stopped
claims-measure-posture-leakers = fewer missiles get through
claims-measure-kill-chain-share = share of launchers stopped before launch
claims-measure-reach-km = range of the missile
claims-measure-orbit = 1: reaches an orbit, 0: does not
claims-measure-infer-candidates = missile types that can fly it
claims-measure-window-altitude = altitude where it passes the battery
claims-measure-footprint-contains = salvos that the battery can fire at it
claims-measure-footprint-people = share of city people-weight that can be defended
claims-measure-footprint-area = share of the land that can be defended
claims-measure-coverage-flights = flights held in track long enough
claims-measure-coverage-track-s = time in track
claims-measure-coverage-bearings = places in the direction that it can look at
claims-measure-figure = published figure
claims-measure-ratio = ratio of published numbers
claims-measure-count = published count
claims-from-to = { $least } to { $most }
claims-at-least = at least { $value }
claims-at-most = at most { $value }

# Verdicts.
claims-holds = holds
claims-fails = fails
claims-depends = depends
claims-no-matter = not a matter of calculation
claims-too-few = too few draws to tell
claims-ways = which way to count
claims-label-holds = Holds
claims-label-fails = Fails
claims-label-depends = Depends, { $because }
claims-label-no-matter = Not a matter of calculation
claims-because = on { $what }
claims-because-too-few = and the draws are too few to tell on what
claims-it-depends = It depends { $because }: the claim holds over { $share } of what is published{ $readings ->
    [yes] {" "}and of the ways to read it
   *[no] {""}
}.
claims-holds-in-all = The claim holds in all { $draws } draws of the figures.
claims-fails-in-all = The claim fails in all { $draws } draws of the figures.
claims-holds-in-part = The claim holds in { $share } of { $draws } draws of the figures.
claims-fails-in-part = The claim fails in { $share } of { $draws } draws of the figures.
claims-holds-by-what-is-published = The claim holds by what is published.
claims-fails-by-what-is-published = The claim fails by what is published.
claims-no-calculation = No calculation can tell; of its { $parts }, { $said }.
claims-parts-holds = { $n ->
    [one] { $number } holds
   *[other] { $number } hold
}
claims-parts-fails = { $n ->
    [one] { $number } fails
   *[other] { $number } fail
}
claims-parts-depends = { $n ->
    [one] { $number } depends on figures that are not known
   *[other] { $number } depend on figures that are not known
}

# Evidence.
claims-evidence-holds = { $says } ({ $value })
claims-evidence-fails = Not so: { $says } ({ $value })
claims-evidence-depends = In part: { $says } ({ $value })
claims-told = { $name }: { $best } with the best figures; true in { $counted }
claims-told-band = { $name }: { $best } with the best figures, { $band } in nine of ten draws; true in { $counted }
claims-one-value = the one published value
claims-no-value = none of the published values
claims-all-draws = all { $number } draws
claims-no-draws = none of { $number } draws
claims-some-draws = { $yes } of { $number } draws
claims-what-decides = What decides: { $what }.
claims-asked-holds = “{ $says }” would no longer hold outright if more than { $value } were asked for, and not { $threshold }.
claims-asked-fails = “{ $says }” would no longer fail outright if { $value } or less were asked for, and not { $threshold }.
claims-allowed-holds = “{ $says }” would no longer hold outright if less than { $value } were allowed, and not { $threshold }.
claims-allowed-fails = “{ $says }” would no longer fail outright if { $value } or more were allowed, and not { $threshold }.

# The page of one claim.
claims-card = { $says } True in { $share } of the draws.
claims-map-caption = Where one missile may come down and an interceptor can still meet it, with the best figures. Inside means that a shot is possible, and not that it hits.
claims-computed-heading = What was computed
claims-parts-caption = Each draw takes every uncertain figure from its range at once. True in 95 of 100 draws and more: holds; in 5 and fewer: fails.
claims-part = part
claims-part-what-if = { $part } (what if)
claims-share = share
claims-needs = needs
claims-for = Evidence for
claims-against = Evidence against
claims-computed = Computed.
claims-published = Published.
claims-no-evidence = None was found.
claims-flip-heading = What would flip it
claims-no-flip = Nothing that was tried.
claims-drawn = { $n ->
    [one] { $number } uncertain figure was drawn: { $origins }. It has its source or its why in the catalogue: openbmd catalogue show.
   *[other] { $number } uncertain figures were drawn: { $origins }. Each has its source or its why in the catalogue: openbmd catalogue show.
}
claims-by-hand = No verdict here is written by hand: it follows from the claim's file and the draws.
claims-corner = OpenBMD { $version } · { $draws } draws · { $raids } raids · seed { $seed }

# The list of all claims.
claims-all-about = Public claims put to the test
claims-all-headline = { $n ->
    [0] Of { $claims }, none holds
    [one] Of { $claims }, { $number } holds
   *[other] Of { $claims }, { $number } hold
}
claims-all-finding = Of { $claims }, { $verdicts }, over { $draws } draws of the figures.
claims-all-holds = { claims-parts-holds }
claims-all-fails = { claims-parts-fails }
claims-all-depends = { $n ->
    [one] { $number } depends on what is not known
   *[other] { $number } depend on what is not known
}
claims-all-no-matter = { $n ->
    [one] { $number } is no matter of calculation
   *[other] { $number } are no matter of calculation
}
claims-share-means = Share: of { $draws } draws of the figures in which a claim holds (95 % and more: holds; 5 % and less: fails).
claims-no-truth = Intent, opinion and forecast have no truth value; their checkable parts have.
claims-page-of-each = One page of each, with evidence for and against: openbmd claims ID.
claims-claim = claim
claims-decides = decides
claims-finding = finding
claims-note = { $claim }: { $note }

# The pictures.
claims-parts-title = { $label }: { $parts } computed, draw by draw
claims-parts-legend = a dot is one draw of the figures: blue where the sentence is true, orange where it is not; diamond: best figures; line: what it takes
claims-what-if = What if: { $says }
claims-best-figures = best figures: { $value }
claims-axis = { $axis }; it takes { $threshold }
claims-of-draws = { $share } of draws
claims-lies = { $inside ->
    [all] { $place } lies in every one of { $footprints }
    [none] { $place } lies in none of { $footprints }
   *[some] { $place } lies in { $number } of { $footprints }
}
claims-map-title = { $said } of the battery at { $battery }
claims-map-bare = Footprints of the battery at { $battery }
claims-fired = { $shape ->
    [lofted] { $missile }, fired steeply
    [depressed] { $missile }, fired flat
    [quasi-ballistic] { $missile }, with a pull-up
   *[other] { $missile }
}
claims-area = { $missile }: { $area }
claims-area-elsewhere = { $missile }: { $area } (battery at { $battery })
claims-legend-place = place asked about
claims-legend-battery = battery
