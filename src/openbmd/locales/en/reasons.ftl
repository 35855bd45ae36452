# Why something did not come about: its name, and what it means of a threat.
reasons-never-seen = never seen
reasons-out-of-reach = out of reach
reasons-under-the-floor = under the floor
reasons-above-the-ceiling = above the ceiling
reasons-no-time = no time
reasons-track-too-coarse = track too coarse
reasons-radar-down = radar down
reasons-channels-full = channels full
reasons-magazine-empty = magazine empty
reasons-means-never-seen = no radar that a fire unit can use ever held it
reasons-means-out-of-reach = it passes beyond the reach of every fire unit
reasons-means-under-the-floor = it stays below what the interceptors in reach can meet
reasons-means-above-the-ceiling = it stays above what the interceptors in reach can meet
reasons-means-no-time = it is over before a round could get there
reasons-means-track-too-coarse = no track was good enough for the interceptor to find it
reasons-means-radar-down = { reasons-outside-radar-down }
reasons-means-channels-full = the fire units in reach were busy with others
reasons-means-magazine-empty = no round was left when its turn came
# Of a radar.
reasons-below-the-horizon = below the horizon
reasons-below-the-elevation-floor = below the elevation floor
reasons-outside-the-sector = outside the sector
reasons-above-the-elevation-limit = above the elevation limit
reasons-beyond-the-instrumented-range = beyond the instrumented range
reasons-in-sight-too-faint-to-detect = in sight, too faint to detect
# Why a place lies outside a footprint.
reasons-outside-never-seen = no radar that the battery hears gets a firm track
reasons-outside-out-of-reach = out of the interceptor's reach
reasons-outside-under-the-floor = there the missile comes within reach only under the interceptor's floor
reasons-outside-above-the-ceiling = there the missile passes above the interceptor's ceiling
reasons-outside-no-time = no time for a launch after the track is firm
reasons-outside-track-too-coarse = the track is too coarse for the interceptor
reasons-outside-the-missile-does-not-reach-it = the missile does not reach it
reasons-outside-radar-down = a radar that its shots needed had failed
# By whom a reason stands.
reasons-all-alike = all fire units alike
reasons-more-sites = { $number } more sites
reasons-others-of-kind = others of their kind
reasons-lacked = { $who }: { $reasons }
