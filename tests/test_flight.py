"""The flight kernel against closed forms, the MDB-1 reference and SciPy."""

from __future__ import annotations

import sys
from math import acos, atan2, cos, degrees, inf, pi, radians, sin, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbmd.physics import arc, atmosphere, earth, flight

MDB1 = Path(__file__).parent.parent / "authorities" / "mdb1"
GM, RADIUS = 3.986004418e14, 6.371e6
SPHERE = earth.Planet(GM, 0.0, 0.0, RADIUS, RADIUS)
VACUUM = atmosphere.layers((), 0.0)
VACUUM["ln_density"] = atmosphere.VACUUM


def coast(ballistic_coefficient=inf):
    leg = np.zeros(1, flight.LEG)
    leg["duration"], leg["mass"], leg["drag_area"] = inf, 1.0, 1.0 / ballistic_coefficient
    return leg


def throw(speed, angle, planet, layers, tolerance=1e-11):
    start = np.array([RADIUS, 0.0, 0.0, speed * sin(angle), speed * cos(angle), 0.0])
    nodes, ends = np.empty((5000, 10)), np.empty(1)
    count, ending = flight.fly(start, coast(), layers, planet, tolerance, 0.0, 20_000.0, nodes, ends)
    assert ending == flight.IMPACT
    return nodes[:count]


def kepler_range_and_apogee(speed, angle):
    """Range and apogee [m] from a sphere's surface: the ellipse of Bate, Mueller & White (1971), section 6.2."""
    q = speed**2 * RADIUS / GM
    free_flight = 2.0 * acos((1.0 - q * cos(angle) ** 2) / sqrt(1.0 + q * (q - 2.0) * cos(angle) ** 2))
    axis = RADIUS / (2.0 - q)
    eccentricity = sqrt(1.0 + q * (q - 2.0) * cos(angle) ** 2)
    return RADIUS * free_flight, axis * (1.0 + eccentricity) - RADIUS


@given(speed=st.floats(500.0, 7000.0), angle=st.floats(radians(5), radians(85)))
@settings(max_examples=40)
def test_range_and_apogee_in_vacuum_on_a_sphere_that_stands_still_are_keplers_within_a_metre(speed, angle):
    nodes = throw(speed, angle, SPHERE, VACUUM)
    distance, apogee = kepler_range_and_apogee(speed, angle)
    assert RADIUS * atan2(nodes[-1, 2], nodes[-1, 1]) == pytest.approx(distance, abs=1.0)
    middle = nodes[np.argmax(np.linalg.norm(nodes[:, 1:4], axis=1)), 0]
    around = arc.sample(nodes, np.linspace(middle - flight.LONGEST_STEP, middle + flight.LONGEST_STEP, 8001))
    assert np.linalg.norm(around[:, :3], axis=1).max() - RADIUS == pytest.approx(apogee, abs=1.0)


@given(speed=st.floats(1000.0, 7000.0), angle=st.floats(radians(20), radians(85)))
@settings(max_examples=20)
def test_energy_and_angular_momentum_are_kept_to_a_part_in_a_billion_in_vacuum(speed, angle):
    nodes = throw(speed, angle, SPHERE, VACUUM)
    r, v = nodes[:, 1:4], nodes[:, 4:7]
    energy = 0.5 * np.sum(v * v, axis=1) - GM / np.linalg.norm(r, axis=1)
    momentum = np.linalg.norm(np.cross(r, v), axis=1)
    assert np.abs(energy / energy[0] - 1.0).max() < 1e-9
    assert np.abs(momentum / momentum[0] - 1.0).max() < 1e-9


def test_rotation_and_j2_keep_the_jacobi_energy_to_a_part_in_a_billion():
    nodes = throw(5000.0, radians(40), earth.WGS84._replace(semi_major_axis=RADIUS, semi_minor_axis=RADIUS), VACUUM)
    r, v = nodes[:, 1:4], nodes[:, 4:7]
    radius = np.linalg.norm(r, axis=1)
    bulge = 0.5 * earth.WGS84.j2 * (RADIUS / radius) ** 2 * (1.0 - 3.0 * (r[:, 2] / radius) ** 2)
    spin = earth.WGS84.rotation_rate**2 * np.sum(r[:, :2] ** 2, axis=1)
    jacobi = 0.5 * np.sum(v * v, axis=1) - GM / radius * (1.0 + bulge) - 0.5 * spin
    assert np.abs(jacobi / jacobi[0] - 1.0).max() < 1e-9


def test_halving_the_step_divides_the_error_by_two_to_the_eighth():
    start = np.array([RADIUS + 3e5, 0.0, 0.0, 0.0, 7000.0, 1000.0])
    leg, slopes, work, end = coast()[0], np.empty((12, 6)), np.empty(6), np.empty(6)

    def after(steps):
        y, step = start.copy(), 1600.0 / steps
        for n in range(steps):
            flight.slope(n * step, y, leg, VACUUM[-1], SPHERE, slopes[0])
            flight.try_step(n * step, y, step, leg, VACUUM[-1], SPHERE, 1e-9, slopes, work, end)
            y = end.copy()
        return y

    exact = after(512)
    coarse, fine = (np.linalg.norm((after(n) - exact)[:3]) for n in (8, 16))
    assert np.log2(coarse / fine) == pytest.approx(8.0, abs=0.7)  # the asymptotic order, seen at a finite step


