"""A threshold on a measure, and on which side of it an answer lies."""

from __future__ import annotations

from math import inf, nextafter
from typing import NamedTuple

from openbmd.studies.sweep.alone import SURE, MeasureAt

COMPARISONS = ("<=", ">=", "<", ">")


class Threshold(NamedTuple):
    """Holds while least <= measure <= most."""

    measure: str  # one of evaluation.MEASURES
    least: float
    most: float
    asked: str  # as it was asked for: "leakers <= 5"; "" for the default

    def margin(self, mean: float) -> float:
        """How far inside the verdict's bounds a mean lies; negative outside them."""
        return min(mean - self.least, self.most - mean)

    def holds(self, mean: float) -> bool:
        return self.margin(mean) >= 0.0

    def sure(self, mean: float, se: float) -> bool:
        """Whether the dice leave no doubt about it; nan standard errors do."""
        return abs(self.margin(mean)) > SURE * se


def verdict(measure: str, comparison: str, threshold: float) -> Threshold:
    """Measure <, <=, >= or > threshold."""
    least, most = {
        "<=": (-inf, threshold),
        "<": (-inf, nextafter(threshold, -inf)),
        ">=": (threshold, inf),
        ">": (nextafter(threshold, inf), inf),
    }[comparison]
    return Threshold(measure, least, most, f"{measure} {comparison} {threshold:,.12g}")


def half_either_way(measure: str, best: MeasureAt) -> Threshold | None:
    """Whether the measure stays within half of its best answer; None where the dice would blur that."""
    half = 0.5 * best.mean
    return Threshold(measure, half, 3.0 * half, "") if half > SURE * best.se else None
