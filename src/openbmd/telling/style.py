"""House style: names and numbers as every product prints them."""

from __future__ import annotations

from math import ceil, expm1, floor, isfinite, log, log10

from openbmd import catalogue_file, units
from openbmd.records import Estimate, Route
from openbmd.telling import names

SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NARROW = "\u202f"  # narrow no-break space, between a number and its unit


def label(key: str) -> str:
    """A key as people write it: that of a system by the catalogue, that of an asset as telling.names has it."""
    return names.any_name(key, catalogue_file.default())


def together(names: list[str]) -> str:
    """One name for the fire units of one site: "us-osan-1" and "us-osan-2" as US Osan (2)."""
    stems: dict[str, list[str]] = {}
    for name in names:
        stems.setdefault(name.rstrip("-_ #0123456789") or name, []).append(name)
    return ", ".join(
        label(same[0]) if len(same) == 1 else f"{label(stem)} ({len(same)})" for stem, same in stems.items()
    )


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
    """The mean to two digits, or to fewer when its standard error knows less."""
    if estimate.mean == 0.0:
        return "0"
    decimals = 1 - floor(log10(abs(estimate.mean)))
    if estimate.se > 0.0:
        decimals = min(decimals, decimals_of(estimate.se, estimate.mean))
    text = fixed(estimate.mean, max(decimals, 0))
    return text.rstrip("0").rstrip(".") if "." in text else text


def has_band(estimate: Estimate) -> bool:
    return isfinite(estimate.low) and isfinite(estimate.high)


def between(low: float, high: float) -> str:
    """A band of published figures, to a tenth of its width."""
    decimals = decimals_of((high - low) / 10.0, high)
    return fixed(low, decimals) if high <= low else f"{fixed(low, decimals)}–{fixed(high, decimals)}"


def central(estimate: Estimate) -> float:
    """The value that a headline tells: the middle of its band over the figures, the mean where there is none."""
    return estimate.middle if has_band(estimate) and isfinite(estimate.middle) else estimate.mean


def center(estimate: Estimate) -> tuple[float, float, float] | None:
    """The same with the ends of its band, None where there is none."""
    return (central(estimate), estimate.low, estimate.high) if has_band(estimate) else None


def headline(estimate: Estimate) -> str:
    """That value, to the digits that its band knows; without a band the mean with the error of the dice."""
    if not has_band(estimate):
        return with_error(estimate)
    value = central(estimate)
    return fixed(value, decimals_of((estimate.high - estimate.low) / 10.0, value))


def headline_alone(estimate: Estimate) -> str:
    """That value in two digits, for a title."""
    return mean_alone(estimate._replace(mean=central(estimate)))


def band(estimate: Estimate) -> str:
    """The 5-95 % band of an estimate, "" when no draws were made."""
    return between(estimate.low, estimate.high) if has_band(estimate) else ""


def percent(share: float, digits: int = 2) -> str:
    return f"{significant(100.0 * share, digits)}{NARROW}%"


def chance(estimate: Estimate, raids: int) -> str:
    """A probability ± its standard error; with none or all of the raids, its 95 % bound, rounded to its safe side.

    The bound is Clopper and Pearson's (1934), one-sided: a chance above 1 - 0.05^(1/n) shows itself within n raids in
    95 % of cases.
    """
    if 0.0 < estimate.mean < 1.0 and estimate.se > 0.0:
        scaled = Estimate(100.0 * estimate.mean, 100.0 * estimate.se, 0.0, 0.0)
        return f"{with_error(scaled)}{NARROW}%"
    bound = -100.0 * expm1(log(0.05) / max(raids, 1))  # %
    decimals = max(0, -floor(log10(bound)))
    if estimate.mean <= 0.0:
        return f"under {fixed(_up(bound, decimals), decimals)}{NARROW}%"
    return f"over {fixed(-_up(bound - 100.0, decimals), decimals)}{NARROW}%"


def _up(value: float, decimals: int) -> float:
    """The next number with so many decimals that is not below it, noise of the last bits apart."""
    return ceil(round(value * 10.0**decimals, 6)) / 10.0**decimals


def people(weight: float) -> str:
    """A people-weight to three digits: "3.4 million"."""
    if weight >= 1e6:
        return f"{significant(weight / 1e6)} million"
    return significant(weight)


SYMBOLS = {  # ending of a key -> the unit's symbol, where the ending is not the symbol itself
    "m2": "m²", "kg_m2": "kg/m²", "deg": "°", "m_s": "m/s", "km_s": "km/s", "m_s2": "m/s²",
    "w": "W", "kw": "kW", "k": "K", "pa": "Pa", "hz": "Hz", "mhz": "MHz",
}  # fmt: skip


def shown(values: tuple[float, ...], unit: str) -> tuple[tuple[str, ...], str]:
    """SI values exactly as the catalogue spells them, all in one unit, and its symbol."""
    ending, spelled = units.spelled(values, unit)
    return tuple(f"{value:,.12g}".replace("-", "\u2212") for value in spelled), SYMBOLS.get(ending, ending)


def route_name(route: Route) -> str:
    """A route's name with its missile as people write it."""
    rest = route.name.removeprefix(route.missile)
    return f"{label(route.missile)}{rest}" if rest != route.name else route.name
