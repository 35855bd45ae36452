# Why something did not come about: its name, what it means of a threat, why a place lies outside a footprint.

reasons-never-seen = never seen
    .means = no radar that a fire unit can use ever held it
    .outside = no radar that the battery hears gets a firm track
reasons-out-of-reach = out of reach
    .means = it passes beyond the reach of every fire unit
    .outside = out of the interceptor's reach
reasons-under-the-floor = under the floor
    .means = it stays below what the interceptors in reach can meet
    .outside = there the missile comes within reach only under the interceptor's floor
reasons-above-the-ceiling = above the ceiling
    .means = it stays above what the interceptors in reach can meet
    .outside = there the missile passes above the interceptor's ceiling
reasons-outside-its-class = outside its class
    .means = it is faster than what the interceptors in reach are made for
    .outside = there the missile is too fast for the interceptor
reasons-no-time = no time
    .means = even a round that left at its burnout would come too late
    .outside = even a launch at the missile's burnout comes too late
reasons-track-too-late = track too late
    .means = the track was firm too late for a launch in time
    .outside = no time for a launch after the track is firm
reasons-track-lost = track lost
    .means = the track was lost before the last moment to launch or to finish
    .outside = the track is lost before a round can be launched on it
reasons-lost-overhead = lost overhead
    .means = it passed over the radar, out of its field of regard, before a round could be launched
    .outside = there the missile passes over the radar, which loses it
reasons-track-too-coarse = track too coarse
    .means = no track was good enough for the interceptor to find it
    .outside = the track is too coarse for the interceptor
reasons-radar-down = radar down
    .means = a radar that its shots needed had failed
    .outside = { reasons-radar-down }
reasons-channels-full = channels full
    .means = the fire units in reach were busy with others
    .outside = { reasons-channels-full }
reasons-magazine-empty = magazine empty
    .means = no round was left when its turn came
    .outside = { reasons-magazine-empty }
reasons-the-missile-does-not-reach-it = the missile does not reach it
    .outside = { reasons-the-missile-does-not-reach-it }

# of a radar

reasons-below-the-horizon = below the horizon
reasons-below-the-elevation-floor = below the elevation floor
reasons-outside-the-sector = outside the sector
reasons-above-the-elevation-limit = above the elevation limit
reasons-beyond-the-instrumented-range = beyond the instrumented range
reasons-in-sight-too-faint-to-detect = in sight, too faint to detect
reasons-detected-never-in-firm-track = detected, never in firm track

# By whom a reason stands.
reasons-all-alike = all fire units alike
reasons-more-sites = { $number } more sites
reasons-others-of-kind = others of their kind
reasons-lacked = { $who }: { $reasons }
