"""When an infrared sensor in space calls a launch: one that stares, or one that looks again and again."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import sample
from openbmd.physics.earth import altitude
from openbmd.physics.kernel import kernel


@kernel
def break_time(nodes: NDArray[np.float64], cloud_break_altitude: float, until: float) -> float:
    """Time [s] at which a flight, nodes (N, 10), first stands above an altitude [m]; inf when not before until [s].

    To a millisecond, by bisection inside the step that first ends above.
    """
    k = 0
    while altitude(nodes[k, 1], nodes[k, 2], nodes[k, 3]) < cloud_break_altitude:
        k += 1
        if k == nodes.shape[0] or nodes[k - 1, 0] >= until:
            return inf
    if k == 0:
        return float(nodes[0, 0])
    low, high = nodes[k - 1, 0], nodes[k, 0]
    moment = np.empty(1)
    while high - low > 1e-3:
        moment[0] = 0.5 * (low + high)
        at = sample(nodes, moment)
        if altitude(at[0, 0], at[0, 1], at[0, 2]) < cloud_break_altitude:
            low = moment[0]
        else:
            high = moment[0]
    return float(high)


@kernel
def detected_time(nodes: NDArray[np.float64], burnout_time: float, sensor: Any) -> float:
    """Time [s] at which a plume has been in sight for as long as a sensor needs; inf if it burns out before.

    sensor: a kinds.InfraredSensor. Below clear_altitude nothing is seen, above cloud_break_altitude everything; between
    them clouds leave a share of the sky open, and time counts by that share: a mean over skies. A sensor that stares
    needs detection_delay. One that comes back every revisit_time needs one look, which it has after half a revisit in
    the mean, and its detection_delay after that look.
    The plume burns from launch to burnout_time [s]: the short coasts between stages are not taken out.
    Area of view, sun and plume intensity are not modelled: every launch is in view.
    """
    needed = 0.5 * sensor.revisit_time + sensor.detection_delay
    opened = 1.0 - sensor.cloud_cover
    first = break_time(nodes, min(sensor.clear_altitude, sensor.cloud_break_altitude), burnout_time)
    whole = break_time(nodes, sensor.cloud_break_altitude, burnout_time)
    called = whole + needed
    if opened > 0.0 and first < whole:
        within = first + needed / opened
        called = within if within <= whole else whole + needed - opened * (whole - first)
    return called if called <= burnout_time else inf
