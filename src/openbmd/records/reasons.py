"""Why something did not come about: every reason by its key, which JSON and tables hold. Words are in `locales/`."""

from __future__ import annotations

# Why a threat was never engaged, from farthest to nearest to an engagement.
REASONS = (
    "never seen",
    "out of reach",
    "under the floor",
    "above the ceiling",
    "outside its class",
    "no time",
    "track too late",
    "track lost",
    "lost overhead",
    "track too coarse",
    "radar down",
    "channels full",
    "magazine empty",
)
# Why a flight was never in a radar's sight, from farthest to nearest to sight.
OUT_OF_SIGHT = (
    "below the horizon",
    "below the elevation floor",
    "outside the sector",
    "above the elevation limit",
    "beyond the instrumented range",
)
# Why one that was in sight is not held.
TOO_FAINT = "in sight, too faint to detect"
NEVER_FIRM = "detected, never in firm track"
# Why a place needs no defence against a missile.
NOT_REACHED = "the missile does not reach it"
EVERY_REASON = (*REASONS, *OUT_OF_SIGHT, TOO_FAINT, NEVER_FIRM, NOT_REACHED)
