"""Flights and radars for the tests of sensing, made without the code under test."""

from __future__ import annotations

from math import cos, inf, pi, sin, sqrt

import numpy as np
from scipy.integrate import solve_ivp

from openbmd.kinds import Missile, Radar
from openbmd.looks import look
from openbmd.physics import atmosphere, earth
from openbmd.records import Link, RadarSite, Site, Trajectory

GM, SPIN, J2, AXIS = 3.986004418e14, 7.292115e-5, 1.08262982131e-3, 6_378_137.0


def up_at(latitude: float, longitude: float) -> np.ndarray:
    return np.array([cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)])


def motion(time: float, state: np.ndarray, thrust: np.ndarray, burnout: float, coefficient: float = inf) -> np.ndarray:
    r, v = state[:3], state[3:]
    d = sqrt(r @ r)
    k = -1.5 * J2 * GM * AXIS**2 / d**5
    flat, steep = 1.0 - 5.0 * r[2] ** 2 / d**2, 3.0 - 5.0 * r[2] ** 2 / d**2
    spin = np.array([0.0, 0.0, SPIN])
    a = -GM * r / d**3 + k * r * np.array([flat, flat, steep]) - 2.0 * np.cross(spin, v)
    a -= np.cross(spin, np.cross(spin, r))
    if time < burnout:
        a += thrust
    elif coefficient < inf:
        a -= atmosphere.density(earth.altitude(*r), atmosphere.STANDARD) * sqrt(v @ v) / (2.0 * coefficient) * v
    return np.concatenate([v, a])


def fly(
    latitude: float = 0.69,
    longitude: float = 2.2,
    azimuth: float = 2.8,
    climb: float = 0.95,
    thrust: float = 30.0,
    burnout: float = 80.0,
    step: float = 5.0,
    coefficient: float = inf,
) -> Trajectory:
    """A point pushed in one direction until burnout, then falling to the ground, freely or with drag; SciPy DOP853."""
    up = up_at(latitude, longitude)
    east = np.array([-sin(longitude), cos(longitude), 0.0])
    north = np.cross(up, east)
    heading = cos(azimuth) * north + sin(azimuth) * east
    start_radius = 6_371_000.0
    push = cos(climb) * heading + sin(climb) * up
    state = np.concatenate([start_radius * up, push])
    rows, time = [], 0.0

    def ground(t: float, y: np.ndarray, *_: float) -> float:
        return float(np.linalg.norm(y[:3]) - start_radius + 1.0)

    ground.terminal = True  # type: ignore[attr-defined]
    for until in (burnout, 5000.0):
        flown = solve_ivp(
            motion, (time, until), state, "DOP853", args=(thrust * push, burnout, coefficient), rtol=1e-10, atol=1e-6,
            events=ground, dense_output=True,
        )  # fmt: skip
        end = flown.t[-1]
        for t in np.linspace(time, end, max(2, int((end - time) / step) + 1)):
            y = flown.sol(t)
            a = motion(t if until > burnout else t - 1e-9, y, thrust * push, burnout, coefficient)[3:]
            rows.append([t, *y, *a])
        time, state = end, flown.y[:, -1]
    nodes = np.array(rows)
    heights = np.linalg.norm(nodes[:, 1:4], axis=1) - start_radius
    top = int(np.argmax(heights))
    return Trajectory(
        nodes, True, 0.0, False, np.array([burnout]), burnout, burnout, float(nodes[top, 0]), float(heights[top]),
        float(nodes[-1, 0]), Site(0.0, 0.0, 0.0), azimuth, climb, burnout, (), "",
    )  # fmt: skip


MISSILE = Missile((), 500.0, True, 5000.0, 5.0, 10.0, 0.0, 0.0, 0.01, 0.3, 0.0, 2.0, 1.0, 0.0, 0.0, 0.0)

# A made-up X-band radar; what the tests vary they say.
RADAR = Radar(
    average_power=60e3,
    aperture_area=9.2,
    aperture_efficiency=0.8,
    wavelength=0.0315,
    noise_temperature=500.0,
    losses=6.3,
    bandwidth=10e6,
    beamwidth=0.0105,
    reference_range=0.0,
    reference_cross_section=0.0,
    reference_snr=0.0,
    search_dwell=0.004,
    cued_dwell=0.1,
    frame_time=2.0,
    maximum_range=3000e3,
    azimuth_half_width=pi / 3.0,
    minimum_elevation=0.02,
    maximum_elevation=1.5,
    face_elevation=0.5,
    scan_loss_exponent=3.0,
    false_alarm_probability=1e-6,
    swerling_case=1,
    confirm_hits=3,
    confirm_looks=5,
    measurement_floor_range=1.0,
    measurement_floor_angle=1e-4,
    search_share=0.0,
    availability=1.0,
    discrimination=1.0,
    least_dwell=0.001,
    track_snr=20.0,
    engaged_snr=100.0,
    discriminating_snr=100.0,
    engaged_rate=1.0,
    discriminating_rate=0.5,
    uplink_time=0.001,
    maximum_tracks=100,
)

SITE = RadarSite("Alpha", "", "x-band", Site(0.628, 2.24, 680.0), 0.0, 0.0, np.empty((0, 2)), True)


def turned(trajectory: Trajectory, angle: float) -> Trajectory:
    """The same flight, the Earth turned by angle [rad] about its axis."""
    c, s = cos(angle), sin(angle)
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    nodes = trajectory.nodes.copy()
    for k in (1, 4, 7):
        nodes[:, k : k + 3] = nodes[:, k : k + 3] @ turn.T
    return trajectory._replace(nodes=nodes)


def look_table(trajectory: Trajectory, radar: Radar, place: RadarSite) -> np.ndarray:
    """The columns of a look as a table (7, T): time, range, azimuth, elevation, cross-section, two S/N."""
    return np.stack(look(trajectory, MISSILE, radar, place)[1:8])


def link(source: str, target: str, latency: float, use: str = "cue") -> Link:
    return Link(f"{source} to {target}", "", source, target, latency, use)
