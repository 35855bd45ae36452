# What every subject uses: lists and counts.

common-list-next = { $before }, { $next }
# Before the last of $n; a language in which two read otherwise than many asks for $n.
common-list-last = { $before } and { $last }

# $noun is a message of noun.ftl; $n is there for the languages that count otherwise.
common-counted = { $number } { $noun }
common-count-0 = no
common-count-1 = one
common-count-2 = two
common-count-3 = three
common-count-4 = four
common-count-5 = five
common-count-6 = six
common-count-7 = seven
common-count-8 = eight
common-count-9 = nine
common-count-10 = ten

common-none = none
common-between = { $least }–{ $most }

common-weight = People-weight is a weight for comparing places, never a census or a count of casualties.
# What was played, at the foot of pages and pictures.
common-corner = OpenBMD { $version } · { $scenario } · seed { $seed }
common-maps = Coast and borders: Natural Earth (public domain). Places: GeoNames (CC BY 4.0).
common-model = A model at the level of engagements, from unclassified figures, published or assumed: no guidance, seekers or weapon effects. A number here is an answer to the scenario as written, not a forecast.
# At the foot of a map.
common-map-corner = { $corner } · coast and borders: Natural Earth
common-or = { $one } or { $other }
# Parts of a sentence, one after the other.
common-next = { $before }; { $next }
# Of tables.
common-side-by-side = Side by side
common-over-figures = over the figures
common-what-it-is = what it is
common-use = use
common-latency = latency
common-range = { $low } to { $high }
common-leakers-in-raid = leakers in a raid
common-chance-of-none = chance of none
common-where = Where
common-corner-raids = { common-corner } · { $raids } raids{ $draws ->
    [none] {""}
   *[other] {" "}· { $draws } draws
}
common-tip-share = { $number } leakers: { $share } of raids
common-links-alone = links alone
# Of raids.
common-launchers = launchers
common-missiles = missiles
common-raids-axis = % of raids
common-mean = mean { $mean }
common-get-through = missiles that get through
common-weight-clear = people-weight in places that none reaches
common-source = source
common-range-km = range, km
common-apogee-km = apogee, km
common-how = how
common-range-head = range
common-of = { $number } of { $all }
common-by = by
common-rank-correlation = rank correlation
common-band-5-95 = 5–95 %: { $band }
common-published = published
common-verdict = verdict
common-band-head = 5–95 %
common-flight = flight
common-km = { $km } km
common-yes = yes
common-tip-weight = { $place }: people-weight { $weight }
# Beside the headline: what a scenario switches off.
common-effects-off = Effects off: { $effects }.
common-effects-off-in = Effects off in { $scenario }: { $effects }.
