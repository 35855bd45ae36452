"""House style: names, numbers and colours as every product prints them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import degrees, floor, isfinite, log10

from openbmd.records import Estimate

# Okabe and Ito's colour-blind-safe palette, warm for what attacks and cool for what defends; chart.css holds the values.
THREAT_CLASSES = ("t0", "t1", "t2", "t3")
DEFENCE_CLASSES = ("d0", "d1", "d2", "d3")

SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NARROW = "\u202f"  # narrow no-break space, between a number and its unit


@cache
def chart_css() -> str:
    """The style sheet that every drawing needs, in a page or on its own."""
    return files(__package__).joinpath("chart.css").read_text(encoding="utf-8")


def threat_class(index: int) -> str:
    """Class names of the index-th missile: its colour, and a dash once the colours come round again."""
    turn, colour = divmod(index, len(THREAT_CLASSES))
    return f"{THREAT_CLASSES[colour]}{' dash' if turn else ''}"


def defence_class(index: int) -> str:
    """Class names of the index-th interceptor."""
    turn, colour = divmod(index, len(DEFENCE_CLASSES))
    return f"{DEFENCE_CLASSES[colour]}{' dash' if turn else ''}"


def label(key: str) -> str:
    """A catalogue key as people write it: "kn-23" as KN-23, "pac-3-mse" as PAC-3 MSE; other names stay as they are."""
    if key != key.lower() or " " in key:
        return key
    words = [word.upper() if len(word) <= 3 or word == "thaad" else word.capitalize() for word in key.split("-")]
    out = words[0]
    for before, word in zip(words, words[1:], strict=False):
        glued = word[0].isdigit() or len(before) <= 2 or before == "AN" or (word.isupper() and before.istitle())
        out += ("/" if before == "AN" else "-" if glued else " ") + word
    return out


def count(number: int, noun: str, plural: str = "") -> str:
    """A small number in words with its noun: "three missiles"."""
    spelled = SPELLED[number] if 0 <= number < len(SPELLED) else f"{number:,}"
    return f"{spelled} {noun if number == 1 else plural or noun + 's'}"


def joined(parts: list[str]) -> str:
    """A list as a sentence holds it: "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def fixed(value: float, decimals: int) -> str:
    """A number with thousands separators, a true minus sign and no minus zero."""
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "\u2212") if text.strip("-0.,") else text.lstrip("-")


def significant(value: float, digits: int = 3) -> str:
    """A number to this many significant digits, without an exponent; integers keep theirs."""
    if not isfinite(value):
        return "–" if value != value else "∞" if value > 0 else "\u2212∞"
    if value == 0.0:
        return "0"
    decimals = digits - 1 - floor(log10(abs(value)))
    if decimals > 9:
        return f"{value:.{digits - 1}e}".replace("-", "\u2212")
    text = fixed(value, max(decimals, 0))
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals_of(error: float, value: float) -> int:
    """How many decimals an error of this size lets a value keep."""
    if not isfinite(error) or error <= 0.0:
        return 0 if abs(value - round(value)) < 1e-9 else max(0, 2 - floor(log10(max(abs(value), 1e-9))))
    return max(0, -floor(log10(error)))


def with_error(estimate: Estimate) -> str:
    """Mean ± standard error, to the digits that the error knows; the mean alone when the dice cannot move it."""
    mean = fixed(estimate.mean, decimals_of(estimate.se, estimate.mean))
    return f"{mean} ± {fixed(estimate.se, decimals_of(estimate.se, 0.0))}" if estimate.se > 0.0 else mean


def mean_alone(estimate: Estimate) -> str:
    """The mean to the digits that its standard error knows, and not more than three."""
    error = max(estimate.se, abs(estimate.mean) / 200.0)
    return fixed(estimate.mean, decimals_of(error, estimate.mean))


def has_band(estimate: Estimate) -> bool:
    return isfinite(estimate.low) and isfinite(estimate.high)


def between(low: float, high: float) -> str:
    """A band of published figures, to a tenth of its width."""
    decimals = decimals_of((high - low) / 10.0, high)
    return fixed(low, decimals) if high <= low else f"{fixed(low, decimals)}–{fixed(high, decimals)}"


def band(estimate: Estimate) -> str:
    """The 5-95 % band of an estimate, "" when no draws were made."""
    return between(estimate.low, estimate.high) if has_band(estimate) else ""


def percent(share: float, digits: int = 2) -> str:
    return f"{significant(100.0 * share, digits)}{NARROW}%"


def chance(estimate: Estimate, raids: int) -> str:
    """A probability ± its standard error; with none or all of the raids, the 95 % bound (rule of three)."""
    if 0.0 < estimate.mean < 1.0 and estimate.se > 0.0:
        scaled = Estimate(100.0 * estimate.mean, 100.0 * estimate.se, 0.0, 0.0)
        return f"{with_error(scaled)}{NARROW}%"
    bound = 3.0 / max(raids, 1)
    if estimate.mean <= 0.0:
        return f"under {percent(bound, 1)}"
    return f"over {significant(100.0 * (1.0 - bound), 2 + max(0, -floor(log10(bound))))}{NARROW}%"


def people(weight: float) -> str:
    """A people-weight to three digits: "3.4 million"."""
    if weight >= 1e6:
        return f"{significant(weight / 1e6)} million"
    return significant(weight)


DISPLAY = {  # SI unit -> (from this size on, divisor, unit shown), largest first
    "m": ((1e3, 1e3, "km"), (0.0, 1.0, "m"), (-1.0, 1e-3, "mm")),
    "m/s": ((1e3, 1e3, "km/s"), (0.0, 1.0, "m/s")),
    "W": ((1e6, 1e6, "MW"), (1e3, 1e3, "kW"), (0.0, 1.0, "W")),
    "Hz": ((1e9, 1e9, "GHz"), (1e6, 1e6, "MHz"), (1e3, 1e3, "kHz"), (0.0, 1.0, "Hz")),
    "kg": ((1e4, 1e3, "t"), (0.0, 1.0, "kg")),
    "Pa": ((1e3, 1e3, "kPa"), (0.0, 1.0, "Pa")),
    "m2": ((0.0, 1.0, "m²"),),
    "kg/m2": ((0.0, 1.0, "kg/m²"),),
    "1": ((0.0, 1.0, ""),),
}


def shown(values: tuple[float, ...], unit: str) -> tuple[tuple[str, ...], str]:
    """SI values as people read them, all in one unit that suits the largest, and that unit."""
    if unit == "rad":
        values, divisor, name = tuple(degrees(value) for value in values), 1.0, "°"
    else:
        size = max((abs(value) for value in values if isfinite(value)), default=0.0)
        _, divisor, name = next((d for d in DISPLAY.get(unit, ()) if size >= d[0]), (0.0, 1.0, unit))
    return tuple(significant(value / divisor, 4) for value in values), name


def quantity(value: float, unit: str) -> str:
    """One SI value with its unit as people read it."""
    (text,), name = shown((value,), unit)
    return f"{text}{'' if name in ('°', '') else NARROW}{name}"
