"""Public claims by id: one TOML file for each, checked; every fault at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from math import inf, isfinite, nan
from typing import Any

from pydantic import ValidationError

from openbmd import catalogue_file
from openbmd.catalogue_file import toml
from openbmd.catalogue_file.origins import origin_of
from openbmd.claims_file import scenarios
from openbmd.claims_file.lines import line_of, lines
from openbmd.claims_file.measures import MEASURES
from openbmd.claims_file.models import THRESHOLDS, ClaimTable, PartTable, RangeTable, explain
from openbmd.complaints import Complaint, InputError, choices
from openbmd.kinds import Figure
from openbmd.records import Place, Scenario
from openbmd.records.claims import OTHER_KINDS, Claim, ClaimPart, ClaimSaid, ClaimSight, ClaimThreshold
from openbmd.units import SUFFIXES, ending

__all__ = ("line", "names", "parse", "read", "text_of")

LIKE = "like"  # key of a scenario: that of another claim, with the other keys in its place


def names() -> tuple[str, ...]:
    """The ids of the claims, in alphabetical order."""
    folder = files("openbmd") / "catalogue" / "claims"
    return tuple(sorted(file.name[:-5] for file in folder.iterdir() if file.name.endswith(".toml")))


def text_of(name: str) -> str:
    """The text of a claim's file; raises InputError that lists what exists."""
    if name not in names():
        raise InputError([Complaint("catalogue/claims", 0, name, "there is no such claim", choices(name, names()))])
    return (files("openbmd") / "catalogue" / "claims" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def read(name: str) -> Claim:
    """The claim of that id; raises InputError that lists what exists, or with every fault of its file."""
    return parse(name, text_of(name))


def parse(name: str, text: str, file: str = "") -> Claim:
    """The claim written in a TOML text; raises InputError with every fault of it. file: as complaints name it."""
    return Reader(name, text, file or f"catalogue/claims/{name}.toml").claim()


def line(text: str, path: str) -> int:
    """The line of a claim's text on which a path such as "parts[0].mode" stands, or its nearest parent; 0 for none."""
    return line_of(path, lines(text))


class Reader:
    """One text and the faults found in it."""

    def __init__(self, name: str, text: str, file: str) -> None:
        self.name, self.file = name, file
        self.where = lines(text)
        self.faults: list[Complaint] = []
        self.data = toml.parse(text, file)

    def fault(self, path: str, found: str, advice: str) -> None:
        self.faults.append(Complaint(self.file, line_of(path, self.where), path, found, advice))

    def heard(self, path: str, work: Callable[[], Any]) -> Any:
        """What work gives; None, with its complaints told at a path of this file, when it refuses."""
        try:
            return work()
        except InputError as error:
            for one in error.complaints:
                inner = f"{path}.{one.path}" if one.path else path
                self.fault(inner, one.found, one.advice)
            return None

    def claim(self) -> Claim:
        try:
            table = ClaimTable.model_validate(self.data)
        except ValidationError as error:
            for one in error.errors():
                self.fault(*explain(dict(one)))
            self.bare_thresholds()
            raise InputError(sorted(set(self.faults), key=lambda one: one.line)) from None
        if table.id != self.name:
            self.fault("id", f'its id is "{table.id}"', f'Write id = "{self.name}", as the file is called.')
        if table.kind in OTHER_KINDS and not table.beyond.strip():
            self.fault("kind", f"a claim of kind {table.kind} is no matter of calculation", "Say why: beyond = “…”.")
        if table.rule == "readings" and not table.open.strip():
            self.fault("rule", "it is open in what its readings differ", "Say it: open = “how steeply it is fired”.")
        seen = [part.name for part in table.parts]
        for n, part in enumerate(table.parts):
            if part.name in seen[:n]:
                self.fault(f"parts[{n}].name", f'two parts are called "{part.name}"', "Give each its own name.")
        for n, part in enumerate(table.parts):
            if not (part.supports or part.what_if or table.beyond.strip()):
                found = "a part of the verdict that speaks against the claim when it holds"
                self.fault(f"parts[{n}].supports", found, "Turn its sentence and threshold round.")
        if not table.beyond and all(part.what_if for part in table.parts):
            self.fault("parts", "every part is a what-if, so that nothing is judged", "Make one of them a test.")
        parts = [self.part(n, part, table) for n, part in enumerate(table.parts)]
        if self.faults:
            raise InputError(sorted(set(self.faults), key=lambda one: one.line))
        return Claim(
            id=table.id,
            title=table.title,
            words=table.words,
            said_by=table.said_by,
            when=table.when,
            source=table.source,
            kind=table.kind,
            rule=table.rule,
            open=" ".join(table.open.split()),
            beyond=" ".join(table.beyond.split()),
            doubt=table.doubt,
            said=tuple(ClaimSaid(one.side, one.words, one.source) for one in table.said),
            parts=tuple(part for part in parts if part is not None),
            file=self.file,
        )

    def bare_thresholds(self) -> None:
        """Also tell of parts without a threshold when the file has other faults."""
        parts = self.data.get("parts")
        for n, part in enumerate(parts if isinstance(parts, list) else []):
            if isinstance(part, dict) and not part.keys() & THRESHOLDS.keys():
                self.no_threshold(n, str(part.get("name", n)), "")

    def no_threshold(self, n: int, name: str, unit: str) -> None:
        found = f'"{name}" has no threshold, so that nothing can be said to hold or fail'
        self.fault(f"parts[{n}]", found, f"Write at_least{unit} = … or at_most{unit} = …, or both.")

    def part(self, n: int, table: PartTable, claim: ClaimTable) -> ClaimPart | None:
        path, before = f"parts[{n}]", len(self.faults)
        measure = MEASURES.get(table.measure)
        if measure is None:
            self.fault(f"{path}.measure", f'there is no measure "{table.measure}"', choices(table.measure, MEASURES))
            return None
        figures, unit = self.figures(path, table), measure.unit
        if table.measure == "figure":
            if not figures:
                advice = 'Name one: figure = "interceptors/thaad/minimum_altitude".'
                self.fault(path, "figure needs figure", advice)
                return None
            unit = figures[-1].unit
        threshold = self.threshold(n, table, unit)
        scenario: Scenario | None = None
        against: Scenario | None = None
        sight: ClaimSight | None = None
        places: tuple[Place, ...] = ()
        odd = list(scenarios.odd({f"{path}.scenario": table.scenario, f"{path}.against": table.against}))
        for where, found in [*scenarios.odd({"scenario": claim.scenario}), *odd]:
            self.fault(where, found, "Write a text in quotes, or a number.")
        if len(self.faults) == before and (claim.scenario or table.scenario):
            own = self.like(path, claim.scenario)
            as_told = self.scenario(f"{path}.scenario" if table.scenario else "scenario", own, table.scenario)
            if as_told is not None:
                asked = self.heard(path, partial(scenarios.asked, self.file, as_told, table))
                scenario, places, sight = asked or (None, (), None)
            if table.against:
                against = self.scenario(f"{path}.against", own, table.against)
        if len(self.faults) == before:
            for found, advice in scenarios.lacking(measure.needs, table, scenario):
                self.fault(path, found, advice)
        if len(self.faults) > before:
            return None
        return ClaimPart(
            name=table.name, says=table.says, what_if=table.what_if,
            supports=table.supports, measure=table.measure, threshold=threshold,
            scenario=scenario, against=against, places=places, figures=figures, path=table.figure,
            hold=table.hold_s if table.routes else nan, sight=sight,
        )  # fmt: skip

    def like(self, path: str, own: Mapping[str, Any]) -> dict[str, Any]:
        """The claim's scenario, from that of another claim where it says so."""
        other = own.get(LIKE)
        if other is None:
            return dict(own)
        text = self.heard("scenario.like", lambda: text_of(str(other)))
        base = tomllib.loads(text).get("scenario", {}) if text else {}
        if LIKE in base:
            self.fault("scenario.like", f'"{other}" has its scenario from another', "Name that one.")
        return {**base, **{key: value for key, value in own.items() if key != LIKE}}

    def scenario(self, path: str, own: Mapping[str, Any], more: Mapping[str, Any]) -> Scenario | None:
        found: Scenario | None = self.heard(
            path, lambda: scenarios.read(self.name, str(self.data["title"]), self.file, own, more)
        )
        return found

    def threshold(self, n: int, table: PartTable, unit: str) -> ClaimThreshold:
        """Both ends in SI; an end that is not given is infinite."""
        given = {key: getattr(table, key) for key in THRESHOLDS if getattr(table, key) is not None}
        right = "_km" if unit == "m" else "_s" if unit == "s" else ""
        if not given:
            self.no_threshold(n, table.name, right)
        ends = {"at_least": -inf, "at_most": inf}
        for key, value in given.items():
            which = key.removesuffix("_km").removesuffix("_s")
            if THRESHOLDS[key] != unit:
                found = f"{table.measure} is not measured so"
                self.fault(f"parts[{n}].{key}", found, f"Write {which}{right}.")
            elif not isfinite(value):
                self.fault(f"parts[{n}].{key}", f"{value} is no threshold", "Write a number.")
            else:
                ends[which] = value * (SUFFIXES[ending(key)][0] if ending(key) else 1.0)
        if ends["at_least"] > ends["at_most"]:
            self.fault(f"parts[{n}]", "nothing is at least this and at most that", "Put the smaller one in at_least.")
        return ClaimThreshold(ends["at_least"], ends["at_most"])

    def figures(self, path: str, table: PartTable) -> tuple[Figure, ...]:
        """The ranges that stand in the claim itself, and the catalogue's figure that it asks for."""
        found = [self.range(f"{path}.ranges[{k}]", one) for k, one in enumerate(table.ranges)]
        if table.figure:
            kind, _, rest = table.figure.partition("/")
            entry = self.heard(f"{path}.figure", lambda: catalogue_file.default().read(kind, rest.partition("/")[0]))
            own = [figure for figure in entry.figures if figure.path == table.figure] if entry else []
            if entry and not own:
                known = [figure.path for figure in entry.figures]
                self.fault(f"{path}.figure", f'no figure "{table.figure}"', choices(table.figure, known))
            found += own
        return tuple(found)

    def range(self, path: str, table: RangeTable) -> Figure:
        if not table.low <= table.best <= table.high:
            found = f'"{table.name}" goes from {table.low:g} over {table.best:g} to {table.high:g}'
            self.fault(path, found, "Put low, best and high in order.")
        if bool(table.source.strip()) == bool(table.assumed.strip()):
            self.fault(path, f'"{table.name}" needs a source, or assumed with why, and not both', "Give one of them.")
        source, assumed = " ".join(table.source.split()), " ".join(table.assumed.split())
        return Figure(table.name, table.low, table.best, table.high, "1", source, assumed, 0, 0, origin_of(source))
