"""What strikes before launch tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.contract import Asked
from openbmd.studies.kill_chain import words
from openbmd.studies.kill_chain.answer import Count, KindAnswer
from openbmd.studies.kill_chain.history import GULF_1991, Likelihood, upper_bound
from openbmd.studies.kill_chain.words import Strikes
from openbmd.telling import (
    Block,
    Cell,
    Column,
    Drawn,
    Heading,
    Items,
    Pair,
    Paragraph,
    Row,
    Table,
    Telling,
    figures,
    frame,
    notes,
    style,
)

EXACT = 0.0  # standard error of a mean for which no dice are thrown


def tell(asked: Asked, say: Words) -> Telling:
    """The finding, how many are stopped, what decides, and what 1991 says of it."""
    told = words.of(asked, say)
    found = told.found
    return Telling(
        study=asked.study,
        about=found.scenario.title or found.scenario.name,
        headline=words.headline(told),
        finding=words.finding(told),
        sentences=tuple(words.sentences(told)),
        blocks=tuple(blocks(told)),
        notes=tuple(notes.tell(found.notes, say)),
        data=data(told),
        seed=found.seed,
        versions=found.versions,
        sources=tuple(dict.fromkeys((*frame.sources(found.figures), *GULF_1991.sources))),
        corner=corner(told),
        small_print=(say("kill-chain-small-print"),),
        numbers=tuple(
            (say("kill-chain-stopped-of", launchers=words.launchers(kind, say)), words.stopped(kind.launchers, say))
            for kind in found.kinds
        ),
        first="mission",
    )


def corner(told: Strikes) -> str:
    """What was played, at the foot of the page."""
    if not told.found.draws:
        return words.corner(told)
    return told.say("kill-chain-corner-draws", draws=f"{told.found.draws:,}", **words.played(told))


def blocks(told: Strikes) -> Iterator[Block]:
    """The page."""
    found, say = told
    yield Heading(say("kill-chain-where"))
    yield Drawn("mission", say("kill-chain-where-caption"))
    yield Heading(say("kill-chain-how-many"))
    yield launcher_table(told)
    yield Paragraph(say("kill-chain-how-counted"), "soft")
    if len(found.waves) > 1:
        yield wave_table(told)
    yield Pair(((Drawn("survivors"),), (Drawn("exposure"),)))
    yield Heading(say("kill-chain-decides"))
    strong = [driver for driver in found.drivers if driver.significant]
    yield driver_table(told) if strong else Paragraph(say("kill-chain-undecided"))
    yield Heading(say("kill-chain-record"))
    counted = {"launches": str(GULF_1991.launches), "seen": str(GULF_1991.seen), "attacks": str(GULF_1991.attacks)}
    kills = str(GULF_1991.kills or say("common-none"))
    yield Paragraph(say("kill-chain-record-told", kills=kills, **counted))
    yield record_table(told)
    yield Paragraph(say("kill-chain-yardstick"), "soft")
    yield Paragraph(words.suppression(say), brief=True)
    yield Items(tuple(say("kill-chain-source", source=source) for source in GULF_1991.sources), brief=True)
    if found.figures:
        yield from figures.section(found.figures, {}, say)
        names = [found.name, *(kind.name for kind in found.kinds)]
        commands = [say("kill-chain-show", name=name) for name in names]
        origins = figures.origins(found.figures, say)
        yield Paragraph(say("kill-chain-look-up", origins=origins, commands=commands), "soft", brief=True)


def launcher_table(told: Strikes) -> Table:
    """Stopped launchers of each kind, with dice and figures apart, and under other assumptions."""
    say = told.say
    columns = (
        Column("launcher", say("common-launchers"), close=True),
        Column("launchers", say("kill-chain-of"), right=True),
        Column("stopped", say("kill-chain-stopped"), right=True),
        Column("stopped_by_luck", say("kill-chain-luck"), right=True),
        Column("stopped_by_figures", say("kill-chain-figures"), right=True),
        Column("stopped_if_times_vary", say("kill-chain-vary"), right=True),
        Column("stopped_if_never_lost", say("kill-chain-lost"), right=True),
        Column("missiles", say("common-missiles"), right=True, brief=False),
        Column("missiles_launched", say("kill-chain-missiles-launched"), right=True, brief=False),
    )
    rows = tuple(launcher_row(kind, say) for kind in told.found.kinds)
    return Table("launchers", columns, rows, caption=say("kill-chain-stopped-table"), brief=True)


def launcher_row(kind: KindAnswer, say: Words) -> Row:
    """One kind of launcher; its bands are 5-95 % over the dice, and of the mean over the figures."""
    count, total = kind.launchers, kind.launchers.total
    stopped = total - count.mean
    luck = Estimate(stopped, EXACT, total - count.spread.p95, total - count.spread.p05)
    drawn = Estimate(stopped, EXACT, total - count.high, total - count.low)
    varying, followed = total * kind.stopped_varying, total * kind.stopped_followed
    return Row(
        (
            Cell(words.short(kind.name, say), kind.name),
            Cell(f"{total:,}", total),
            Cell(f"{stopped:,.1f}", stopped),
            Cell(words.by_luck(count), luck),
            Cell(words.by_figures(count) or "–", drawn),
            Cell(f"{varying:,.1f}", varying),
            Cell(f"{followed:,.1f}", followed),
            Cell(f"{kind.missiles.total:,}", kind.missiles.total),
            Cell(f"{kind.missiles.mean:,.1f}", kind.missiles.mean),
        )
    )


def wave_table(told: Strikes) -> Table:
    """Missiles launched, wave by wave."""
    say = told.say
    columns = (
        Column("wave", say("kill-chain-wave")),
        Column("missiles", say("common-missiles"), right=True),
        Column("launched", say("kill-chain-launched-mean"), right=True),
    )
    rows = tuple(
        Row((Cell(str(one.wave + 1), one.wave + 1), Cell(f"{one.missiles:,}", one.missiles),
             Cell(f"{one.mean:,.1f}", one.mean)))
        for one in told.found.waves
    )  # fmt: skip
    return Table("waves", columns, rows, caption=say("kill-chain-waves"), brief=True)


def driver_table(told: Strikes) -> Table:
    """The figures that move the number launched beyond what chance does."""
    say = told.say
    columns = (
        Column("figure", say("figures-figure")),
        Column("rank_correlation", say("kill-chain-correlation"), right=True),
    )
    rows = tuple(
        Row((Cell(figures.name(one.path, say), one.path), Cell(style.fixed(one.correlation, 2), one.correlation)))
        for one in told.found.drivers
        if one.significant
    )
    return Table("drivers", columns, rows)


def record_table(told: Strikes) -> Table:
    """How likely 1991's record is under each kill chain."""
    say = told.say
    launches, seen, attacks = (str(one) for one in (GULF_1991.launches, GULF_1991.seen, GULF_1991.attacks))
    columns = (
        Column("kill_chain", say("kill-chain-figures-of")),
        Column("none_stopped", say("kill-chain-none-stopped", launches=launches), right=True),
        Column("found_while_leaving", say("kill-chain-found-leaving", attacks=attacks, seen=seen), right=True),
        Column("none_killed", say("kill-chain-none-killed", attacks=attacks), right=True),
        Column("record", say("kill-chain-all-three"), right=True),
    )
    rows = tuple(record_row(one, say) for one in told.found.record)
    return Table("record-1991", columns, rows, caption=say("kill-chain-record-table"), brief=True)


