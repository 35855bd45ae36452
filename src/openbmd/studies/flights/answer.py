"""What the check of real flights finds; SI units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from openbmd.records import Note
from openbmd.studies.infer.answer import FittedBand

CLOSE_TIME = 0.03  # of a reported time
CLOSE_RANGE = 0.10  # of a published range


class TimeRow(NamedTuple):
    """One reported time against what vehicles take."""

    flight: str
    by: str
    range: float  # m
    apogee: float  # m
    time: float  # s
    floor: float  # s
    predicted: FittedBand  # s, vehicles of the flight's build where that is known
    missile_time: float  # s, the catalogue's missile on the same range and apogee; nan when it has none
    difference: float  # 1, predicted over reported less one
    verdict: str
    close: bool  # within CLOSE_TIME
    flag: tuple[Note, ...]  # why not, () when close


class RangeRow(NamedTuple):
    """One published range against the one inferred from the flight."""

    flight: str
    by: str
    low: float  # m
    high: float  # m
    at_least: bool
    inferred: FittedBand  # m, all usual builds
    of_build: FittedBand  # m, of the flight's own build; nan when that is not known
    difference: float  # 1, inferred over the nearest published figure less one
    close: bool  # within CLOSE_RANGE
    miss: tuple[Note, ...]  # what to know of a miss, () when close


@dataclass(frozen=True, slots=True)
class Check:
    times: tuple[TimeRow, ...]
    ranges: tuple[RangeRow, ...]
    left_out: tuple[tuple[str, Note], ...]  # flights without a row, and why
    sources: tuple[str, ...]  # who reported the flights and published the ranges, each once
