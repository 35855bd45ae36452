"""How sure are we: errors against binomial theory, and the digits that they leave."""

from __future__ import annotations

from math import isnan, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engaging import INTERCEPTOR, UNIT, looks, merged, scenario
from openbmd import estimates
from openbmd.outcomes import simulate
from openbmd.records import REASONS, Estimate, Outcomes, Scenario

SMALL = 400


def crowd(p: float = 0.5, failure: float = 0.0) -> Scenario:
    """Six threats at two places, two units in two layers."""
    units = [UNIT._replace(ready_rounds=5), UNIT._replace(name="point", layer="lower", reserve_rounds=3)]
    return scenario(
        6, units, {"hitter": INTERCEPTOR._replace(kill_probability=p, common_mode_failure=failure)}, places=2
    )


def play(made: Scenario, raids: int = SMALL, first: int = 0) -> Outcomes:
    plan = merged(looks([1], 6, apart=1.0), looks([1], 6, unit=1, apart=1.0, start=100.0))
    plan.shots["layer"] = plan.shots["unit"]
    return simulate(plan, made, [True] * 6, np.ones(6), raids, 3, first, 1)


@given(raids=st.integers(1, 100_000), share=st.floats(0.0, 1.0))
def test_a_share_has_the_spread_of_jeffreys_posterior_and_is_never_certain(raids: int, share: float) -> None:
    count = round(share * raids)
    estimate = estimates.share(count, raids)
    assert estimate.mean == count / raids
    assert estimate.se == pytest.approx(stats.beta(count + 0.5, raids - count + 0.5).std(), rel=1e-9)
    assert estimate.se > 0.0


def test_a_mean_is_that_of_the_sample() -> None:
    values = np.array([3, 1, 4, 1, 5, 9, 2, 6])
    estimate = estimates.mean(values.sum(), (values**2).sum(), len(values))
    assert estimate.mean == values.mean()
    assert estimate.se == pytest.approx(stats.sem(values), rel=1e-12)
    assert isnan(estimate.low)
    assert isnan(estimates.mean(3, 9, 1).se)


def test_two_in_three_answers_lie_within_one_standard_error() -> None:
    made = crowd()
    pool = play(made, 200_000)
    measures = {
        "leakers": estimates.leakers,
        "no leaker": estimates.p_no_leaker,
        "clear": lambda outcomes: estimates.place_clear(outcomes, 0),
        "weight": lambda outcomes: estimates.weight_clear(outcomes, made),
        "used": lambda outcomes: estimates.rounds_used(outcomes, 1),
    }
    batches = [play(made, SMALL, 1000 + SMALL * i) for i in range(300)]
    for name, measure in measures.items():
        truth = measure(pool).mean
        inside = sum(abs(e.mean - truth) <= e.se for e in map(measure, batches))
        # 68 % of 300 is 204; 3 standard errors of that are 24, and the shares come in steps of 1 in 400
        assert 170 <= inside <= 240, name


@pytest.mark.parametrize("failure", [0.0, 0.3])
def test_the_errors_of_kills_and_of_leakers_by_place_are_those_of_repeated_batches(failure: float) -> None:
    made = crowd(failure=failure)
    batches = [play(made, SMALL, SMALL * i) for i in range(200)]
    for measure in (
        lambda outcomes: estimates.kills_by_layer(outcomes, made)["upper"],
        lambda outcomes: estimates.place_leakers(outcomes, 1),
    ):
        found = [measure(outcomes) for outcomes in batches]
        # the spread over 200 batches is known to 5 %
        assert np.mean([e.se for e in found]) == pytest.approx(np.std([e.mean for e in found]), rel=0.15)


def test_the_parts_add_up() -> None:
    made = crowd()
    outcomes = play(made)
    leakers = estimates.leakers(outcomes).mean
    assert leakers == pytest.approx(sum(estimates.place_leakers(outcomes, place).mean for place in (0, 1)))
    assert leakers + sum(e.mean for e in estimates.kills_by_layer(outcomes, made).values()) == pytest.approx(6.0)
    used, left = estimates.rounds_used(outcomes, 1), estimates.rounds_left(outcomes, made, 1)
    assert used.mean + left.mean == 48 + 3
    assert used.se == left.se
    weight = 1e6 * estimates.place_clear(outcomes, 0).mean + 2e6 * estimates.place_clear(outcomes, 1).mean
    assert estimates.weight_clear(outcomes, made).mean == pytest.approx(weight, rel=1e-12)
    assert list(estimates.unengaged(outcomes)) == list(REASONS)


