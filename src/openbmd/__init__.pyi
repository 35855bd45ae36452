"""OpenBMD: an open laboratory for regional ballistic-missile defence."""

# Made by builders/stub.py from the questions of the studies: do not edit.
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from openbmd.complaints import InputError as InputError
from openbmd.face.finding import Facts as Facts
from openbmd.face.finding import Finding as Finding
from openbmd.face.scenarios import Scenario as Scenario

__version__: str
__all__: tuple[str, ...]

def catalogue(name: str | None = None) -> Facts:
    """An entry with every figure and its source, or the names of all that exist by kind. Raises InputError."""

def changed(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """The scenario with what each path names set to a value, or removed where that is None; checked as a file is.

    changes: {"fire_units/seongju-thaad/launchers": 1, "raids": 100, "threats/nodong-busan/count": 3}. A path is keys of
    a scenario file and names of items with / between them. Raises InputError with all faults at once."""

def example(name: str) -> Scenario:
    """A shipped scenario by its name, one of bmd.examples(). Raises InputError."""

def examples() -> tuple[str, ...]:
    """The names of the shipped scenarios."""

def instead(scenario: Scenario, name: str, file: Path | str) -> Scenario:
    """The scenario with a thing of your own wherever it has the one of that name; its to_yaml() holds the thing too.

    file: TOML as the catalogue's files are, with a name of its own. Rounds of fire units stay as they were loaded.
    Raises InputError with every fault of the file, and of the scenario with it."""

def read(path: Path | str, *, raids: int | None = None, seed: int | None = None, draws: int | None = None) -> Scenario:
    """The scenario of a YAML file, or a shipped one by its name; raids, seed and draws replace the file's.

    Raises InputError with every fault."""

def report(*folders: Path | str, to: Path | str, title: str = '') -> None:
    """Gather run folders into one page that opens offline (.html), or a PDF (.pdf), as openbmd report does.

    Nothing is overwritten. Raises InputError for what is no run folder or was changed since, and OSError."""

def scenario(told: Mapping[str, Any] | str) -> Scenario:
    """The scenario of plain data, with the keys of a scenario file, or of a YAML text. Raises InputError."""

def without(scenario: Scenario, *names: str) -> Scenario:
    """The scenario without radars, sensors, fire units, links or nations, by their names. Raises InputError."""

def assess(scenario: Scenario, /, *, raids: int | None = None, seed: int | None = None, draws: int | None = None, error: float | None = None, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """Play a scenario: print the answer and write a run folder with report, tables and tracks.

    Same file and same seed give the same answer, to the last digit, on any number of threads.

    raids: How often to play the raid; replaces the file's. The least is 1, the greatest 1,000,000,000.
    seed: Seed of the dice; replaces the file's. The least is 0, the greatest 9,223,372,036,854,775,807.
    draws: Draws over the published ranges that make the band; 0: none. The least is 0, the greatest 100,000.
    error: Play until the mean number of leakers is known to this standard error; --raids: the most. The least is 1e-06.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd run. Raises openbmd.complaints.InputError with every fault."""

def claims(claim: str | None = None, *, draws: int = 24, raids: int = 1000, seed: int = 2017, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """Public claims put to the test: holds, fails, depends, or not a matter of calculation.

    claim: One claim, by its id or as a TOML file of your own; all when not given.
    draws: Draws over the published ranges. The least is 1, the greatest 100,000.
    raids: Raids played in each draw. The least is 1, the greatest 1,000,000.
    seed: Seed of the draws and of the dice. The least is 0, the greatest 9,223,372,036,854,775,807.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd claims. Raises openbmd.complaints.InputError with every fault."""

def compare(*scenarios: Scenario, without: Sequence[str] = (), raids: int | None = None, seed: int | None = None, draws: int | None = None, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """Side by side: what does a change of the defence do to the same raids?

    All are played with the same dice and the same draws of the published figures, so that the difference is known
    better than either answer. With one other scenario, what is said of it (leakers, verdict, changes, ...) stands at
    the top of the answer too.

    without: A against A without these radars, fire units, links, warning sensors, nations; may be repeated.
    raids: How often to play the raid; default: A's. The least is 1, the greatest 1,000,000,000.
    seed: Seed of the dice; default: A's. The least is 0, the greatest 9,223,372,036,854,775,807.
    draws: Draws over the published ranges; default: A's. 0: none. The least is 0, the greatest 100,000.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd compare. Raises openbmd.complaints.InputError with every fault."""

def coverage(scenario: Scenario, /, *, radar: str, launch: str | None = None, aim: str | None = None, missile: str | None = None, mode: Literal['terminal', 'forward-based'] | None = None, boresight_deg: float | None = None, floor_deg: float | None = None, cross_section_m2: float | None = None, dwell_ms: float | None = None, at_least_s: float = 60.0, draws: int | None = None, seed: int | None = None, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """What does one radar see? First detection and track of published flights, by mode, with what flips it.

    radar: A radar site of the scenario.
    launch: One flight alone: from a place, or latitude,longitude.
    aim: To a place, or latitude,longitude.
    missile: Of the catalogue or the scenario; a published route between the two tells it.
    mode: A mode of an AN/TPY-2; both when not given.
    boresight_deg: Where it faces, degrees from north. [deg] The least is -180 deg, the greatest 360 deg.
    floor_deg: Elevation floor, of the site and of the radar. [deg] The least is -2 deg, the greatest 60 deg.
    cross_section_m2: Of every target, from all sides, all the way. [m2] The least is 0.0001 m2, the greatest 10 m2.
    dwell_ms: Time on a target in each frame. [ms] The least is 0.01 ms, the greatest 10,000 ms.
    at_least_s: Time in track that counts as held. [s] The least is 1 s, the greatest 3,600 s.
    draws: Draws over the published ranges; 0: no bands. The least is 0, the greatest 100,000.
    seed: Seed; replaces the scenario's. The least is 0, the greatest 9,223,372,036,854,775,807.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd coverage. Raises openbmd.complaints.InputError with every fault."""

def engagements(*, case: str | None = None, set: Literal['A', 'B'] | None = None, draws: int = 64, raids: int = 500, seed: int = 2026, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """The tool's own record: where real engagements lie in what it would have said of them, misses included.

    case: One case, by its id; all when not given.
    set: A: figures may rest on these cases. B: they may not. Both when not given.
    draws: Draws of figures and laydowns together. The least is 8, the greatest 100,000.
    raids: Raids played in each draw. The least is 1, the greatest 1,000,000.
    seed: Seed of the draws and of the dice. The least is 0, the greatest 9,223,372,036,854,775,807.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd engagements. Raises openbmd.complaints.InputError with every fault."""

def flights(names: Sequence[str] = (), *, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """Check the model against real flights: reported times, and published ranges, those that miss included.

    names: Flights to check; all when none is named.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd flights check. Raises openbmd.complaints.InputError with every fault."""

def footprint(scenario: Scenario, /, *, unit: str, threat: str, launch: str | None = None, denied: str | None = None, negation: bool = False, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """What can a battery defend? The places at which a missile can be engaged, how often, and why not elsewhere.

    unit: A fire unit of the scenario, or all.
    threat: A missile of the catalogue, or a threat of the scenario.
    launch: Launch point. Default: where the scenario launches this missile from.
    denied: Also the launch area from which this one place can be defended.
    negation: Also a map of the chance that a single missile is stopped.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd footprint. Raises openbmd.complaints.InputError with every fault."""

def infer(file: str | None = None, *, flight: str | None = None, range_km: float | None = None, apogee_km: float | None = None, time: str | None = None, site: str | None = None, bearing_deg: float | None = None, payload_kg: float | None = None, stages: int = 0, propellant: Literal['liquid', 'solid'] | None = None, kind: Literal['ballistic', 'quasi-ballistic', 'gliding', 'orbital'] | None = None, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """What does a test flight mean? Is its report possible, and how far would the missile fly?

    file: A YAML file of reports of one flight, which may disagree.
    flight: A flight of: openbmd flights list.
    range_km: Reported range along the ground. [km] The least is 1 km, the greatest 45,000 km.
    apogee_km: Reported apogee. [km] The least is 1 km, the greatest 100,000 km.
    time: Reported time of flight: 4052s, 30min or 47min12s.
    site: Launch site: a name, or latitude,longitude.
    bearing_deg: Bearing of the flight, degrees from north. [degrees] The least is -360 degrees, the greatest 360 degrees.
    payload_kg: What the flight is thought to have carried. [kg] The least is 1 kg, the greatest 100,000 kg.
    stages: How many stages, where that was seen; 0: unknown. The least is 0, the greatest 3.
    propellant: Where that was seen.
    kind: Where that is known.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd infer. Raises openbmd.complaints.InputError with every fault."""

def kill_chain(scenario: Scenario, /, *, draws: int = 1000, seed: int | None = None, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """How many launchers are stopped before launch, by what is published of them and of Kill Chain?

    The scenario has a kill_chain. Rates and delays, never places.

    draws: Draws over the published ranges that make the band; 0: none. The least is 0, the greatest 100,000.
    seed: Seed of the draws; replaces the file's. The least is 0, the greatest 9,223,372,036,854,775,807.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd kill-chain. Raises openbmd.complaints.InputError with every fault."""

def posture(scenario: Scenario, /, *, defence: str | None = None, raids: int | None = None, seed: int | None = None, draws: int | None = None, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """What is each reinforcement worth? The same raid against what is there on each day.

    defence: Play the raid against these published defences side by side, instead of the scenario's own and its days.
    raids: How often to play the raid; replaces the file's. The least is 1, the greatest 1,000,000,000.
    seed: Seed of the dice; replaces the file's. The least is 0, the greatest 9,223,372,036,854,775,807.
    draws: Draws over the published ranges that make the bands; 0: none. The least is 0, the greatest 100,000.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd posture. Raises openbmd.complaints.InputError with every fault."""

def show(scenario: Scenario, /, *, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """Show a scenario without dice: laydown, flights, who sees what when, and who can reach it.

    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd show. Raises openbmd.complaints.InputError with every fault."""

def site(scenario: Scenario, /, *, unit: str, sites: str | None = None, k: int | None = None, demand: str | None = None, rule: Literal['every', 'any', 'share'] = 'every', fresh: bool = False, threads: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """Where would another battery do most? The best sites for one more, two more and so on, proved.

    unit: The fire unit of which there may be more.
    sites: Candidate sites: a CSV file (name, latitude_deg, longitude_deg, height_m), names with commas between them, or airbases. Default: all bases and cities of the Republic of Korea in the catalogue.
    k: How many more units at most. Default: 3. The least is 1, the greatest 1,000.
    demand: Count all cities of a country (KR), each with every missile of the raid that can come there, instead of the scenario's defended places with the missiles aimed at them.
    rule: A place is covered when every kind of missile that comes there can be engaged, when any can, or by the share of the missiles that can.
    fresh: As if no fire unit were there yet.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd site. Raises openbmd.complaints.InputError with every fault."""

def sweep(scenario: Scenario, /, *, measure: Literal['leakers', 'p_no_leaker', 'weight_clear'] | None = None, verdict: str | None = None, draws: int = 1000, raids: int | None = None, seed: int | None = None, threads: int | None = None, processes: int | None = None, progress: Callable[[int, int, str], None] | None = None) -> Finding:
    """What does the answer hang on? Every published figure over its range, and where the verdict turns.

    All figures drawn together give the band and the shares of its variance; each alone gives the
    tornado and its flip: the value at which the verdict changes.

    measure: The number of the answer that is looked at. Default: the verdict's, or leakers.
    verdict: A threshold on the measure, such as "leakers <= 5". Default: within half of the best answer.
    draws: Draws of all figures together; 0: each alone only. The least is 0, the greatest 100,000.
    raids: Raids with one figure off its best; default: the file's. The least is 2, the greatest 10,000,000.
    seed: Seed of dice and draws; replaces the file's. The least is 0, the greatest 9,223,372,036,854,775,807.
    threads: how many to work with, all cores when None; the answer is the same with any number.
    progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.

    As openbmd sweep. Raises openbmd.complaints.InputError with every fault."""
