"""Units at the doors: a key's ending names its unit, the inside is SI."""

from __future__ import annotations

from math import inf, isfinite, nextafter, pi

# ending -> (factor to SI, SI unit). Longest ending wins.
SUFFIXES: dict[str, tuple[float, str]] = {
    "km": (1e3, "m"),
    "m": (1.0, "m"),
    "m2": (1.0, "m2"),
    "kg": (1.0, "kg"),
    "kg_m2": (1.0, "kg/m2"),
    "s": (1.0, "s"),
    "ms": (1e-3, "s"),
    "min": (60.0, "s"),
    "deg": (pi / 180.0, "rad"),
    "mrad": (1e-3, "rad"),
    "m_s": (1.0, "m/s"),
    "km_s": (1e3, "m/s"),
    "m_s2": (1.0, "m/s2"),
    "w": (1.0, "W"),
    "kw": (1e3, "W"),
    "k": (1.0, "K"),
    "pa": (1.0, "Pa"),
    "hz": (1.0, "Hz"),
    "mhz": (1e6, "Hz"),
    "per_h": (1.0 / 3600.0, "1/s"),
}


def split(key: str) -> tuple[str, float, str]:
    """A key such as "range_km" as (name, factor to SI, SI unit); a key without a unit gives factor 1 and "1"."""
    for size in (2, 1):
        parts = key.rsplit("_", size)
        if len(parts) == size + 1 and "_".join(parts[1:]) in SUFFIXES:
            factor, unit = SUFFIXES["_".join(parts[1:])]
            return parts[0], factor, unit
    return key, 1.0, "1"


WORDS: dict[str, str] = {
    "km": "kilometres",
    "m": "metres",
    "m2": "square metres",
    "kg": "kilograms",
    "kg_m2": "kilograms per square metre",
    "s": "seconds",
    "ms": "milliseconds",
    "min": "minutes",
    "deg": "degrees",
    "mrad": "milliradians",
    "m_s": "metres per second",
    "km_s": "kilometres per second",
    "m_s2": "metres per second squared",
    "w": "watts",
    "kw": "kilowatts",
    "k": "kelvins",
    "pa": "pascals",
    "hz": "hertz",
    "mhz": "megahertz",
    "per_h": "per hour",
}


def ending(key: str) -> str:
    """The unit ending of a key: "km" for "range_km", "" for a key without one."""
    name, _, _ = split(key)
    return key[len(name) + 1 :]


def shortest(value: float, factor: float) -> float:
    """The number of fewest digits that times factor [SI per unit] gives exactly value [SI], where there is one."""
    if not isfinite(value):
        return value
    for digits in range(1, 18):
        number = float(f"{value / factor:.{digits}g}")
        if number * factor == value:
            return number
    quotient = value / factor
    for number in (nextafter(quotient, -inf), nextafter(quotient, inf)):
        if number * factor == value:
            return number
    return quotient


def spelled(values: tuple[float, ...], unit: str) -> tuple[str, tuple[float, ...]]:
    """The ending, and values [SI unit] in it, that read back exactly with the fewest digits; "" for a ratio.

    Raises KeyError for a unit that no ending names.
    """
    if unit == "1":
        return "", values
    endings = [ending for ending, (_, si) in SUFFIXES.items() if si == unit]
    if not endings:
        raise KeyError(unit)

    def cost(name: str) -> tuple[bool, int]:
        factor = SUFFIXES[name][0]
        numbers = [shortest(value, factor) for value in values]
        inexact = any(n * factor != v for n, v in zip(numbers, values, strict=True))
        return inexact, max(len(repr(number)) for number in numbers)

    best = min(endings, key=cost)
    return best, tuple(shortest(value, SUFFIXES[best][0]) for value in values)
