"""What an intercept is worth: how the target is met, what it can do, and whether it is known from what flies beside it.

The kill probability of an interceptor stands for the targets of its class, met as tests meet them.
"""

from __future__ import annotations

from math import inf, log
from typing import NamedTuple

from openbmd.physics.kernel import inlined, kernel


class Closing(NamedTuple):
    """How the kill probability falls off the best geometry."""

    crossing_factor: float  # 1, for a target that crosses at a right angle
    floor_factor: float  # 1, at the interceptor's lowest altitude
    floor_margin: float  # m above it, over which that rises to 1


IN_CLASS = 0.9  # 1, of the kill probability at the design speed; less than what is lacking there ends the class


class Suited(NamedTuple):
    """What a target is to an interceptor."""

    share: float  # 1, of the kill probability that its speed leaves; below 1 - IN_CLASS nothing is fired
    agility: float  # m/s2, acceleration of a target across its path at which half is left


class Crowd(NamedTuple):
    """What flies beside the payload and looks like it."""

    objects: float  # 1, how many; 0 when they do not count
    strip_altitude: float  # m, below which the air has parted them from the payload


@kernel
def speed_share(speed: float, design: float, limit: float) -> float:
    """Share of the kill probability [1] at a target's speed [m/s]: IN_CLASS at the design speed, half at the limit.

    1 / (1 + (v / limit)^m), m = ln(IN_CLASS / (1 - IN_CLASS)) / ln(limit / design): an assumed shape, logistic in ln v,
    strictly falling, 1 - IN_CLASS at limit^2 / design; a step where both speeds are one, 1 where they are infinite.

    The target's own speed and not the closing speed: the class is published as the range of targets, which says their
    speed and nothing of how they are met; the interceptor adds its own to all of them alike; and a slow closing, as in
    a chase, is none the easier (closing_factor). And its speed before the air brakes it, which is what a range means,
    and not that at the intercept: braking that nobody knows beforehand is no help, and a plan that were paid for
    waiting would meet every target at the floor.
    """
    if limit == inf:
        return 1.0
    if design >= limit:
        return 1.0 if speed < limit else 0.0
    return float(1.0 / (1.0 + (speed / limit) ** (log(IN_CLASS / (1.0 - IN_CLASS)) / log(limit / design))))


@inlined
def turn_share(sideways: float, agility: float) -> float:
    """Share of the kill probability [1] against a target that can accelerate so [m/s2] across its path.

    1 / (1 + (a / agility)^2), assumed: flat for what the interceptor hardly notices, which answers a manoeuvre with
    several times its acceleration (Zarchan, Tactical and Strategic Missile Guidance, from memory).
    """
    return 1.0 / (1.0 + (sideways / agility) ** 2)


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
