# Why a place lies outside a footprint.
reasons-outside-never-seen = no radar that the battery hears gets a firm track
reasons-outside-out-of-reach = out of the interceptor's reach
reasons-outside-under-the-floor = there the missile comes within reach only under the interceptor's floor
reasons-outside-above-the-ceiling = there the missile passes above the interceptor's ceiling
reasons-outside-no-time = no time for a launch after the track is firm
reasons-outside-track-too-coarse = the track is too coarse for the interceptor
reasons-outside-the-missile-does-not-reach-it = the missile does not reach it
reasons-outside-radar-down = a radar that its shots needed had failed
