"""Real engagements as they are read: what was observed, what each side says of it, and how it can be played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from openbmd.kinds import Figure
from openbmd.records.scenario import Scenario

MAY_SET, HELD_APART = "A", "B"  # cases that figures of the catalogue may rest on, and those that they may not
SETS = (MAY_SET, HELD_APART)
KILLED_OF_ENGAGED, KILLED_OF_LAUNCHED = "killed-of-engaged", "killed-of-launched"
STOPPED_OF_LAUNCHED, ARRIVED_OF_LAUNCHED = "stopped-of-launched", "arrived-of-launched"
OBSERVABLES = (KILLED_OF_ENGAGED, KILLED_OF_LAUNCHED, STOPPED_OF_LAUNCHED, ARRIVED_OF_LAUNCHED)
KILLED = (KILLED_OF_ENGAGED, KILLED_OF_LAUNCHED)  # missiles that fail or stray by themselves are not counted in them


class EngagementWord(NamedTuple):
    """What one side says of a case."""

    who: str
    says: str
    k: int  # of n as that side counts; -1 of 0 where it gives no number
    n: int
    source: str
    link: str  # "" where there is none


class LaydownUnknown(NamedTuple):
    """Something about a laydown that nobody outside knows, drawn with the figures."""

    figure: Figure  # its path is engagements/CASE/NAME
    name: str
    sets: tuple[str, ...]  # paths of the scenario; () for the share of what is launched that comes within reach
    write: str  # how its value is written there: "salvo-{}"; "" for the number itself
    whole: bool


@dataclass(frozen=True, slots=True)
class Engagement:
    id: str
    title: str
    label: str  # in short, for tables and charts
    when: str
    set: str  # one of SETS
    observable: str  # one of OBSERVABLES
    counted: str  # what k is of n, in words
    k: int
    n: int
    disputed: bool
    doubt: str  # what the record leaves open
    why_missed: str  # what is known of why the tool would miss it; told only when it does
    named: tuple[tuple[str, ...], ...]  # words that together name the case in a source, each list one way
    group: str  # cases that one set of figures must cover together; "" for none
    said: tuple[EngagementWord, ...]
    sources: tuple[str, ...]
    unknowns: tuple[LaydownUnknown, ...]
    scenario: Scenario | None  # None where OpenBMD cannot play it
    unplayed: str  # why it cannot; "" where it can
    file: str  # as complaints name it
