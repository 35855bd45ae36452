"""What kind of flight a range and an apogee are: only a ballistic one lets a range be inferred from them."""

from __future__ import annotations

from math import pi

from openbmd.physics import impulsive
from openbmd.records import Note, note

RADIUS = 6.371e6  # m
IN_THE_AIR = 110e3  # m: below it air still carries a fast body, above it nothing does
FLAT = 0.6  # of the minimum-energy apogee: flatter in the air is held up, not thrown
GLIDER_RANGE = 950e3  # m: farther than pull-ups of short-range missiles have been seen to go
FRACTIONAL = 0.35  # of the minimum-energy apogee, at
FRACTIONAL_RANGE = 6_000e3  # m and more, or below
LOWEST_ORBIT = 100e3  # m: nothing orbits below it
LOW_ORBIT = 200e3  # m: as good as an orbit


def recognise(distance: float, apogee: float, told: str) -> tuple[str, Note | None]:
    """The kind of a flight of that ground range and apogee [m], and why it is refused (None for a ballistic one).

    told: what a source says it was, "" when nothing.
    """
    if told == "orbital":
        return told, note("notes-flew-to-orbit")
    if distance >= pi * RADIUS:
        kind = "orbital" if apogee >= LOWEST_ORBIT else "gliding"
        return kind, note("notes-half-way-round", km=f"{pi * RADIUS / 1e3:,.0f}")
    least = impulsive.least_energy(distance, RADIUS).apogee
    arc = {"apogee": f"{apogee / 1e3:,.0f}", "part": f"{apogee / least:.2f}", "least": f"{least / 1e3:,.0f}"}
    if distance > FRACTIONAL_RANGE and LOWEST_ORBIT <= apogee < max(FRACTIONAL * least, LOW_ORBIT):
        return "orbital", note("notes-fraction-of-an-orbit", **arc)
    if told in ("quasi-ballistic", "gliding"):
        return told, note("notes-reported-as", kind=told)
    if apogee < IN_THE_AIR and apogee < FLAT * least and told != "ballistic":
        kind = "gliding" if distance >= GLIDER_RANGE else "quasi-ballistic"
        other = "quasi-ballistic" if kind == "gliding" else "gliding"
        return kind, note("notes-held-up-by-lift", kind=kind, other=other, **arc)
    return "ballistic", None