def test_what_the_dice_cannot_move_has_no_error_and_what_they_can_has_one() -> None:
    sure = play(crowd(p=1.0))
    assert estimates.leakers(sure).mean == 0.0
    assert estimates.leakers(sure).se == pytest.approx(sqrt(0.5) / SMALL, rel=0.01)
    unfired = simulate(looks([], 6), crowd(), [True] * 6, np.ones(6), SMALL, 3, 0, 1)
    assert estimates.leakers(unfired) == pytest.approx(Estimate(6.0, 0.0, nan, nan), nan_ok=True)


def raid_counts(made: Scenario, raids: int) -> np.ndarray:
    """Leakers at two places, kills by two layers and rounds by two layers (raids, 6), each raid played alone."""
    rows = []
    for raid in range(raids):
        one = play(made, 1, raid)
        rounds = one.layer_rounds @ np.arange(one.layer_rounds.shape[1])
        rows.append([*one.place_leakers[:, 0], *one.layer_kills[:, 0], *rounds])
    return np.array(rows)


def test_correlations_are_those_of_the_counts_raid_by_raid() -> None:
    made = crowd(failure=0.2)
    counts = raid_counts(made, 300)
    found = estimates.correlations(play(made, 300), made)
    names = ["leakers at place 0", "leakers at place 1"]
    names += ["kills upper", "kills lower", "rounds upper", "rounds lower"]
    varying = [i for i in range(6) if counts[:, i].std() > 0.0]
    assert 3 < len(varying) < 6  # five ready rounds are always fired by the upper layer
    matrix = np.corrcoef(counts.T[varying])
    expected = {
        (names[i], names[j]): matrix[a, b] for a, i in enumerate(varying) for b, j in enumerate(varying) if i < j
    }
    assert found == pytest.approx(expected, abs=1e-12)


@given(counts=st.lists(st.integers(0, 8), min_size=1, max_size=60))
def test_quantiles_are_those_of_the_sample(counts: list[int]) -> None:
    found = estimates.spread(np.bincount(counts, minlength=9))
    for quantile, expected in zip((0.05, 0.5, 0.95), found, strict=True):
        assert np.quantile(counts, quantile, method="inverted_cdf") == expected


def test_rounds_by_layer_and_leakers_have_quantiles() -> None:
    made = crowd()
    outcomes = play(made)
    assert estimates.layer_rounds_spread(outcomes, made)["upper"] == (5, 5, 5)
    leakers = np.repeat(np.arange(7), outcomes.leakers)
    assert estimates.leaker_spread(outcomes).p95 == np.quantile(leakers, 0.95, method="inverted_cdf")


def test_more_raids_reach_an_error_that_few_do_not() -> None:
    made = crowd()
    error = estimates.leakers(play(made, 1000)).se / sqrt(10.0)
    assert not estimates.reached(play(made, 5000), error)
    assert estimates.reached(play(made, 20_000), error)
    assert not estimates.reached(play(made, 1), 100.0)


def test_the_band_is_the_middle_nine_tenths_of_the_draws() -> None:
    estimate = Estimate(30.0, 0.1, nan, nan)
    banded = estimates.with_band(estimate, np.arange(101.0))
    assert (banded.mean, banded.se, banded.low, banded.high) == (30.0, 0.1, 5.0, 95.0)
    assert isnan(estimates.with_band(estimate, []).low)


@given(st.floats(0.0, 50.0), st.lists(st.floats(0.0, 50.0), min_size=1, max_size=40))
def test_best_figures_and_median_lie_in_the_band(mean: float, drawn: list[float]) -> None:
    """And the band is no wider than that needs: it ends at a quantile of the draws or at the mean."""
    banded = estimates.with_band(Estimate(mean, 0.1, nan, nan), drawn)
    assert banded.low <= banded.mean <= banded.high
    assert banded.low <= banded.middle <= banded.high
    assert banded.low in (mean, np.quantile(drawn, 0.05))
    assert banded.high in (mean, np.quantile(drawn, 0.95))


@pytest.mark.parametrize(
    ("mean", "se", "text"),
    [
        (12.345, 0.0432, "12.35 ± 0.04"),
        (0.51234, 0.0134, "0.512 ± 0.013"),
        (1_234_567.0, 3456.0, "1235000 ± 3000"),
        (5.0, 2.0, "5 ± 2"),
        (3.0, 0.0, "3"),
        (3.25, nan, "3.25"),
    ],
)
def test_an_estimate_shows_the_digits_that_its_error_knows(mean: float, se: float, text: str) -> None:
    assert estimates.digits(Estimate(mean, se, nan, nan)) == text