def mdb1_flight(i):
    sys.path.insert(0, str(MDB1))
    import mdb1

    parameters = mdb1.flight(i)
    start, up, tilted = mdb1.initial(parameters)
    legs = np.zeros(4, flight.LEG)
    legs["duration"] = [mdb1.T1, mdb1.T2 - mdb1.T1, mdb1.TB - mdb1.T2, inf]
    legs["mass"] = [mdb1.M0, mdb1.M0 - mdb1.MDOT * mdb1.T1, mdb1.M0 - mdb1.MDOT * mdb1.T2, mdb1.MBO]
    legs["mass_flow"][:3], legs["vacuum_thrust"][:3], legs["drag_area"] = mdb1.MDOT, parameters[3], parameters[4]
    legs["along"][2] = 1.0
    for name, a, b in zip("xyz", up, tilted, strict=True):
        legs[name][0], legs[name][1] = a, b
    return np.array(start), legs


def test_the_common_workload_lands_within_a_centimetre_of_its_80_bit_reference():
    reference = np.loadtxt(MDB1 / "reference.csv", delimiter=",", skiprows=1)
    layers = atmosphere.layers((), 5600.0)
    node, ends = np.empty((1, 10)), np.empty(4)
    errors = []
    for i, time, *impact in reference:
        start, legs = mdb1_flight(int(i))
        _, ending = flight.fly(start, legs, layers, earth.WGS84, 8e-10, 0.0, 3000.0, node, ends)
        assert ending == flight.IMPACT
        assert node[0, 0] == pytest.approx(time, abs=1e-4)
        errors.append(np.linalg.norm(node[0, 1:4] - impact))
    assert max(errors) < 0.01


def test_no_step_jumps_over_a_layer_of_air_on_the_way_down():
    start, legs = mdb1_flight(0)
    legs["vacuum_thrust"][:3] *= 1.4
    nodes, ends = np.empty((5000, 10)), np.empty(4)
    count, ending = flight.fly(start, legs, atmosphere.STANDARD, earth.WGS84, 1e-9, 0.0, 9000.0, nodes, ends)
    assert ending == flight.IMPACT
    heights = np.array([earth.geodetic(*node[1:4])[2] for node in nodes[:count]])
    down = heights[np.argmax(heights) :]
    assert heights.max() > 400e3
    for low, high in zip(atmosphere.STANDARD["low"], atmosphere.STANDARD["high"], strict=True):
        assert np.any((down >= low - 10.0) & (down <= high + 10.0)), f"no node between {low} and {high} m"


def test_a_quintic_between_nodes_is_within_a_metre_of_a_much_finer_integration():
    start, legs = mdb1_flight(0)
    coarse, fine, ends = np.empty((5000, 10)), np.empty((20_000, 10)), np.empty(4)
    fly = flight.fly
    n, _ = fly(start, legs, atmosphere.STANDARD, earth.WGS84, 1e-9, 0.0, 9000.0, coarse, ends)
    m, _ = fly(start, legs, atmosphere.STANDARD, earth.WGS84, 1e-14, 0.0, 9000.0, fine, ends)
    times = fine[:m, 0][fine[:m, 0] < coarse[n - 1, 0]]
    gap = np.linalg.norm(arc.sample(coarse[:n], times)[:, :3] - fine[: len(times), 1:4], axis=1)
    assert gap.max() < 1.0


def test_a_flight_ends_at_the_time_limit_when_nothing_else_ends_it():
    start = np.array([RADIUS + 5e5, 0.0, 0.0, 0.0, 7600.0, 0.0])
    nodes, ends = np.empty((5000, 10)), np.empty(1)
    count, ending = flight.fly(start, coast(), atmosphere.STANDARD, SPHERE, 1e-9, 0.0, 600.0, nodes, ends)
    assert ending == flight.TIME_LIMIT
    assert nodes[count - 1, 0] == 600.0


def test_plain_python_gives_the_compiled_answer():
    start, legs = mdb1_flight(3)
    legs["duration"][3] = 30.0  # plain Python is slow: boost and half a minute of coast
    compiled, ends = np.empty((5000, 10)), np.empty(4)
    n, _ = flight.fly(start, legs, atmosphere.STANDARD, earth.WGS84, 1e-7, 0.0, 9000.0, compiled, ends)
    plain = np.empty((5000, 10))
    m, _ = flight.fly.py_func(start, legs, atmosphere.STANDARD, earth.WGS84, 1e-7, 0.0, 9000.0, plain, ends)
    assert n == m
    # fused multiply-adds differ in the last bits; a micrometre is a part in 1e12 of the Earth's radius
    assert np.abs(compiled[:n, :4] - plain[:m, :4]).max() < 1e-5


@given(
    latitude=st.floats(-pi / 2 + 1e-6, pi / 2 - 1e-6),
    longitude=st.floats(-pi, pi),
    height=st.floats(-1e3, 1e6),
)
@settings(max_examples=200)
def test_positions_and_heights_are_pyprojs(latitude, longitude, height):
    from pyproj import Transformer

    to_earth_fixed = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    position = earth.position(latitude, longitude, height)
    theirs = to_earth_fixed.transform(degrees(longitude), degrees(latitude), height)
    assert np.abs(position - theirs).max() < 1e-6
    assert earth.geodetic(*position)[2] == pytest.approx(height, abs=2e-6)
    assert earth.geodetic(*position)[0] == pytest.approx(latitude, abs=1e-9)  # 6 mm
    assert earth.altitude(*position) == pytest.approx(height, abs=2e-6)