def record_row(one: Likelihood, say: Words) -> Row:
    parts = (one.none_stopped, one.found_between, one.none_killed, one.record)
    return Row((Cell(one.name), *(Cell(words.odds(part, say), part) for part in parts)))


# --- for programs ---------------------------------------------------------------------------------


def data(told: Strikes) -> dict[str, Any]:
    """Times in minutes; shares and chances from 0 to 1; docs/kill-chain.md says what each key holds."""
    found = told.found
    return {
        "name": found.scenario.name,
        "kill_chain": found.name,
        "draws": found.draws,
        "launchers_launched": counted(found.launchers),
        "missiles_launched": counted(found.missiles),
        "kinds": [
            {
                "launcher": kind.name,
                "launchers_launched": counted(kind.launchers),
                "missiles_launched": counted(kind.missiles),
                "stopped_share": kind.stopped,
                "stopped_share_if_times_vary": kind.stopped_varying,
                "stopped_share_if_never_lost": kind.stopped_followed,
                "half_caught_set_up_min": kind.half_set_up / 60.0,
                "half_caught_delay_min": kind.half_delay / 60.0,
            }
            for kind in found.kinds
        ],
        "waves": [
            {"wave": one.wave, "first_launch_min": one.first_launch / 60.0, "missiles": one.missiles, "mean": one.mean}
            for one in found.waves
        ],
        "drivers": found.drivers,
        "record_1991": {
            "launches": GULF_1991.launches,
            "seen": GULF_1991.seen,
            "attacks": GULF_1991.attacks,
            "kills": GULF_1991.kills,
            "stopped_upper_95": upper_bound(GULF_1991.launches),
            "killed_upper_95": upper_bound(GULF_1991.attacks),
            "sources": GULF_1991.sources,
            "likelihoods": found.record,
        },
        "figures": found.figures,
    }


def counted(one: Count) -> dict[str, Any]:
    """total, mean, band over the figures, spread over the dice, and the chance of each number."""
    return {
        "total": one.total,
        "mean": one.mean,
        "low": one.low,
        "high": one.high,
        "dice": one.spread,
        "distribution": one.distribution,
    }
