"""What kind of flight a range and an apogee are: only a ballistic one lets a range be inferred from them."""

from __future__ import annotations

from math import pi

from openbmd.physics import impulsive

RADIUS = 6.371e6  # m
IN_THE_AIR = 110e3  # m: below it air still carries a fast body, above it nothing does
FLAT = 0.6  # of the minimum-energy apogee: flatter in the air is held up, not thrown
GLIDER_RANGE = 950e3  # m: farther than pull-ups of short-range missiles have been seen to go
FRACTIONAL = 0.35  # of the minimum-energy apogee, at
FRACTIONAL_RANGE = 6_000e3  # m and more, or below
LOWEST_ORBIT = 100e3  # m: nothing orbits below it
LOW_ORBIT = 200e3  # m: as good as an orbit


def recognise(distance: float, apogee: float, told: str) -> tuple[str, str]:
    """The kind of a flight of that ground range and apogee [m], and why it is refused ("" for a ballistic one).

    told: what a source says it was, "" when nothing.
    """
    if told == "orbital":
        return told, "it flew to orbit, or meant to: where its stages fell is no range, and it has no impact of its own"
    if distance >= pi * RADIUS:
        kind = "orbital" if apogee >= LOWEST_ORBIT else "gliding"
        return kind, f"no ballistic range is longer than half the way round the Earth, {pi * RADIUS / 1e3:,.0f} km"
    least = impulsive.least_energy(distance, RADIUS).apogee
    flat = f"an apogee of {apogee / 1e3:,.0f} km is {apogee / least:.2f} of the minimum-energy arc's"
    if distance > FRACTIONAL_RANGE and LOWEST_ORBIT <= apogee < max(FRACTIONAL * least, LOW_ORBIT):
        return "orbital", f"{flat} ({least / 1e3:,.0f} km) for that range: a fraction of an orbit, or a glide"
    if told in ("quasi-ballistic", "gliding"):
        return told, f"it is reported as {told}: lift, not speed alone, made its range"
    if apogee < IN_THE_AIR and apogee < FLAT * least and told != "ballistic":
        kind = "gliding" if distance >= GLIDER_RANGE else "quasi-ballistic"
        other = "quasi-ballistic" if kind == "gliding" else "gliding"
        return kind, (
            f"{flat} ({least / 1e3:,.0f} km) for that range, and in the air: the body was held up by lift"
            f" ({kind} by its range; {other} cannot be told from these numbers)"
        )
    return "ballistic", ""
