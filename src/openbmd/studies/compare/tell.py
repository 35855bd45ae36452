"""What a comparison tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.compare import words
from openbmd.studies.compare.answer import LEAKERS, NONE_LEAKS, Contrast, Difference, Side
from openbmd.studies.compare.changes import Change, changes
from openbmd.studies.compare.words import FoundComparison
from openbmd.studies.contract import Asked
from openbmd.telling import (
    Block,
    Cell,
    Column,
    Drawn,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    Telling,
    frame,
    notes,
    style,
)

MOST = 16  # lines of input that a terminal shows


def tell(asked: Asked, say: Words) -> Telling:
    """The finding of the largest difference, those of the others, and all that is counted side by side."""
    told = words.of(asked, say)
    found, order = told.found, words.by_size(told.found)
    names = [told.name(s) for s in range(len(found.sides))]
    behind = words.sentences(told, order[0])
    for k in order[1:]:
        behind += [words.finding(told, k), *words.sentences(told, k)]
    return Telling(
        study=asked.study,
        about=say("compare-about", reference=names[0], others=names[1:]),
        headline=words.headline(told, order[0]),
        finding=words.finding(told, order[0]),
        sentences=(*frame.off(asked.scenarios, say), *behind),
        effects_off=frame.effects_off(asked.scenarios),
        blocks=tuple(blocks(told)),
        notes=tuple(notes.tell(found.notes, say)),
        data=data(told),
        seed=found.seed,
        versions=found.versions,
        sources=frame.sources(figure for side in found.sides for figure in side.entry.scenario.figures),
        corner=words.corner(told),
        small_print=(say("compare-figures-elsewhere"), *frame.small_print(say)),
        numbers=tuple(
            (say("compare-number", name=side.entry.name), style.with_error(side.measures[LEAKERS]))
            for side in found.sides
        ),
        center=style.center(words.unsigned(found.contrasts[order[0]].measures[LEAKERS].difference)),
        first="differences",
        columns=columns(told),
    )


def blocks(told: FoundComparison) -> Iterator[Block]:
    """The page."""
    say, letters = told.say, words.letters(told.found)
    yield scenario_table(told)
    yield Heading(say("compare-how-sure"))
    yield Drawn("differences", say("compare-differences-caption"))
    yield Drawn("spread")
    yield Heading(say("common-side-by-side"))
    for k, letter in enumerate(letters[1:]):
        names = {"reference": told.name(0), "other": told.name(k + 1), "letter": letter}
        if words.still(told.found.contrasts[k]):
            yield Paragraph(say("compare-still", **names), brief=True)
        else:
            yield difference_table(told, k, letter, say("compare-caption", **names))
    yield Paragraph(f"{words.how(told)} {say('common-weight')}", "soft", brief=True)
    yield Heading(say("compare-input"))
    for k, letter in enumerate(letters[1:]):
        yield from input_blocks(told, k, letter)


def scenario_table(told: FoundComparison) -> Table:
    """Which letter stands for which scenario."""
    say = told.say
    columns = (
        Column("letter", ""),
        Column("scenario", say("work-scenario")),
        Column("title", say("common-what-it-is")),
    )
    rows = zip(words.letters(told.found), told.found.sides, strict=True)
    return Table(
        "scenarios",
        columns,
        tuple(
            Row((Cell((Span(letter, "strong"),)), Cell(side.entry.name), Cell(side.entry.scenario.title)))
            for letter, side in rows
        ),
        brief=True,
    )


def difference_table(told: FoundComparison, k: int, letter: str, caption: str) -> Table:
    """What is counted, in the reference and in the other, with difference and band; nothing that never happens."""
    say = told.say
    columns = (
        Column("measure", ""),
        Column("reference", "A", right=True, close=True),
        Column("other", letter, right=True, close=True),
        Column("difference", say("compare-minus", letter=letter), right=True, close=True),
        Column("", say("common-over-figures"), right=True, close=True),
    )
    rows = []
    for measure, found in told.found.contrasts[k].measures.items():
        if measure != LEAKERS and words.idle(found):
            continue
        group, name = words.heading(measure, say)
        shown = words.units(measure, found, say)
        rows.append(
            Row(
                (
                    Cell(name, ": ".join(filter(None, measure))),
                    Cell(words.value(found.reference, *shown), found.reference),
                    Cell(words.value(found.other, *shown), found.other),
                    Cell((Span(words.signed(found.difference, *shown), "strong"),), found.difference),
                    Cell(words.band(found.difference, *shown, say) or "–"),
                ),
                group,
            )
        )
    return Table(f"differences-{letter.lower()}", columns, tuple(rows), caption, "group", brief=True)


def input_blocks(told: FoundComparison, k: int, letter: str) -> Iterator[Block]:
    """What differs in the input of one scenario."""
    say, name = told.say, told.name(k + 1)
    found = changed(told, k)
    if not found:
        yield Paragraph(say("compare-nothing", other=name), brief=True)
        return
    if len(found) > MOST:
        yield Paragraph(say("compare-lines", other=name, number=str(len(found))), "soft", brief=True)
    columns = (
        Column("what", say("compare-what")),
        Column("name", say("compare-which")),
        Column("reference", "A"),
        Column("other", letter),
    )
    rows = []
    for change in found:
        what = f"{change.kind}, {change.what}" if change.what else change.kind
        reference, other = words.in_both(change, say)
        rows.append(Row((Cell(what), Cell(change.name), Cell(reference), Cell(other))))
    caption = say("compare-input-caption", other=name)
    yield Table(f"input-{letter.lower()}", columns, tuple(rows), caption, brief=len(found) <= MOST)


def changed(told: FoundComparison, k: int) -> list[Change]:
    sides = told.found.sides
    return changes(sides[0].entry.scenario, sides[k + 1].entry.scenario, told.say)


def columns(told: FoundComparison) -> dict[str, Any]:
    """The numbers of the spread: shares of raids by leakers, and mean leakers of each draw."""
    sides = told.found.sides
    shares = [side.leaker_distribution for side in sides]
    drawn = [side.drawn_leakers for side in sides]
    found = {
        "leaker-distribution": {
            "scenario": np.repeat([side.entry.name for side in sides], [len(one) for one in shares]),
            "leakers": np.concatenate([np.arange(len(one)) for one in shares]),
            "share": np.concatenate(shares),
        }
    }
    if told.found.draws:
        found["drawn-leakers"] = {
            "scenario": np.repeat([side.entry.name for side in sides], told.found.draws),
            "draw": np.tile(np.arange(told.found.draws), len(sides)),
            "leakers": np.concatenate(drawn),
        }
    return found


# --- for programs ---------------------------------------------------------------------------------


def data(told: FoundComparison) -> dict[str, Any]:
    """Everything as plain data, keys as in docs/compare.md; with one other its comparison stands at the top too."""
    found = told.found
    compared = [contrast(told, k) for k in range(len(found.contrasts))]
    return {
        **(compared[0] if len(compared) == 1 else {}),
        "raids": found.raids,
        "seed": found.seed,
        "draws": found.draws,
        "scenarios": [scenario(side) for side in found.sides],
        "comparisons": compared,
    }


def scenario(side: Side) -> dict[str, Any]:
    return {
        "name": side.entry.name,
        "title": side.entry.scenario.title,
        "threats": len(side.entry.scenario.threats),
        "leakers": estimate(side.measures[LEAKERS]),
        "p_no_leaker": estimate(side.measures[NONE_LEAKS]),
        "leaker_distribution": side.leaker_distribution.tolist(),
        "drawn_leakers": side.drawn_leakers.tolist(),
    }


def contrast(told: FoundComparison, k: int) -> dict[str, Any]:
    """One scenario against the reference."""
    reference, other, found = told.found.sides[0].entry, told.found.sides[k + 1].entry, told.found.contrasts[k]
    names = {threat.name for threat in reference.scenario.threats}
    fewer, same, more = words.counts(found)
    return {
        "reference": reference.name,
        "other": other.name,
        "finding": words.finding(told, k),
        "verdict": words.verdict(told, k),
        "leakers": difference(found.measures[LEAKERS]),
        "p_no_leaker": difference(found.measures[NONE_LEAKS]),
        "people_weight_clear": difference(found.measures["weight_clear", ""]),
        "places": named(found, "leakers at"),
        "kills_by_layer": named(found, "kills"),
        "rounds_used": difference(found.measures["rounds", ""]),
        "rounds_used_by_layer": named(found, "rounds"),
        "rounds_wasted": difference(found.measures["wasted", ""]),
        "unengaged": named(found, "unengaged"),
        "not_launched": difference(found.measures["not_launched", ""]),
        "strays": difference(found.measures["strays", ""]),
        "raids": {"fewer": found.fewer, "same": found.same, "more": found.more},
        "draws": {"fewer": fewer, "same": same, "more": more},
        "drawn_differences": found.drawn.tolist(),
        "paired_threats": sum(threat.name in names for threat in other.scenario.threats),
        "changes": [change._asdict() for change in changed(told, k)],
    }


def named(found: Contrast, kind: str) -> dict[str, Any]:
    """The differences of one kind by place, layer or reason."""
    return {name: difference(one) for (what, name), one in found.measures.items() if what == kind and name}


def difference(one: Difference) -> dict[str, Any]:
    return {
        **estimate(one.difference),
        "unpaired_se": one.unpaired_se,
        "reference": estimate(one.reference),
        "other": estimate(one.other),
    }


def estimate(one: Estimate) -> dict[str, Any]:
    return one._asdict()
