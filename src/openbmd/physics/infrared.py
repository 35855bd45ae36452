"""When a staring infrared sensor in space calls a launch."""

from __future__ import annotations

from math import inf

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
def detected_time(
    nodes: NDArray[np.float64], burnout_time: float, cloud_break_altitude: float, detection_delay: float
) -> float:
    """Time [s] at which a plume has stood above the clouds [m] for detection_delay [s]; inf if burnt out before.

    The plume burns from launch to burnout_time [s]: the short coasts between stages are not taken out.
    Area of view, sun and plume intensity are not modelled: every launch is in view.
    """
    called = break_time(nodes, cloud_break_altitude, burnout_time) + detection_delay
    return called if called <= burnout_time else inf
