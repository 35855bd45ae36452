"""One case's file, read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

from pydantic import ValidationError

from openbmd import scenario_file
from openbmd.catalogue_file import toml
from openbmd.claims_file.lines import line_of, lines
from openbmd.complaints import Complaint, InputError, choices
from openbmd.engagements_file.laydowns import SETTABLE, laid_down, refused
from openbmd.engagements_file.models import EngagementTable, UnknownTable, explain
from openbmd.kinds import Figure
from openbmd.records import Scenario
from openbmd.records.engagements import KILLED, OBSERVABLES, Engagement, EngagementWord, LaydownUnknown

BY_THEMSELVES = ("missile-reliability", "dispersion")  # effects by which a missile is gone without a kill


class EngagementReader:
    """One text and the faults found in it."""

    def __init__(self, name: str, text: str, file: str, scenario_text: Callable[[str], str]) -> None:
        self.name, self.file, self.scenario_text = name, file, scenario_text
        self.where = lines(text)
        self.faults: list[Complaint] = []
        self.data = toml.parse(text, file)

    def fault(self, path: str, found: str, advice: str) -> None:
        self.faults.append(Complaint(self.file, line_of(path, self.where), path, found, advice))

    def refuse(self) -> None:
        if self.faults:
            raise InputError(sorted(set(self.faults), key=lambda one: one.line))

    def engagement(self) -> Engagement:
        """The case. Raises InputError with every fault."""
        try:
            table = EngagementTable.model_validate(self.data)
        except ValidationError as error:
            for wrong in error.errors():
                self.fault(*explain(dict(wrong)))
            self.refuse()
            raise
        self.check(table)
        unknowns = tuple(
            one for n, told in enumerate(table.unknown) if (one := self.unknown(n, told, table)) is not None
        )
        scenario = self.scenario(table, unknowns)
        self.refuse()
        return Engagement(
            id=table.id, title=table.title, label=table.label, when=table.when, set=table.set,
            observable=table.observable, counted=table.counted, k=table.k, n=table.n,
            disputed=table.disputed, doubt=table.doubt,
            why_missed=" ".join(table.why_missed.split()), named=tuple(tuple(words) for words in table.named),
            group=table.group, sources=tuple(table.sources), unknowns=unknowns, scenario=scenario,
            unplayed=" ".join(table.unplayed.split()), file=self.file,
            said=tuple(
                EngagementWord(one.who, one.says, -1 if one.k is None else one.k, one.n or 0, one.source, one.link)
                for one in table.said
            ),
        )  # fmt: skip

    def check(self, table: EngagementTable) -> None:
        """What one key says of another."""
        if table.id != self.name:
            self.fault("id", f'its id is "{table.id}"', f'Write id = "{self.name}", as the file is called.')
        if table.observable not in OBSERVABLES:
            found = f'nothing is observed as "{table.observable}"'
            self.fault("observable", found, choices(table.observable, OBSERVABLES))
        if table.k > table.n:
            self.fault("k", f"{table.k} of {table.n}", "Write k no larger than n.")
        if table.disputed and len(table.said) < 2:
            self.fault("disputed", "it is disputed, and not said by whom", "Add [[said]] with each side's word.")
        if not all(table.named):
            self.fault("named", "a way to name it without words", 'Write named = [["Town", "2020"]].')
        if bool(table.scenario.strip()) == bool(table.unplayed.strip()):
            found = "it needs a scenario, or unplayed with why there is none, and not both"
            self.fault("scenario", found, "Give one of them.")
        for n, one in enumerate(table.said):
            if (one.k is None) != (one.n is None):
                self.fault(f"said[{n}]", "one of k and n without the other", "Give both, or neither.")
            elif one.k is not None and one.n is not None and (one.k > one.n or one.n == 0):
                self.fault(f"said[{n}]", f"{one.k} of {one.n}", "Write k no larger than n, and n from 1.")

    def unknown(self, n: int, told: UnknownTable, table: EngagementTable) -> LaydownUnknown | None:
        """One thing that nobody knows of the laydown."""
        path, before = f"unknown[{n}]", len(self.faults)
        values = (float(told.low), float(told.best), float(told.high))
        if not values[0] <= values[1] <= values[2] or not all(map(isfinite, values)):
            found = f'"{told.name}" goes from {told.low:g} over {told.best:g} to {told.high:g}'
            self.fault(path, found, "Put low, best and high in order.")
        if any(other.name == told.name for other in table.unknown[:n]):
            self.fault(path, f'two unknowns are called "{told.name}"', "Give each its own name.")
        if told.inside == bool(told.sets):
            found = "it sets nothing, or two kinds of thing"
            self.fault(path, found, "Give it sets with paths of the scenario, or inside = true.")
        if told.inside and not 0.0 <= values[0] <= values[2] <= 1.0:
            self.fault(path, "a share within reach that is none", "Write low and high from 0 to 1.")
        for one in told.sets:
            if why := refused(one):
                self.fault(path, why, f"Name something of {', '.join(SETTABLE)} that leaves the flights as they are.")
        if told.write and told.write.count("{}") != 1:
            self.fault(path, f'"{told.write}" has no single place for the number', 'Write it so: "salvo-{}".')
        if len(self.faults) > before:
            return None
        figure = Figure(f"engagements/{self.name}/{told.name}", *values, "1", "", told.assumed, 0, 0, "assumed")
        whole = all(isinstance(one, int) for one in (told.low, told.best, told.high))
        return LaydownUnknown(figure, told.name, tuple(told.sets), told.write, whole)

    def heard(self, path: str, work: Callable[[], Any]) -> Any:
        """What work gives; None, with its complaints told at a path of this file, when it refuses."""
        try:
            return work()
        except InputError as error:
            for one in error.complaints:
                self.fault(f"{path}.{one.path}" if one.path else path, one.found, one.advice)
            return None

    def scenario(self, table: EngagementTable, unknowns: tuple[LaydownUnknown, ...]) -> Scenario | None:
        """The scenario, sound at both ends of every unknown."""
        if not table.scenario.strip():
            return None
        name = table.scenario.strip()
        where = f"catalogue/engagements/{name}.yaml"
        found: Scenario | None = self.heard(
            "scenario", lambda: scenario_file.read_text(self.scenario_text(name), where)
        )
        if found is None:
            return None
        if scenario_file.data_of(found).get("figures"):
            advice = "Take figures out of it: one catalogue plays every case."
            self.fault("scenario", f'"{name}" has figures of its own', advice)
        gone = [effect for effect in found.effects if effect in BY_THEMSELVES]
        if table.observable in KILLED and gone:
            said = f"{table.observable} counts no missile that is gone by itself, and {name} has {' and '.join(gone)}"
            self.fault("observable", said, "Take them out of its effects, or choose another observable.")
        for ends in zip(*((one.figure.low, one.figure.high) for one in unknowns), strict=True):
            self.laid(found, unknowns, ends)
        return found

    def laid(self, scenario: Scenario, unknowns: tuple[LaydownUnknown, ...], values: Sequence[float]) -> None:
        """Complaints of a laydown, each told at the unknown that sets what it speaks of."""
        try:
            laid_down(scenario, unknowns, [values])
        except InputError as error:
            for one in error.complaints:
                last = re.split(r"[/.]", one.path)[-1]
                near = [n for n, told in enumerate(unknowns) if any(path.endswith(f"/{last}") for path in told.sets)]
                self.fault(f"unknown[{near[0]}]" if near else "unknown", one.found, one.advice)
