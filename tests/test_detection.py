"""Detection and confirmation against SciPy, published values and every sequence of hits and misses."""

from __future__ import annotations

from itertools import product
from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma, ncx2

from openbmd.physics import detection as physics
from sensing import RADAR


@pytest.mark.parametrize(
    ("case", "snr", "expected"), [(1, 20.0, 0.518), (3, 20.0, 0.610), (0, 20.0, 0.876), (1, 100.0, 0.872)]
)
def test_single_look_detection_meets_the_published_check_values(case: int, snr: float, expected: float) -> None:
    # methods.md 5.5, printed to three digits
    assert physics.detection_probability(snr, 1e-6, case) == pytest.approx(expected, abs=5e-4)


@given(snr=st.floats(0.0, 390.0), exponent=st.floats(0.3, 60.0))
def test_marcum_is_the_tail_of_a_non_central_chi_squared(snr: float, exponent: float) -> None:
    threshold = exponent * log(10.0)
    expected = ncx2.sf(2.0 * threshold, 2, 2.0 * snr) if snr > 0.0 else exp(-threshold)
    # SciPy (Boost) promises about 1e-10 relative where the answer is not tiny
    assert physics.marcum(snr, threshold) == pytest.approx(expected, rel=1e-8, abs=1e-15)


@pytest.mark.parametrize("snr", [0.3, 5.0, 20.0, 300.0])
@pytest.mark.parametrize("case", [1, 3])
def test_a_fluctuating_target_is_the_average_of_steady_ones(case: int, snr: float) -> None:
    # Swerling 1 is exponential, Swerling 3 chi-squared with four degrees of freedom, about the mean S/N
    degrees_of_freedom = 1.0 if case == 1 else 2.0
    spread = gamma(degrees_of_freedom, scale=snr / degrees_of_freedom)
    parts = [
        quad(lambda s: physics.marcum(s, 6.0 * log(10.0)) * spread.pdf(s), low, high, epsabs=1e-11, limit=200)[0]
        for low, high in ((0.0, 5.0), (5.0, 30.0), (30.0, 300.0), (300.0, 6000.0))
    ]
    assert physics.detection_probability(snr, 1e-6, case) == pytest.approx(sum(parts), abs=1e-8)


@given(snr=st.floats(0.0, 1e7), more=st.floats(1.0, 10.0), case=st.sampled_from([0, 1, 3]))
def test_a_stronger_echo_is_never_less_likely_detected(snr: float, more: float, case: int) -> None:
    weak = physics.detection_probability(snr, 1e-6, case)
    strong = physics.detection_probability(snr * more, 1e-6, case)
    assert 0.0 <= weak <= strong + 1e-14 <= 1.0 + 1e-14  # one rounding


def test_no_echo_is_detected_as_often_as_noise() -> None:
    for case in (0, 1, 3):
        assert physics.detection_probability(0.0, 1e-6, case) == pytest.approx(1e-6, rel=1e-12)


# --- first seen, firm, last seen -----------------------------------------------------------------


def snr_for(probabilities: list[float]) -> np.ndarray:
    """S/N that gives a Swerling 1 target these probabilities of detection at P_fa 1e-6."""
    return np.array([log(1e-6) / log(p) - 1.0 for p in probabilities])


def firm_by(probabilities: list[float | None], hits: int, looks: int) -> list[float]:
    """Chance by each look that some window of looks had hits, by every sequence of hits and misses."""
    out = [0.0] * len(probabilities)
    for sequence in product((0, 1), repeat=len(probabilities)):
        chance = 1.0
        for hit, p in zip(sequence, probabilities, strict=True):
            p = 0.0 if p is None else p
            chance *= p if hit else 1.0 - p
        for k in range(len(sequence)):
            if sum(sequence[max(0, k - looks + 1) : k + 1]) >= hits:
                for later in range(k, len(sequence)):
                    out[later] += chance
                break
    return out


@given(
    probabilities=st.lists(st.one_of(st.none(), st.floats(0.01, 0.98)), min_size=1, max_size=9),
    window=st.integers(1, 6).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))),
    confidence=st.floats(0.05, 0.99),
)
def test_firm_by_m_of_n_is_exact_even_across_gaps(
    probabilities: list[float | None], window: tuple[int, int], confidence: float
) -> None:
    # None is a frame out of sight: it has no entry among the looks
    hits, looks = window
    radar = RADAR._replace(confirm_hits=hits, confirm_looks=looks)
    seen = [k for k, p in enumerate(probabilities) if p is not None]
    snr = snr_for([p for p in probabilities if p is not None])
    ones = np.ones(len(seen))
    first, firm, last = physics.hold(np.array(seen) * radar.frame_time, snr, snr, ones, ones, inf, radar, confidence)
    chances = firm_by(probabilities, hits, looks)
    missed = np.cumprod([1.0 - (p or 0.0) for p in probabilities])
    if min(abs(c - confidence) for c in [*chances, *(1.0 - missed)]) < 1e-9:
        return  # on the edge rounding decides
    expected_firm = next((k for k, c in enumerate(chances) if c >= confidence), -1)
    expected_first = next((k for k, m in enumerate(missed) if 1.0 - m >= confidence), -1)
    assert (seen[firm] if firm >= 0 else -1) == expected_firm
    assert (seen[first] if first >= 0 else -1) == expected_first
    if first >= 0:
        assert max(first, firm) <= last < len(seen)


def test_a_target_that_fades_is_last_seen_before_its_last_look() -> None:
    snr = snr_for([0.99] * 10 + [0.5] * 4 + [1.1e-6] * 6)
    times = np.arange(20) * RADAR.frame_time
    # from the end: six looks of noise, then 1 - 0.5^k reaches 0.9 with the fourth, at 10
    assert physics.hold(times, snr, snr, np.ones(len(times)), np.ones(len(times)), inf, RADAR, 0.9) == (0, 2, 10)


def test_from_the_cue_on_and_not_before_the_longer_dwell_counts() -> None:
    times = np.arange(10) * RADAR.frame_time
    search, cued = snr_for([0.01] * 10), snr_for([0.99] * 10)
    ones = np.ones(10)
    assert physics.hold(times, search, cued, ones, ones, inf, RADAR, 0.9) == (-1, -1, -1)
    assert physics.hold(times, search, cued, ones, ones, 8.0, RADAR, 0.9)[:2] == (4, 6)
    assert physics.hold(times, search, cued, ones, ones, 8.0 + 1e-6, RADAR, 0.9)[:2] == (5, 7)
