"""How fast raids are played, and in how much memory: our engine beside NumPy and SimPy, by the same rules, in one run.

    python benchmarks/raids.py [--json] [--raids N]

Fifty missiles against one upper-tier and two lower-tier batteries (scenarios/kamd-layers-2023.yaml without the others),
every effect on: reliability of missiles, launchers and radars, dispersion, closing geometry, classes of targets,
failures at single targets, unresolved objects, errors of kill assessment. All three play the same plan. NumPy, over
whole arrays of raids, throws our own dice, so as many of its raids must have each number of leakers; SimPy, event by
event, throws dice of its own, and must agree within four standard errors. Nothing reloads within so short a raid. Peak
memory is that of a fresh process that plays so many raids; processor time tells a busy machine from a slow engine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from openbmd import flow, outcomes, scenario_file
from openbmd.outcomes.rules import within
from openbmd.records import EFFECTS, Battlespace, Scenario
from openbmd.records.withheld import without

BOUND = 100_000.0  # raids/s on one core, which the project sets itself
SEED = 1
SCENARIO = Path(__file__).parent.parent / "scenarios" / "kamd-layers-2023.yaml"
KEPT = {"seongju-thaad", "us-osan-1", "cheongung-gimhae"}
RADIUS = 5e3  # m, of each defended place, so that dispersion has something to miss
RAIDS = {"1 thread": 1_000_000, "2 threads": 1_000_000, "numpy": 20_000, "simpy": 1_000}
SMALL = 10_000  # raids of the second look at the memory
WORD = 2.0**32


def scenario_of_three() -> Scenario:
    """The fifty missiles against one upper-tier and two lower-tier batteries, every effect on."""
    scenario = scenario_file.read(SCENARIO)
    others = [unit.name for unit in scenario.fire_units if unit.name not in KEPT]
    places = tuple(place._replace(radius=RADIUS) for place in scenario.places)
    return replace(without(scenario, others), effects=EFFECTS, places=places)


def philox(raids: NDArray[np.uint64], threat: str, who: str, block: int) -> list[NDArray[np.uint64]]:
    """Four words for each raid: Philox4x32-10 over whole arrays."""
    mask, low = np.uint64(0xFFFFFFFF), np.uint64(32)
    labels = crc32(threat.encode()) if threat else 0, crc32(who.encode()), block
    c = [raids, *(np.full_like(raids, label) for label in labels)]
    k0, k1 = SEED, 0
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        c = [(p1 >> low) ^ c[1] ^ np.uint64(k0), p1 & mask, (p0 >> low) ^ c[3] ^ np.uint64(k1), p0 & mask]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c


def numpy_leakers(space: Battlespace, scenario: Scenario, dangerous: tuple[bool, ...], count: int) -> NDArray[np.int64]:
    """Leakers (raids,) of the same raids, all at once."""
    raids = np.arange(count, dtype=np.uint64)
    missiles = [scenario.missiles[scenario.routes[threat.route].missile] for threat in scenario.threats]
    places = {place.name: place for place in scenario.places}
    own = [philox(raids, "", f"missile {threat.name}", 0) for threat in scenario.threats]
    flies = np.array([w[0] < m.reliability * WORD for w, m in zip(own, missiles, strict=True)])
    inside = np.array(
        [
            w[1] < within(places[threat.place].radius, m.circular_error) * WORD
            for w, m, threat in zip(own, missiles, scenario.threats, strict=True)
        ]
    )
    works = [
        philox(raids, "", f"radar {site.name}", 0)[0] < scenario.radars[site.radar].availability * WORD
        for site in scenario.radar_sites
    ]
    layers = {layer: philox(raids, "", f"layer {layer}", 0)[0] for layer in scenario.layers}
    ready = []
    for unit in scenario.fire_units:
        kind = scenario.interceptors[unit.interceptor]
        full = np.zeros(count, dtype=np.int64)
        for launcher in range(unit.launchers):
            word = philox(raids, "", f"launchers of {unit.name}", launcher // 4)[launcher % 4]
            loaded = min(kind.rounds_per_launcher, max(unit.ready_rounds - launcher * kind.rounds_per_launcher, 0))
            full += loaded * (word < kind.launcher_reliability * WORD)
        ready.append(full)
    known = np.where(flies, np.inf, -np.inf)
    dead = np.zeros(known.shape, dtype=bool)
    rounds_before: dict[tuple[int, int], int] = {}
    salvos_before: dict[tuple[int, int], int] = {}
    for shot in space.plan.shots:
        t, u = int(shot["threat"]), int(shot["unit"])
        unit = scenario.fire_units[u]
        kind = scenario.interceptors[unit.interceptor]
        first, salvo = rounds_before.get((t, u), 0), salvos_before.get((t, u), 0)
        rounds_before[t, u], salvos_before[t, u] = first + int(shot["rounds"]), salvo + 1
        free = known[t] > shot["launch"]
        for i in range(len(works)):
            if int(shot["radars"]) >> i & 1:
                free &= works[i]
        fired = np.where(free, np.minimum(ready[u], shot["rounds"]), 0)
        ready[u] -= fired
        name = scenario.threats[t].name
        words = philox(raids, name, f"salvos of {unit.name}", salvo)
        picks = (words[0] < shot["picked"] * WORD) & (layers[unit.layer] >= kind.common_mode_failure * WORD)
        picks &= philox(raids, name, f"targets of {unit.layer}", 0)[0] >= kind.target_failure * WORD
        hit = np.zeros(count, dtype=bool)
        for i in range(int(shot["rounds"])):
            word = philox(raids, name, unit.name, (first + i) // 4)[(first + i) % 4]
            hit |= picks & (i < fired) & (word < kind.kill_probability * shot["factor"] * WORD)
        dead[t] |= hit
        called = np.where(hit, words[1] >= kind.kill_called_miss * WORD, words[1] < kind.miss_called_kill * WORD)
        called &= fired > 0
        known[t][called] = np.minimum(known[t][called], shot["assessed"])
    leaks = flies & inside & ~dead & np.array([[dangerous[threat.route]] for threat in scenario.threats])
    return leaks.sum(axis=0)


class EventRaid:
    """One raid as a discrete-event simulation: magazines are containers, every shot is a process."""

    def __init__(
        self, space: Battlespace, scenario: Scenario, dangerous: tuple[bool, ...], dice: np.random.Generator
    ) -> None:
        import simpy

        self.scenario, self.dice, self.environment = scenario, dice, simpy.Environment()
        self.dangerous = dangerous
        self.radar_works = [dice.random() < scenario.radars[site.radar].availability for site in scenario.radar_sites]
        layer_dice = {layer: dice.random() for layer in scenario.layers}
        self.magazines, self.fails = [], []
        for unit in scenario.fire_units:
            kind = scenario.interceptors[unit.interceptor]
            working = sum(dice.random() < kind.launcher_reliability for _ in range(unit.launchers))
            rounds = working * unit.ready_rounds // unit.launchers
            self.magazines.append(simpy.Container(self.environment, capacity=max(rounds, 1), init=rounds))
            self.fails.append(layer_dice[unit.layer] < kind.common_mode_failure)
        self.lost = [{layer: dice.random() for layer in scenario.layers} for _ in scenario.threats]
        missiles = [scenario.missiles[scenario.routes[threat.route].missile] for threat in scenario.threats]
        self.flies = [dice.random() < missile.reliability for missile in missiles]
        radius = {place.name: place.radius for place in scenario.places}
        self.inside = [
            dice.random() < within(radius[threat.place], missile.circular_error)
            for threat, missile in zip(scenario.threats, missiles, strict=True)
        ]
        self.believed_dead = [not flies for flies in self.flies]
        self.dead = [False] * len(missiles)
        for shot in space.plan.shots:
            self.environment.process(self.shoot(shot))

    def shoot(self, shot: np.void) -> Iterator[Any]:
        """Launch when it is due and allowed, meet the target, tell the result."""
        threat, magazine = int(shot["threat"]), self.magazines[int(shot["unit"])]
        unit = self.scenario.fire_units[int(shot["unit"])]
        kind = self.scenario.interceptors[unit.interceptor]
        yield self.environment.timeout(float(shot["launch"]))
        needed = int(shot["radars"])
        held = all(works for i, works in enumerate(self.radar_works) if needed >> i & 1)
        rounds = min(int(shot["rounds"]), int(magazine.level))
        if self.believed_dead[threat] or not held or rounds == 0:
            return
        yield magazine.get(rounds)
        yield self.environment.timeout(float(shot["intercept"] - shot["launch"]))
        chance = 0.0 if self.fails[int(shot["unit"])] else kind.kill_probability * float(shot["factor"])
        picks = self.dice.random() < shot["picked"]
        picks &= self.lost[threat][unit.layer] >= kind.target_failure
        hit = picks and any(self.dice.random() < chance for _ in range(rounds))
        self.dead[threat] |= hit
        yield self.environment.timeout(float(shot["assessed"] - shot["intercept"]))
        error = kind.kill_called_miss if hit else kind.miss_called_kill
        if hit != (self.dice.random() < error):
            self.believed_dead[threat] = True

    def play(self) -> int:
        """Leakers."""
        self.environment.run()
        fates = zip(self.scenario.threats, self.flies, self.inside, self.dead, strict=True)
        return sum(self.dangerous[t.route] and flies and inside and not dead for t, flies, inside, dead in fates)


@cache
def setting() -> tuple[Scenario, Battlespace, tuple[bool, ...]]:
    scenario = scenario_of_three()
    space = flow.battlespace(scenario)
    return scenario, space, flow.dangerous(scenario, space.trajectories)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0  # Linux: kB


def play(engine: str, raids: int) -> dict[str, float]:
    """Seconds of that many raids, their leakers, and the process's memory [MB] before and at its peak."""
    scenario, space, dangerous = setting()
    flow.assess(space, scenario, 10, SEED, 1)
    before = megabytes()
    start, start_cpu = time.perf_counter(), time.process_time()
    if engine == "numpy":
        found = np.bincount(numpy_leakers(space, scenario, dangerous, raids), minlength=len(scenario.threats) + 1)
    elif engine == "simpy":
        dice = np.random.default_rng(SEED)
        leakers = [EventRaid(space, scenario, dangerous, dice).play() for _ in range(raids)]
        found = np.bincount(leakers, minlength=len(scenario.threats) + 1)
    else:
        threads = int(engine[0])
        chances = space.launch_chance
        found = outcomes.simulate(space.plan, scenario, dangerous, chances, raids, SEED, 0, threads).leakers
    took, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    numbers = np.arange(len(found))
    mean = float(found @ numbers) / raids
    variance = float(found @ numbers**2) / raids - mean * mean
    return {
        "raids": raids, "seconds": took, "cpu_seconds": cpu, "raids_per_s": raids / took,
        "before_mb": before, "peak_mb": megabytes(), "leakers": mean, "se": (variance / raids) ** 0.5,
        "distribution": crc32(np.asarray(found, dtype=np.int64).tobytes()),
        "shots": len(space.plan.shots), "threats": len(scenario.threats), "batteries": len(scenario.fire_units),
    }  # fmt: skip


