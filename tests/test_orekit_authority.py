"""Coasts beside Orekit's, by the states that it left in authorities/orekit/outcome.json."""

from __future__ import annotations

import json
from math import inf, pi
from pathlib import Path

import numpy as np
import pytest

from openbmd import threats
from openbmd.physics import atmosphere, earth, flight

OUTCOME = json.loads((Path(__file__).parent.parent / "authorities" / "orekit" / "outcome.json").read_text("utf-8"))
FLIGHTS = [pytest.param(flown, id=flown["name"]) for flown in OUTCOME["flights"]]


def coast(start, time, planet):
    """Position and velocity (6,) after a coast of some seconds through a vacuum: a node, not an interpolation."""
    layers = atmosphere.layers((), 0.0)
    layers["ln_density"] = atmosphere.VACUUM
    leg = np.zeros(1, flight.LEG)
    leg["duration"], leg["mass"] = inf, 1.0
    node = np.empty((1, 10))
    # the ground lies low enough never to be met: the coast ends by its time
    flight.fly(np.array(start), leg, layers, planet, threats.STEP_TOLERANCE, -1e6, time, node, np.empty(1))
    assert node[0, 0] == time
    return node[0, 1:7]


def apart(flown, setting, planet=earth.WGS84):
    """Distance [m] between the codes at each recorded time after the start."""
    ours = [coast(flown["start"], time, planet) for time in flown["times_s"][1:]]
    return np.linalg.norm((np.array(ours) - flown[setting][1:])[:, :3], axis=1)


def test_the_recorded_coasts_are_of_three_missiles_above_the_air_and_within_10_metres():
    assert OUTCOME["within_limit"]
    assert all(flown["max_difference_m"]["own"] < OUTCOME["limit_m"] == 10.0 for flown in OUTCOME["flights"])
    assert {flown["name"].split(",")[0] for flown in OUTCOME["flights"]} == {"Nodong", "Hwasong-12", "Hwasong-15"}
    for flown in OUTCOME["flights"]:
        assert earth.altitude(*flown["start"][:3]) > 99.999e3
        assert earth.altitude(*flown["own"][-1][:3]) == pytest.approx(100e3, abs=10.0)


@pytest.mark.parametrize("flown", FLIGHTS)
def test_orekit_with_its_own_j2_and_frames_is_within_10_metres_along_the_coast(flown):
    assert apart(flown, "own").max() < 10.0


@pytest.mark.parametrize("flown", FLIGHTS)
def test_orekit_in_a_frame_that_turns_uniformly_is_within_a_millimetre(flown):
    # the same equations in inertial axes: what is left is the two integrators' error
    assert apart(flown, "uniform").max() < 1e-3


@pytest.mark.parametrize(
    "wrong",
    [earth.WGS84._replace(j2=0.0), earth.WGS84._replace(rotation_rate=2.0 * pi / 86_400.0)],
    ids=["a sphere", "a turn in 24 hours"],
)
@pytest.mark.parametrize("flown", FLIGHTS)
def test_10_metres_tell_the_earth_from_a_sphere_and_from_one_that_turns_once_in_24_hours(flown, wrong):
    assert apart(flown, "own", wrong).max() > 10.0
