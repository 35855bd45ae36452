"""Public claims put to the test."""

from __future__ import annotations

from functools import cache

from openbmd import claims_file
from openbmd.claims import Answer, Run
from openbmd.commands import claims as command
from openbmd.commands.claims_cli import DRAWS, RAIDS, SEED
from openbmd.console import cores
from openbmd.face.asking import Say, asked
from openbmd.face.old_finding import Finding, table
from openbmd.locales import Words
from openbmd.products import claims_json, claims_report, claims_words
from openbmd.products.claims_words import Told
from openbmd.telling.notes import tell


class Claims(tuple[Finding, ...]):
    """What came of claims, one after the other."""

    def __repr__(self) -> str:
        return "\n".join(f"{one.id}: {one.finding}" for one in self)

    def _repr_html_(self) -> str:
        rows = [[one.id, one.title, claims_words.label(one.study), one.finding] for one in self]
        return f'<div class="openbmd">{table(rows)}</div>'


def claims(claim: str | None = None, *, draws: int = DRAWS, raids: int = RAIDS, seed: int = SEED) -> Finding | Claims:
    """What comes of a claim by its id, or of a TOML file of your own; of all when none is named. As openbmd claims.

    Raises InputError.
    """
    run = Run(draws, raids, seed, cores())
    wanted = [command.claim_of(claim)] if claim else [claims_file.read(n) for n in claims_file.names()]

    def check(say: Say) -> list[Answer]:
        return [command.judged(one, run, n, len(wanted), say) for n, one in enumerate(wanted)]

    found = [finding(answer, run) for answer in asked("putting claims to the test", check)]
    return found[0] if claim else Claims(found)


def finding(answer: Answer, run: Run) -> Finding:
    """One claim's answer; what its maps show is computed when they are drawn."""

    @cache
    def told() -> Told:
        return asked(f"drawing {answer.claim.id}", lambda say: command.told(answer, run, say))

    return Finding(
        study=answer,
        finding=f"{answer.claim.title} {claims_words.finding(answer)}",
        sentences=(f"{answer.claim.words} ({answer.claim.said_by}, {answer.claim.when})", answer.claim.doubt),
        numbers=tuple(
            (one.part.says.rstrip("."), f"{one.verdict.word}: {claims_words.told_value(one)}")
            for one in claims_words.tests(answer)
        ),
        notes=tuple(tell(answer.notes, Words())),
        plain=claims_json.plain(answer),
        draw=lambda: claims_report.drawn(told()),
        page=lambda svg: claims_report.page(told(), svg),
        first="",
    )
