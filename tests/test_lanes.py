"""Many flights at once against one at a time."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit

from openbmd.physics import arc, atmosphere, earth, flight, lanes, lockstep
from test_flight import MDB1, mdb1_flight

LAYERS = atmosphere.layers((), 5600.0)


def workload(count):
    flights = [mdb1_flight(i) for i in range(count)]
    return np.array([start for start, _ in flights]), np.array([legs for _, legs in flights])


def fly_many(starts, legs, tolerance=8e-10, with_apogees=False):
    landings = lanes.room(*legs.shape)
    grounds = np.zeros(len(starts))
    lanes.fly_many(starts, legs, LAYERS, earth.WGS84, tolerance, grounds, 3000.0, with_apogees, landings)
    return landings


@pytest.mark.parametrize("count", [1, 7, lockstep.LANES, 100])
def test_a_batch_of_any_size_lands_where_single_flights_do(count):
    starts, legs = workload(count)
    ends, leg_ends, endings, *_ = fly_many(starts, legs)
    assert np.all(endings == flight.IMPACT)
    for n in range(count):
        node, single_ends = np.empty((1, 10)), np.empty(4)
        flight.fly(starts[n], legs[n], LAYERS, earth.WGS84, 8e-10, 0.0, 3000.0, node, single_ends)
        # the ground is met to a tenth of a millimetre in height, at an angle
        assert np.abs(ends[n, 1:4] - node[0, 1:4]).max() < 5e-4
        assert leg_ends[n] == pytest.approx(single_ends, abs=1e-6)


def test_apogees_and_burnouts_of_a_batch_are_those_of_single_flights():
    starts, legs = workload(40)
    landings = fly_many(starts, legs, with_apogees=True)
    for n in range(40):
        nodes, ends = np.empty((4000, 10)), np.empty(4)
        count, _ = flight.fly(starts[n], legs[n], LAYERS, earth.WGS84, 8e-10, 0.0, 3000.0, nodes, ends)
        assert landings.apogees[n] == pytest.approx(arc.apogee(nodes[:count])[1], abs=0.1)
        burnout = nodes[np.searchsorted(nodes[:count, 0], ends[2]), 1:7]
        assert landings.burnouts[n] == pytest.approx(burnout, abs=1e-3)


def test_the_batch_lands_within_a_centimetre_of_the_80_bit_reference():
    reference = np.loadtxt(MDB1 / "reference.csv", delimiter=",", skiprows=1)
    ends = fly_many(*workload(len(reference))).ends
    assert np.linalg.norm(ends[:, 1:4] - reference[:, 2:5], axis=1).max() < 0.01


def test_a_failing_lane_never_changes_its_neighbours():
    starts, legs = workload(60)
    alone = fly_many(starts, legs).ends
    starts[17] = np.nan
    legs["mass"][40, 0] = 1.0  # its mass goes through zero in flight
    beside, _, endings, *_ = fly_many(starts, legs)
    others = [n for n in range(60) if n not in (17, 40)]
    assert endings[17] == flight.FAILED
    assert np.array_equal(alone[others], beside[others])


def test_the_order_of_flights_changes_no_flight():
    starts, legs = workload(50)
    forward = fly_many(starts, legs).ends
    backward = fly_many(starts[::-1].copy(), legs[::-1].copy()).ends
    assert np.array_equal(forward, backward[::-1])


def test_the_loops_over_lanes_are_packed_instructions():
    m, slopes = np.ones(lockstep.ROWS * lockstep.LANES), np.ones((12, 6 * lockstep.LANES))
    for function, arguments in (
        (lockstep.evaluate, (m, 0.5, earth.WGS84)),
        (lockstep.attempt, (m, slopes, earth.WGS84, 1e-9)),
    ):
        fresh = njit(error_model="numpy", fastmath={"contract"})(function.py_func)  # cached code cannot be inspected
        fresh(*arguments)
        assembly = fresh.inspect_asm(fresh.signatures[0])
        packed, single = assembly.count("sqrtpd"), assembly.count("sqrtsd")
        assert packed > 0
        assert single <= packed / 2, f"{function.__name__}: {single} scalar roots beside {packed} packed ones"
