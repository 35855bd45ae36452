"""Kill Chain's answer as plain data; keys as in docs/kill-chain.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openbmd.kill_chain import GULF_1991, Answer, Count, Likelihood, upper_bound
from openbmd.locales import Words
from openbmd.telling.notes import each


def plain(found: Answer, record: Sequence[Likelihood]) -> dict[str, Any]:
    """Times in minutes; shares and chances from 0 to 1."""
    return {
        "name": found.scenario.name,
        "kill_chain": found.name,
        "seed": found.seed,
        "draws": found.draws,
        "launchers_launched": count(found.launchers),
        "missiles_launched": count(found.missiles),
        "kinds": [
            {
                "launcher": kind.name,
                "launchers_launched": count(kind.launchers),
                "missiles_launched": count(kind.missiles),
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
        "drivers": [driver._asdict() for driver in found.drivers],
        "record_1991": {
            "launches": GULF_1991.launches,
            "seen": GULF_1991.seen,
            "attacks": GULF_1991.attacks,
            "kills": GULF_1991.kills,
            "stopped_upper_95": upper_bound(GULF_1991.launches),
            "killed_upper_95": upper_bound(GULF_1991.attacks),
            "sources": GULF_1991.sources,
            "likelihoods": [one._asdict() for one in record],
        },
        "figures": [figure._asdict() for figure in found.figures],
        "notes": each(found.notes, Words()),
        "versions": dict(found.versions),
    }


def count(one: Count) -> dict[str, Any]:
    """total, mean, band over the figures, spread over the dice, and the chance of each number."""
    return {
        "total": one.total,
        "mean": one.mean,
        "low": one.low,
        "high": one.high,
        "dice": one.spread._asdict(),
        "distribution": one.distribution.tolist(),
    }
