"""One missile from one launch point to very many aimpoints: each with a boost and a flight of its own.

Boosts of minimum-energy arcs are smooth in bearing and distance: they start from fans (physics.boost_fans) of a third
of a turn and a factor of six in distance, each made when a point first falls into it. Every other arc, and what a fan
does not bring to its aimpoint, is solved by itself.
"""

from __future__ import annotations

from functools import cached_property
from math import inf, log, nan, pi
from threading import Lock

import numpy as np

from openbmd import flow, threats
from openbmd.kinds import Missile
from openbmd.physics import earth, glide, targeting
from openbmd.records import Floats, Integers, Route, Site, Trajectory

TOLERANCE = 1e-9  # of an integrator's step: some metres at impact, as in boosts
NEAREST = 20e3  # m from the launch point, nearer than which nothing is asked for
SECTOR, RATIO = 2.0 * pi / 3.0, 6.0  # of one fan, rad and 1: apogees are then within 0.1 %
BEYOND = 1.05  # 1, of the range on one bearing: by how much the turning Earth may stretch it on another
FAR = 0.99 * pi  # rad, where no missile that comes down at all comes down
NODES = 1024  # room for one flight at TOLERANCE

Flown = tuple[Integers, tuple[Route, ...], tuple[Trajectory, ...]]


class Flights:
    """Flights of a missile on a route, to points about a middle (latitude, longitude) [rad]: fans are laid about it."""

    def __init__(self, missile: Missile, route: Route, middle: tuple[float, float]) -> None:
        if route.shape.name == "orbit":
            raise ValueError("a launch to orbit comes down nowhere: it has no footprint")
        self.missile, self.route = missile, route
        self.case = threats.shooting_case(route, threats.vehicle(missile, route.shape))._replace(tolerance=TOLERANCE)
        self.smooth = self.case.choice == targeting.MINIMUM_ENERGY
        self.bearing, self.angle = self.direct(np.array([middle]))[:, 0].tolist()
        self.fans: dict[tuple[int, int], threats.Fan | None] = {}
        self.lock = Lock()

    def direct(self, points: Floats) -> Floats:
        """Bearings and angles (2, N) [rad] from the launch point of points (N, 2) [rad]."""
        places = [earth.position(latitude, longitude, 0.0) for latitude, longitude in points]
        found = [targeting.bearing_and_angle(self.case.axes, self.case.origin, *place) for place in places]
        return np.ascontiguousarray(np.array(found).reshape(-1, 2).T)

    @cached_property
    def farthest(self) -> float:
        """Angle [rad] beyond which the missile never comes down, lift apart; from the range on one bearing."""
        if self.route.shape.name in ("glide", "quasi-ballistic"):
            return FAR
        far = self.case._replace(bearing=self.bearing, angle=FAR, choice=targeting.MINIMUM_ENERGY)
        solved = threats.solve_boosts([far], np.full((1, 3), nan))
        count, _ = targeting.shoot(self.case, solved[0])
        _, angle = targeting.bearing_and_angle(self.case.axes, self.case.origin, *self.case.nodes[count - 1, 1:4])
        return float(BEYOND * angle)

    def fly(self, points: Floats) -> Flown:
        """Which of points (N, 2) [rad] the missile comes down at, and for these its routes and flights."""
        bearings, angles = self.direct(points)
        asked = np.flatnonzero(angles * earth.WGS84.semi_major_axis >= NEAREST)
        flown = self.fly_fans(points, asked, bearings, angles) if self.smooth else {}
        rest = [n for n in asked.tolist() if n not in flown]
        if rest:
            with self.lock:
                rest = [n for n in rest if angles[n] <= self.farthest]
        if rest:
            routes = [self.to(points[n]) for n in rest]
            alone = flow.fly_routes([self.missile] * len(rest), routes, np.full((len(rest), 3), nan), False, 1)
            flown |= {
                n: trajectory
                for n, trajectory in zip(rest, alone, strict=True)
                if trajectory.reached and trajectory.as_asked
            }
        came = sorted(flown)
        return np.array(came, dtype=np.int64), tuple(self.to(points[n]) for n in came), tuple(flown[n] for n in came)

    def fly_fans(self, points: Floats, rows: Integers, bearings: Floats, angles: Floats) -> dict[int, Trajectory]:
        """The flights to those of the points that fans bring the missile to, by index."""
        sectors = np.rint(((bearings - self.bearing + pi) % (2.0 * pi) - pi) / SECTOR).astype(int)
        bands = np.rint(np.log(np.maximum(angles, 1e-9) / self.angle) / log(RATIO)).astype(int)
        solved, misses = np.full((len(points), 3), nan), np.full(len(points), inf)
        for key in sorted(set(zip(sectors[rows].tolist(), bands[rows].tolist(), strict=True))):
            fan = self.fan(key)
            if fan is not None:
                part = rows[(sectors[rows] == key[0]) & (bands[rows] == key[1])]
                solved[part], misses[part] = threats.solve_fan(self.case, fan, bearings[part], angles[part])
        case = self.case._replace(nodes=np.empty((NODES, 10)), leg_ends=np.empty_like(self.case.leg_ends))

        def land(n: int) -> Trajectory:
            solution = glide.Solution(solved[n], 0.0, float(misses[n]), nan, False)
            return threats.land(self.missile, self.to(points[n]), case, solution, False)

        return {n: land(n) for n in np.flatnonzero(misses <= threats.HIT).tolist()}

    def fan(self, key: tuple[int, int]) -> threats.Fan | None:
        """The fan of a sector and a band, None where the missile hardly comes."""
        with self.lock:
            if key not in self.fans:
                self.fans[key] = self.spread(*key)
            return self.fans[key]

    def spread(self, sector: int, band: int) -> threats.Fan | None:
        bearings = self.bearing + SECTOR * (sector + np.array([-0.5, 0.5]))
        angles = self.angle * RATIO ** (band + np.array([-0.5, 0.5]))
        try:
            return threats.spread_fan(self.case, bearings, angles)
        except ValueError:  # too few of its nodes are in reach
            pass
        angles = np.minimum(angles, self.farthest / BEYOND**2)
        try:
            return threats.spread_fan(self.case, bearings, angles) if angles[0] < angles[1] else None
        except ValueError:
            return None

    def to(self, point: Floats) -> Route:
        """The route to a point (2,) [rad]."""
        return self.route._replace(aimpoint=Site(float(point[0]), float(point[1]), 0.0))
