"""A scenario's own figures: catalogue figures replaced by path, with their range and origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan, nan
from typing import Any

from openbmd import catalogue_file
from openbmd.catalogue_file import Catalogue, counts
from openbmd.catalogue_file.fields import of_kind
from openbmd.catalogue_file.origins import origin_of
from openbmd.complaints import Complaint, near
from openbmd.kinds import Figure
from openbmd.scenario_file.text import Marked, Path_, number
from openbmd.scenario_file.uses import named
from openbmd.units import SUFFIXES, WORDS, spelled, split

SHY = 1.0 - 1e-12  # a limit itself passes, whatever unit it is written in


def check(marked: Marked, catalogue: Catalogue) -> Iterator[Complaint]:
    """Faults of the figures section: unknown paths, wrong units, ranges out of order, no origin."""
    section = marked.data.get("figures")
    if not isinstance(section, dict):
        return
    known = {figure.path: figure for figure in _in_play(marked, catalogue)}
    seen: dict[str, str] = {}
    for key, value in section.items():
        path: Path_ = ("figures", key)
        name, _, unit = called(key)
        figure = known.get(name) or known.get(key)
        if figure is None:
            yield marked.complaint(path, "the scenario uses no such figure", _advice(key, known))
            continue
        if unit != figure.unit:
            yield marked.complaint(path, "the unit is missing from the key, or wrong", _unit_advice(figure))
        if figure.path in seen:
            yield marked.complaint(
                path, f"this figure is given already, as {seen[figure.path]}", "Keep one of the two."
            )
        seen[figure.path] = key
        if isinstance(value, dict):
            yield from _range(marked, path, value, figure)
    yield from _apart(marked, known, seen)


def _range(marked: Marked, path: Path_, value: dict[str, Any], figure: Figure) -> Iterator[Complaint]:
    best = value.get("best")
    low, high = value.get("low"), value.get("high")
    given = [best if low is None else low, best, best if high is None else high]
    numbers = [n for n in map(number, given) if n is not None]
    if len(numbers) == len(given):
        if any(isnan(n) for n in numbers):
            yield marked.complaint(path, "found nan", "Write numbers.")
        elif not numbers[0] <= numbers[1] <= numbers[2]:
            yield marked.complaint(
                path, f"low {numbers[0]:g}, best {numbers[1]:g} and high {numbers[2]:g} are out of order",
                "Write them so that low ≤ best ≤ high.",
            )  # fmt: skip
        else:
            yield from _limits(marked, path, numbers, figure)
            yield from _counted(marked, path, numbers, figure, value)
    if ("source" in value) == ("assumed" in value):
        yield marked.complaint(
            path,
            "it needs one origin",
            "Add source: (who published it) or assumed: (why it is assumed), one of the two.",
        )


def _limits(marked: Marked, path: Path_, numbers: list[float], figure: Figure) -> Iterator[Complaint]:
    """The catalogue's own limits of a field hold for a scenario's figure too."""
    _, factor, unit = split(str(path[-1]))
    least, greatest = catalogue_file.limits(figure.path)
    if unit == figure.unit and not (least * SHY <= numbers[0] * factor and numbers[2] * factor * SHY <= greatest):
        found = f"{numbers[0]:g} to {numbers[2]:g} goes beyond what is possible"
        if figure.path.startswith("launchers/") and numbers[0] == 0.0:  # only the time to set up may not be 0
            found = "a launcher that needs no time to set up: a launcher cycle of zero length"
        yield marked.complaint(
            path,
            found,
            f"Keep it from {least / factor:g} to {greatest / factor:g}.",
        )


def _counted(
    marked: Marked, path: Path_, numbers: list[float], figure: Figure, value: dict[str, Any]
) -> Iterator[Complaint]:
    """Successes and attempts go with a share, and its range holds what they tell."""
    if "successes" not in value and "attempts" not in value:
        return
    if figure.unit != "1" or catalogue_file.limits(figure.path) != (0.0, 1.0):
        yield marked.complaint(path, "successes and attempts for what is no share", "Drop them.")
        return
    found, advice = counts.fault(value, numbers[0], numbers[2])
    if found:
        yield marked.complaint(path, found, advice)


def _apart(marked: Marked, known: Mapping[str, Figure], given: Mapping[str, str]) -> Iterator[Complaint]:
    """Ranges that the catalogue keeps apart, as a floor from a ceiling, stay apart: each is drawn by itself."""

    def ends(path: str) -> tuple[float, float]:
        value = marked.data["figures"][given[path]] if path in given else None
        if not isinstance(value, dict):
            return known[path].low, known[path].high
        factor = split(given[path])[1]
        best = value.get("best")
        low, high = (value.get(key, best) for key in ("low", "high"))
        numbers = [n * factor for n in map(number, (low, high)) if n is not None]
        return (numbers[0], numbers[1]) if len(numbers) == 2 else (nan, nan)

    for lower in known:
        base, record_field = lower.rsplit("/", 1)
        fields = of_kind("stages" if "/stages/" in lower else lower.split("/")[0])
        above = next((f.at_most for f in fields.values() if f.record_field == record_field and f.at_most), "")
        upper = f"{base}/{fields[above].record_field}" if above else ""
        if upper in known and (lower in given or upper in given) and ends(lower)[1] > ends(upper)[0]:
            yield marked.complaint(
                ("figures", given.get(lower) or given[upper]),
                f"the range of {record_field} reaches into that of {upper.rsplit('/', 1)[1]}",
                "Keep the two ranges apart: each is drawn by itself.",
            )


def called(key: str) -> tuple[str, float, str]:
    """As units.split: a figure's path, factor and unit, also where the key names it as the catalogue's files do."""
    name, factor, unit = split(key)
    base, _, last = name.rpartition("/")
    fields = of_kind("stages" if "/stages/" in base else base.split("/")[0]).values()
    other = [f.record_field for f in fields if f.record_field and split(f.field)[0] == last]
    alone = [f for f in fields if f.record_field in other]  # a specific impulse has two fields, by its pressure
    return (f"{base}/{other[0]}" if len(alone) == 1 else name), factor, unit


def _in_play(marked: Marked, catalogue: Catalogue) -> Iterator[Figure]:
    for kind, name in dict.fromkeys((kind, name) for kind, _, name in named(marked)):
        if entry := catalogue.find(kind, name):
            yield from entry.figures


def _advice(key: str, known: Mapping[str, Figure]) -> str:
    if key.count("/") < 2:
        return "Write kind/name/figure, such as interceptors/thaad/kill_probability."
    kind_and_name = "/".join(key.split("/")[:2])
    same = [path for path in known if path.startswith(kind_and_name + "/")]
    hint = near(called(key)[0], same or known)
    return f"{hint} Its figures: openbmd catalogue show {key.split('/')[1]}.".strip()


def _unit_advice(figure: Figure) -> str:
    if figure.unit == "1":
        return f"It has none: write {figure.path}."
    endings = [ending for ending, (_, si) in SUFFIXES.items() if si == figure.unit]
    return f"End the key with {' or '.join(f'_{ending} ({WORDS[ending]})' for ending in endings)}."


def replaced(figures: tuple[Figure, ...], section: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The catalogue's figures with those of a checked figures section (key → FigureRange) in their places."""
    own: dict[str, Figure] = {}
    for key, value in section.items():
        name, factor, unit = called(key)
        low = value.best if value.low is None else value.low
        high = value.best if value.high is None else value.high
        own[name] = Figure(
            name, low * factor, value.best * factor, high * factor, unit, value.source or "", value.assumed or "",
            value.successes or 0, value.attempts or 0, origin_of(value.source or "", value.origin or ""),
        )  # fmt: skip
    return tuple(own.get(figure.path, figure) for figure in figures)


def spelled_out(figures: tuple[Figure, ...]) -> dict[str, dict[str, Any]]:
    """Figures as a figures section that reads back to exactly the same."""
    section: dict[str, dict[str, Any]] = {}
    for figure in figures:
        ending, (low, best, high) = spelled((figure.low, figure.best, figure.high), figure.unit)
        said = {"assumed": figure.assumed} if figure.assumed else {"source": figure.source}
        if figure.origin != origin_of(figure.source):
            said["origin"] = figure.origin
        section[f"{figure.path}_{ending}" if ending else figure.path] = {
            "low": low,
            "best": best,
            "high": high,
            **said,
            **({"successes": figure.successes, "attempts": figure.attempts} if figure.attempts else {}),
        }
    return section
