"""What flows through the house: small frozen types, SI units, Earth-fixed axes.

Times of a route's records (Trajectory, Look, Track, EngagementOpportunity) count from that route's
launch; times of threats, shots and outcomes count from the start of the scenario.
"""

from openbmd.records.alike import alike
from openbmd.records.answer import Answer, Driver, Estimate, Outcomes, PlaceAnswer, Reading, Spread
from openbmd.records.arrays import Floats, Integers
from openbmd.records.battlespace import (
    DECISION_STEP,
    SHOT,
    Battlespace,
    Body,
    EngagementOpportunity,
    Look,
    Plan,
    Track,
    Trajectory,
    WarningReport,
)
from openbmd.records.note import Note, note
from openbmd.records.reasons import REASONS
from openbmd.records.scenario import (
    ASSIGNMENTS,
    EFFECTS,
    FIRE_CONTROLS,
    USES,
    Doctrine,
    FireUnit,
    Link,
    Place,
    Posture,
    Presence,
    RadarSite,
    Route,
    Scenario,
    Shape,
    Site,
    Source,
    Threat,
    WarningSensor,
    is_sealed,
    sealed,
)

__all__ = (
    "ASSIGNMENTS",
    "DECISION_STEP",
    "EFFECTS",
    "FIRE_CONTROLS",
    "REASONS",
    "SHOT",
    "USES",
    "Answer",
    "Battlespace",
    "Body",
    "Doctrine",
    "Driver",
    "EngagementOpportunity",
    "Estimate",
    "FireUnit",
    "Floats",
    "Integers",
    "Link",
    "Look",
    "Note",
    "Outcomes",
    "Place",
    "PlaceAnswer",
    "Plan",
    "Posture",
    "Presence",
    "RadarSite",
    "Reading",
    "Route",
    "Scenario",
    "Shape",
    "Site",
    "Source",
    "Spread",
    "Threat",
    "Track",
    "Trajectory",
    "WarningReport",
    "WarningSensor",
    "alike",
    "is_sealed",
    "note",
    "sealed",
)
