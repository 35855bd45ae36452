"""The answer on a terminal: the finding in words, then by place, unit and layer, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbmd.console import complete
from openbmd.locales import Words
from openbmd.products import headline, unmet
from openbmd.products.drivers_chart import figure_name, strongest
from openbmd.records import Answer, Estimate
from openbmd.telling import reasons as reason_words
from openbmd.telling import style
from openbmd.telling.notes import tell

DRIVERS = 6  # shown at most
BAND = "5–95 %"


def finding(answer: Answer) -> tuple[str, ...]:
    """The headline and the sentences under it."""
    if not headline.is_played(answer):
        said = headline.write(answer)
        return said.finding, *said.sentences
    band = style.band(answer.leakers)
    first = (
        f"Of {len(headline.aimed(answer))} missiles, {style.with_error(answer.leakers)} get through"
        f"{f' (published figures allow {band})' if band else ''}."
    )
    none = style.chance(answer.p_no_leaker, answer.raids)
    sentences = [f"Chance that none gets through: {none}{_percents(answer.p_no_leaker)}."]
    if answer.weight_total > 0.0:
        sentences.append(
            f"People-weight in places that no missile reaches: {style.people(answer.weight_clear.mean)}"
            f" of {style.people(answer.weight_total)}."
        )
    sentences += headline.beside_words(answer)
    outside = headline.outside_words(answer)
    return first, *sentences, *([outside] if outside else [])


def show(answer: Answer, console: Console, folder: str) -> None:
    """Print the answer; folder is where its report stands, "" when none was written.

    Raises OSError when it cannot be printed, with a note that names the folder.
    """
    with complete(folder):
        _show(answer, console, folder)


def _show(answer: Answer, console: Console, folder: str) -> None:
    scenario = answer.scenario
    console.print(Text(scenario.title, style="bold"))
    raids = f"{answer.raids:,} raids · " if headline.is_played(answer) else ""
    console.print(Text(f"{scenario.name} · {raids}seed {answer.seed}", style="dim"))
    console.print()
    first, *under = finding(answer)
    console.print(Text(first, style="bold cyan"))
    for sentence in under:
        console.print(Text(sentence))
    parts = (_places(answer), _units(answer), _layers(answer), _unengaged(answer), _drivers(answer))
    for part in parts:
        if part is not None and headline.is_played(answer):
            console.print()
            console.print(part)
    notes = tell(answer.notes, Words())
    if notes:
        console.print()
        console.print(Text("Notes", style="bold"))
        for note in notes:
            console.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
    console.print()
    if headline.is_played(answer):
        console.print(Text(_how(answer), style="dim"))
    console.print(Text(f"Versions: {', '.join(f'{name} {v}' for name, v in answer.versions.items())}.", style="dim"))
    if folder:
        console.print(Text.assemble(("Report: ", "bold"), f"{folder}/report.html"))


def _how(answer: Answer) -> str:
    band = (
        f"5–95 % is the band over {answer.draws} draws of the published figures"
        if answer.draws
        else "no draws over the published figures were made, so there is no band"
    )
    return f"± is the standard error of the dice; {band}."


def _percents(estimate: Estimate) -> str:
    if not style.has_band(estimate) or estimate.low == estimate.high:
        return ""
    low, high = 100.0 * estimate.low, 100.0 * estimate.high
    return f" (published figures allow {style.between(low, high)}{style.NARROW}%)"


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for index, name in enumerate(columns):
        table.add_column(name, justify="left" if index == 0 else "right", header_style="dim", no_wrap=True)
    return table


def _places(answer: Answer) -> RenderableType | None:
    if not answer.places:
        return None
    aimed: dict[str, int] = {}
    for threat in answer.scenario.threats:
        aimed[threat.place] = aimed.get(threat.place, 0) + 1
    table = _table("By place", ("place", "aimed at it", "get through", BAND, "chance of none", "people-weight"))
    for name, place in answer.places.items():
        if name in aimed:
            chance = style.chance(place.p_no_leaker, answer.raids)
            table.add_row(
                name,
                str(aimed[name]),
                style.with_error(place.leakers),
                style.band(place.leakers),
                chance,
                style.people(place.people_weight),
            )
    return table


def _units(answer: Answer) -> RenderableType | None:
    if not answer.scenario.fire_units:
        return None
    table = _table("Rounds", ("fire unit", "interceptor", "layer", "rounds", "used", BAND, "wasted", "left"))
    for unit in answer.scenario.fire_units:
        table.add_row(
            unit.name,
            style.label(unit.interceptor),
            unit.layer,
            str(unit.ready_rounds + unit.reserve_rounds),
            style.with_error(answer.rounds_used[unit.name]),
            style.band(answer.rounds_used[unit.name]),
            style.mean_alone(answer.rounds_wasted[unit.name]),
            style.mean_alone(answer.rounds_left[unit.name]),
        )
    return table


def _layers(answer: Answer) -> RenderableType | None:
    if not answer.kills_by_layer:
        return None
    table = _table("Kills by layer", ("layer", "kills in a raid", BAND))
    manned = {unit.layer for unit in answer.scenario.fire_units}
    for layer, kills in answer.kills_by_layer.items():
        if layer not in manned:
            continue
        table.add_row(layer, style.with_error(kills), style.band(kills))
    return table


def _unengaged(answer: Answer) -> RenderableType | None:
    reasons = {reason: value for reason, value in answer.unengaged.items() if value.mean > 0.0}
    if not reasons or not answer.scenario.fire_units:
        return None
    table = _table("Never engaged, and why", ("reason", "missiles in a raid", BAND))
    table.add_column("nearest miss", header_style="dim")
    for reason, value in reasons.items():
        nearest = unmet.nearest_words(answer, reason)
        table.add_row(
            reason_words.name(reason, Words()), style.with_error(value), style.band(value), Text(nearest or "–")
        )
    return table


def _drivers(answer: Answer) -> RenderableType | None:
    strong = [driver for driver in answer.drivers if driver.significant][:DRIVERS]
    if not answer.drivers:
        return None
    if not strong:
        return Text(f"What moves the answer: {strongest(answer)}")
    table = _table("What moves the answer (over the published ranges)", ("figure", "when it grows", "rank correlation"))
    for driver in strong:
        way = "more get through" if driver.correlation > 0.0 else "fewer get through"
        table.add_row(figure_name(driver.path), way, style.fixed(driver.correlation, 2))
    return table