def apart(engine: str, raids: int) -> dict[str, float]:
    """As play, in a fresh process."""
    command = [sys.executable, __file__, "--engine", engine, "--raids", str(raids)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{engine} at {raids} raids ended with {done.returncode}\n{done.stderr}")
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--raids", type=int, help="raids of the timing of our engine (1000000)")
    parser.add_argument("--engine", choices=RAIDS, help="play with one engine, print, end")
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(play(options.engine, options.raids or RAIDS[options.engine])))
        return
    ours = {"1 thread", "2 threads"}
    rows = {name: apart(name, options.raids or raids if name in ours else raids) for name, raids in RAIDS.items()}
    same_dice = apart("1 thread", RAIDS["numpy"])
    small = apart("1 thread", SMALL)
    one, events = rows["1 thread"], rows["simpy"]
    apart_by = abs(one["leakers"] - events["leakers"]) / (one["se"] ** 2 + events["se"] ** 2) ** 0.5
    found = {
        "raids_per_s": one["raids_per_s"],
        "ratio_to_numpy": one["raids_per_s"] / rows["numpy"]["raids_per_s"],
        "ratio_to_simpy": one["raids_per_s"] / events["raids_per_s"],
        "numpy_agrees": same_dice["distribution"] == rows["numpy"]["distribution"],
        "simpy_agrees": apart_by < 4.0,
        "simpy_standard_errors_apart": apart_by,
        "within_bound": one["raids_per_s"] >= BOUND,
        "bound_raids_per_s": BOUND,
        "memory_growth_mb": one["peak_mb"] - small["peak_mb"],
        "engines": rows,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print(
            f"{one['threats']} missiles, {one['batteries']} batteries, {one['shots']} candidate shots, all effects on"
        )
        for name, row in rows.items():
            speed = f"{row['raids_per_s']:>11,.0f} raids/s (processor {row['cpu_seconds']:.2f} s)"
            memory = f"{row['before_mb']:.0f} -> {row['peak_mb']:.0f} MB"
            print(
                f"{name:>9} {row['raids']:>9,} raids {speed}, {memory}, {row['leakers']:.4f} ± {row['se']:.4f} leakers"
            )
        print(
            f"one thread: {found['ratio_to_numpy']:.1f} x NumPy, {found['ratio_to_simpy']:,.0f} x SimPy; "
            f"memory from {SMALL:,} to {one['raids']:,} raids grows by {found['memory_growth_mb']:.0f} MB"
        )
        print(
            f"NumPy {'agrees raid by raid' if found['numpy_agrees'] else 'DIFFERS'}; SimPy is {apart_by:.1f} standard "
            f"errors away; {BOUND:,.0f} raids/s on one core: {'yes' if found['within_bound'] else 'NO'}"
        )
    if not (found["numpy_agrees"] and found["simpy_agrees"] and found["within_bound"]):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
