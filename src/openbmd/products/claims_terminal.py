"""Claims and their verdicts, printed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from openbmd.claims import DEPENDS, FAILS, HOLDS, TOO_FEW, Answer, Verdict
from openbmd.locales import Words
from openbmd.products import claims_words
from openbmd.telling.notes import each

STYLES = {HOLDS: "blue", FAILS: "dark_orange", DEPENDS: "magenta"}


def show_all(answers: Sequence[Answer], out: Console) -> None:
    """All claims in one table."""
    table = new_table("claim", "kind", "verdict", "share", "decides")
    for answer in answers:
        table.add_row(answer.claim.id, answer.claim.kind, *row(answer.verdict))
        if answer.claim.beyond:
            for one in claims_words.tests(answer):
                table.add_row(f"  {one.part.name}", "", *row(one.verdict), style="dim")
    out.print(table)
    first = answers[0]
    out.print(
        f"\nShare: of {first.draws} draws of the published figures in which a claim holds (95 % and more: holds; 5 % "
        "and less: fails). Intent, opinion and forecast have no truth value; their checkable parts have.\n"
        "One page of each, with evidence for and against: openbmd claims ID.",
        style="dim",
    )


def show_one(answer: Answer, out: Console) -> None:
    """One claim and its parts."""
    claim = answer.claim
    out.print(Text(claim.words, style="bold"))
    out.print(Text(f"{claim.said_by}, {claim.when}", style="dim"))
    out.print(Text(f"\n{claims_words.finding(answer)} {claim.beyond}".rstrip()))
    table = new_table("part", "verdict", "share", "best", "5–95 %", "needs")
    for one in answer.parts:
        name = f"{one.part.name}{' (what if)' if one.part.what_if else ''}"
        best, needs = claims_words.value(one.part, one.measured.best), claims_words.threshold(one.part)
        table.add_row(name, *row(one.verdict)[:2], best, claims_words.band(one), needs)
    out.print(table)
    for note in each(answer.notes, Words()):
        out.print(Text(f"· {note}", style="dim"))


def new_table(*names: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, justify="right" if name in ("share", "best", "5–95 %") else "left")
    return table


def row(verdict: Verdict) -> tuple[Text, str, str]:
    decides = claims_words.cause(verdict) if verdict.decides else ""
    decides = TOO_FEW if verdict.decides == TOO_FEW else decides
    return Text(verdict.word, style=STYLES.get(verdict.word, "")), claims_words.share(verdict), decides
