"""Kill Chain's answer on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from openbmd.kill_chain import GULF_1991, Answer, Likelihood
from openbmd.locales import Words
from openbmd.products import figure_table, kill_chain_words
from openbmd.telling import style
from openbmd.telling.notes import each


def show(found: Answer, record: Sequence[Likelihood], out: Console) -> None:
    """Print the answer."""
    out.print(Text(kill_chain_words.headline(found), style="bold"))
    for line in kill_chain_words.sentences(found, record):
        out.print(Text(line))
    for table in (launchers(found), waves(found), history(record)):
        if table.row_count:
            out.print()
            out.print(table)
    out.print()
    out.print(Text(kill_chain_words.suppression_words()))
    out.print()
    for line in (*each(found.notes, Words()), *sources(found)):
        out.print(Text(f"  · {line}", style="dim"))


def new(title: str, left: str, *right: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(left, header_style="dim")
    for name in right:
        table.add_column(name, header_style="dim", justify="right")
    return table


def launchers(found: Answer) -> Table:
    """Stopped launchers of each kind, with dice and figures apart, and under other assumptions."""
    table = new(
        "Launchers stopped before their first launch", "", "of", "stopped", "by luck", "by figures", "if times vary",
        "if never lost",
    )  # fmt: skip
    for kind in found.kinds:
        count = kind.launchers
        others = [f"{count.total * share:,.1f}" for share in (kind.stopped_varying, kind.stopped_followed)]
        table.add_row(
            kill_chain_words.short(kind.name),
            f"{count.total:,}",
            f"{count.total - count.mean:,.1f}",
            kill_chain_words.by_luck(count),
            kill_chain_words.by_figures(count) or "–",
            *others,
        )
    return table


def waves(found: Answer) -> Table:
    """Missiles launched, wave by wave, where there is more than one."""
    table = new("Missiles launched", "wave", "of", "launched")
    for wave in found.waves if len(found.waves) > 1 else ():
        table.add_row(str(wave.wave + 1), f"{wave.missiles:,}", f"{wave.mean:,.1f}")
    return table


def history(record: Sequence[Likelihood]) -> Table:
    """How likely 1991's record is under each kill chain."""
    seen, attacks = GULF_1991.seen, GULF_1991.attacks
    table = new(
        "The record of 1991 under the figures of", "", f"none of {GULF_1991.launches} stopped",
        f"{attacks} to {seen} found", f"none of {attacks} killed", "all three",
    )  # fmt: skip
    for one in record:
        parts = (one.none_stopped, one.found_between, one.none_killed, one.record)
        table.add_row(one.name, *(kill_chain_words.odds(part) for part in parts))
    return table


def sources(found: Answer) -> list[str]:
    """Where the figures come from, and where to read them one by one."""
    names = [found.name, *(kind.name for kind in found.kinds)]
    commands = style.joined([f"openbmd catalogue show {name}" for name in names])
    said = [f"1991: {source}" for source in GULF_1991.sources]
    if found.figures:
        kinds = figure_table.origins(found.figures)
        said.append(f"figures: {kinds}; each with its source: {commands}")
    return said
