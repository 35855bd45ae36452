"""Infrared warning against a climb in closed form."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbmd.physics.infrared import break_time, detected_time

EQUATOR = 6_378_137.0  # m


def climb(acceleration: float, burnout: float, height: float = 0.0) -> np.ndarray:
    """Nodes (N, 10) of a constant vertical acceleration [m/s2] over the equator, where distance is altitude."""
    rows = []
    for t in np.arange(0.0, burnout + 3.5, 3.5):
        x = EQUATOR + height + 0.5 * acceleration * t * t
        rows.append([t, x, 0.0, 0.0, acceleration * t, 0.0, 0.0, acceleration, 0.0, 0.0])
    return np.array(rows)


@given(acceleration=st.floats(5.0, 60.0), clouds=st.floats(500.0, 15e3), delay=st.floats(0.0, 40.0))
def test_a_plume_is_called_a_delay_after_it_breaks_the_clouds_or_never(
    acceleration: float, clouds: float, delay: float
) -> None:
    burnout = 70.0
    expected = sqrt(2.0 * clouds / acceleration) + delay
    found = detected_time(climb(acceleration, burnout), burnout, clouds, delay)
    if expected > burnout + 2e-3:
        assert found == inf
    elif expected < burnout - 2e-3:  # bisection ends within a millisecond
        assert found == pytest.approx(expected, abs=1e-3)


def test_a_launch_above_the_clouds_is_in_sight_at_once() -> None:
    assert break_time(climb(20.0, 60.0, height=12e3), 10e3, 60.0) == 0.0


def test_a_flight_that_stays_under_the_clouds_is_never_seen() -> None:
    assert break_time(climb(0.1, 60.0), 10e3, 60.0) == inf


def test_what_breaks_the_clouds_after_burnout_is_never_called() -> None:
    assert detected_time(climb(5.0, 200.0), 60.0, 10e3, 0.0) == inf
    assert detected_time(climb(5.0, 200.0), 64.0, 10e3, 0.0) == pytest.approx(sqrt(4000.0), abs=1e-3)


@given(low=st.floats(0.0, 15e3), more=st.floats(0.0, 5e3))
def test_higher_clouds_never_bring_an_earlier_warning(low: float, more: float) -> None:
    nodes = climb(20.0, 60.0)
    assert detected_time(nodes, 60.0, low, 5.0) <= detected_time(nodes, 60.0, low + more, 5.0) + 1e-3
