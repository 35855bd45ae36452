"""What an intercept is worth: how the target is met, and whether it is known from what flies beside it."""

from __future__ import annotations

from typing import NamedTuple

from openbmd.physics.kernel import inlined, kernel


class Closing(NamedTuple):
    """How the kill probability falls off the best geometry."""

    crossing_factor: float  # 1, for a target that crosses at a right angle
    floor_factor: float  # 1, at the interceptor's lowest altitude
    floor_margin: float  # m above it, over which that rises to 1


class Crowd(NamedTuple):
    """What flies beside the payload and looks like it."""

    objects: float  # 1, how many; 0 when they do not count
    strip_altitude: float  # m, below which the air has parted them from the payload


@kernel
def closing_factor(
    dx: float, dy: float, dz: float, vx: float, vy: float, vz: float, above: float, closing: Closing
) -> float:
    """Factor of the kill probability [1]: path (d) [m], the target's velocity (v) [m/s], height above the floor [m].

    1 head on, crossing_factor across, between them by the squared sine of the angle between the straight path and
    the reverse of the target's velocity: an assumed shape, smooth at both ends. A tail chase counts as crossing.
    """
    head_on = -(dx * vx + dy * vy + dz * vz)
    lengths2 = (dx * dx + dy * dy + dz * dz) * (vx * vx + vy * vy + vz * vz)
    cosine2 = min(head_on * head_on / lengths2, 1.0) if head_on > 0.0 else 0.0
    factor = closing.crossing_factor + (1.0 - closing.crossing_factor) * cosine2
    if above < closing.floor_margin:
        factor *= closing.floor_factor + (1.0 - closing.floor_factor) * max(above, 0.0) / closing.floor_margin
    return factor


@inlined
def picked(altitude: float, discrimination: float, crowd: Crowd) -> float:
    """Chance [1] that a salvo goes at the payload, at an altitude [m] and with a radar's discrimination [1].

    With chance d the radar knows the payload, else it takes one of 1 + n alike at random: d + (1 - d) / (1 + n). Our
    choice; Wilkening (Science & Global Security 8, 2000) counts rounds over all objects classed as warheads instead.
    """
    if altitude <= crowd.strip_altitude:
        return 1.0
    return discrimination + (1.0 - discrimination) / (1.0 + crowd.objects)
