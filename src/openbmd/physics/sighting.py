"""What one radar measures of a target at each of its looks."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import sample
from openbmd.physics.constants import SPEED_OF_LIGHT
from openbmd.physics.detection import better, detection_probability
from openbmd.physics.kernel import kernel

Floats = NDArray[np.float64]

SIGHT = np.dtype(
    [
        ("time", np.float64),  # s
        ("arrival", np.float64),  # s, when the tracker gets it
        ("x", np.float64),  # unit vector from radar to target, Earth-fixed
        ("y", np.float64),
        ("z", np.float64),
        ("along", np.float64),  # m2, variance along it
        ("across", np.float64),  # m2, variance across it
        ("first", np.bool_),  # a radar's track begins with it
    ]
)


class Sharpness(NamedTuple):
    """The figures of a kinds.Radar that say how well it measures."""

    bandwidth: float
    beamwidth: float
    false_alarm_probability: float
    swerling_case: int
    measurement_floor_range: float
    measurement_floor_angle: float


@kernel
def range_error(snr: float, bandwidth: float, floor: float) -> float:
    """Range accuracy, 1-sigma [m]: c / (2 B sqrt(2 S/N)) (Barton) and the floor [m] in quadrature; bandwidth [Hz]."""
    noise = SPEED_OF_LIGHT / (2.0 * bandwidth * sqrt(2.0 * snr))
    return sqrt(noise * noise + floor * floor)


@kernel
def angle_error(snr: float, beamwidth: float, floor: float) -> float:
    """Angle accuracy, 1-sigma [rad]: beamwidth / (1.6 sqrt(2 S/N)) (Barton) and the floor in quadrature [rad]."""
    noise = beamwidth / (1.6 * sqrt(2.0 * snr))
    return sqrt(noise * noise + floor * floor)


@kernel
def sight(
    nodes: Floats,
    times: Floats,
    search_snr: Floats,
    cued_snr: Floats,
    search_share: Floats,
    track_share: Floats,
    dwell_time: float,
    origin: Floats,
    radar: Sharpness,
    sights: NDArray[np.void],
) -> None:
    """Fill sights (T,) SIGHT, all but arrival, with what one radar at origin (3,) [m] measures at times (T,) [s].

    nodes: (N, 10) of the flight. The first look is a detection; each later one brings its information times its
    probability of detection, so that the answer bounds what a tracker reaches on average from below.
    From dwell_time [s] on a look has the better of search_snr and cued_snr (T,) [1]; search_share before that and
    track_share from then on (T,) [1]: how many of such looks take place, which count as those that detect do.
    """
    arc = sample(nodes, times)
    for k in range(times.shape[0]):
        cued = times[k] >= dwell_time
        snr = max(better(search_snr[k], cued_snr[k], cued), 1e-9)  # no echo, no information
        ux, uy, uz = arc[k, 0] - origin[0], arc[k, 1] - origin[1], arc[k, 2] - origin[2]
        slant = sqrt(ux * ux + uy * uy + uz * uz)
        detected = 1.0
        if k > 0:
            detected = detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
            detected *= track_share[k] if cued else search_share[k]
        detected = max(detected, 1e-300)
        row = sights[k]
        row["time"] = times[k]
        row["x"], row["y"], row["z"] = ux / slant, uy / slant, uz / slant
        row["along"] = range_error(snr, radar.bandwidth, radar.measurement_floor_range) ** 2 / detected
        row["across"] = (slant * angle_error(snr, radar.beamwidth, radar.measurement_floor_angle)) ** 2 / detected
        row["first"] = k == 0
