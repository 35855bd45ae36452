"""How sure are we: means over raids with their standard errors, from outcomes.

A share of raids k of n has the standard deviation of its posterior under Jeffreys's prior,
sqrt(p (1 - p) / (n + 2)) with p = (k + 1/2) / (n + 1), so that none or all of the raids is not taken for certainty
(Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", 2001, section 3.1.3; from memory).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, isfinite, log10, nan, sqrt

import numpy as np

from openbmd.records import REASONS, Estimate, Floats, Integers, Outcomes, Scenario, Spread


def share(count: int, raids: int) -> Estimate:
    """The chance of what happened in count of the raids."""
    p = (count + 0.5) / (raids + 1.0)
    return Estimate(count / raids, sqrt(p * (1.0 - p) / (raids + 2.0)), nan, nan)


def mean(total: float, squares: float, raids: int) -> Estimate:
    """The mean of a number from its sum and sum of squares over the raids; se is nan for a single raid."""
    if raids < 2:
        return Estimate(total / raids, nan, nan, nan)
    variance = max(squares - total * total / raids, 0.0) / (raids - 1)
    return Estimate(total / raids, sqrt(variance / raids), nan, nan)


def leakers(outcomes: Outcomes) -> Estimate:
    """Leakers in a raid; when rounds were fired yet every raid gave one number, se is that of a share 0 of n."""
    numbers = np.arange(len(outcomes.leakers))
    total, squares = int(outcomes.leakers @ numbers), int(outcomes.leakers @ numbers**2)
    estimate = mean(total, squares, outcomes.raids)
    if estimate.se == 0.0 and outcomes.rounds_used.any():
        return estimate._replace(se=share(0, outcomes.raids).se)
    return estimate


def p_no_leaker(outcomes: Outcomes) -> Estimate:
    """Chance that nothing leaks."""
    return share(int(outcomes.leakers[0]), outcomes.raids)


def place_leakers(outcomes: Outcomes, place: int) -> Estimate:
    """Leakers that come to one place."""
    total, squares = outcomes.place_leakers[place]
    return mean(int(total), int(squares), outcomes.raids)


def place_clear(outcomes: Outcomes, place: int) -> Estimate:
    """Chance that no leaker comes to one place."""
    return share(int(outcomes.place_clear[place]), outcomes.raids)


def weight_clear(outcomes: Outcomes, scenario: Scenario) -> Estimate:
    """People-weight in places without a leaker."""
    weights = [place.people_weight for place in scenario.places]
    exact = sum(w * int(n) for w, n in zip(weights, outcomes.place_clear, strict=True)) / outcomes.raids
    return mean(float(outcomes.weight_clear[0]), float(outcomes.weight_clear[1]), outcomes.raids)._replace(mean=exact)


def rounds_used(outcomes: Outcomes, unit: int) -> Estimate:
    """Rounds that one fire unit fires."""
    return mean(int(outcomes.rounds_used[unit, 0]), int(outcomes.rounds_used[unit, 1]), outcomes.raids)


def rounds_left(outcomes: Outcomes, scenario: Scenario, unit: int) -> Estimate:
    """Rounds that one fire unit still has at the end, on launchers and in reserve."""
    used = rounds_used(outcomes, unit)
    had = scenario.fire_units[unit].ready_rounds + scenario.fire_units[unit].reserve_rounds
    return used._replace(mean=had - used.mean)


def rounds_wasted(outcomes: Outcomes, unit: int) -> Estimate:
    """Rounds of one fire unit that come when another unit has already killed their threat."""
    return mean(int(outcomes.rounds_wasted[unit, 0]), int(outcomes.rounds_wasted[unit, 1]), outcomes.raids)


def not_launched(outcomes: Outcomes) -> Estimate:
    """Threats in a raid that are struck before launch or fail."""
    return mean(int(outcomes.not_launched[0]), int(outcomes.not_launched[1]), outcomes.raids)


def strays(outcomes: Outcomes) -> Estimate:
    """Threats in a raid that nothing kills and that come down outside the defended area they were aimed at."""
    return mean(int(outcomes.strays[0]), int(outcomes.strays[1]), outcomes.raids)


def kills_by_layer(outcomes: Outcomes, scenario: Scenario) -> dict[str, Estimate]:
    """Threats that each layer kills."""
    return {
        layer: mean(int(total), int(squares), outcomes.raids)
        for layer, (total, squares) in zip(scenario.layers, outcomes.layer_kills, strict=True)
    }


def unengaged(outcomes: Outcomes) -> dict[str, Estimate]:
    """Threats that nothing is fired at, by reason."""
    return {
        reason: mean(int(total), int(squares), outcomes.raids)
        for reason, (total, squares) in zip(REASONS, outcomes.unengaged, strict=True)
    }


def reached(outcomes: Outcomes, error: float) -> bool:
    """Whether the mean number of leakers is known to a standard error of at most this [leakers]."""
    return leakers(outcomes).se <= error


def spread(raids_by_count: Integers) -> Spread:
    """Quantiles of a raid's count, from the raids (N,) that had the count 0, 1, ..."""
    reached_by = np.cumsum(raids_by_count)
    return Spread(*(int(np.searchsorted(reached_by, share * reached_by[-1])) for share in (0.05, 0.5, 0.95)))


def leaker_spread(outcomes: Outcomes) -> Spread:
    """How a raid's leakers are spread."""
    return spread(outcomes.leakers)


def layer_rounds_spread(outcomes: Outcomes, scenario: Scenario) -> dict[str, Spread]:
    """How the rounds that a layer fires in a raid are spread."""
    return {layer: spread(row) for layer, row in zip(scenario.layers, outcomes.layer_rounds, strict=True)}


def correlations(outcomes: Outcomes, scenario: Scenario) -> dict[tuple[str, str], float]:
    """Correlation over the dice of leakers by place, kills and rounds by layer; pairs of which both vary.

    Sums and products of counts are whole, so that a count without variance is told without rounding.
    """
    names = [f"leakers at {place.name}" for place in scenario.places]
    names += [f"{what} {layer}" for what in ("kills", "rounds") for layer in scenario.layers]
    rounds = outcomes.layer_rounds @ np.arange(outcomes.layer_rounds.shape[1])
    sums = [int(s) for s in (*outcomes.place_leakers[:, 0], *outcomes.layer_kills[:, 0], *rounds)]
    products = outcomes.products.tolist()

    def covariance(i: int, j: int) -> int:
        """Times the raids squared."""
        return outcomes.raids * int(products[i][j]) - sums[i] * sums[j]

    variances = [covariance(i, i) for i in range(len(names))]
    return {
        (names[i], names[j]): covariance(i, j) / sqrt(variances[i]) / sqrt(variances[j])
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if variances[i] > 0 and variances[j] > 0
    }


def with_band(estimate: Estimate, values: Floats | Iterable[float]) -> Estimate:
    """The estimate with the 5-95 % range and the median of its means over draws of the figures; nan without draws.

    Ranges that reach farther to one side move nearly every draw to that side, and few draws leave gaps: the best
    figures may then lie outside. They are as possible as any draw, so the band is widened to hold their mean.
    """
    means = np.asarray(values, dtype=np.float64)
    if means.size == 0:
        return estimate._replace(low=nan, high=nan, middle=nan)
    low, middle, high = np.quantile(means, (0.05, 0.5, 0.95))
    least, most = min(float(low), estimate.mean), max(float(high), estimate.mean)
    return estimate._replace(low=least, high=most, middle=float(middle))


def digits(estimate: Estimate) -> str:
    """The mean and its error with the digits that the error knows: "12.3 ± 0.4", "0.512 ± 0.013"."""
    if not isfinite(estimate.se) or estimate.se <= 0.0:
        return f"{estimate.mean:.6g}"
    power = floor(log10(estimate.se))
    if estimate.se < 2.0 * 10.0**power:
        power -= 1  # a leading 1 keeps its neighbour
    value, error = (f"{round(number, -power):.{max(-power, 0)}f}" for number in (estimate.mean, estimate.se))
    return f"{value} ± {error}"
