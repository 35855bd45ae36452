"""What the pictures of a radar's sight find, in their titles."""

from __future__ import annotations

from openbmd.locales import Words
from openbmd.studies.coverage import words
from openbmd.studies.coverage.answer import Coverage, SceneAnswer
from openbmd.telling import style


def map_title(answer: Coverage, scene: SceneAnswer, say: Words) -> str:
    count, hold = scene.counts[words.first_group(answer)], f"{answer.hold:g}"
    what = words.counted(count, words.first_group(answer), say)
    return words.upper(say("coverage-map-title", mode=words.in_mode(scene, say), flights=what, of=count.of, hold=hold))


def timeline_title(answer: Coverage, say: Words) -> str:
    modes = [
        say("coverage-flights-mode", number=str(sum(c.held for c in s.counts.values())), mode=words.in_mode(s, say))
        for s in answer.scenes
    ]
    hold = f"{answer.hold:g}"
    return say("coverage-flights-title", flights=str(len(answer.groups)), modes=say.list(modes), hold=hold)


def flips_title(answer: Coverage, say: Words) -> str:
    """How far one setting alone can raise the count."""
    group, parts = words.first_group(answer), []
    for scene in answer.scenes:
        reached = {name: int(sweep.held[group].max()) for name, sweep in scene.sweeps.items()}
        best, now = max(reached, key=lambda name: reached[name]), scene.counts[group].held
        message = "coverage-settings-raised" if reached[best] > now else "coverage-settings-not-raised"
        values = {"now": str(now), "most": str(reached[best]), "name": setting_name(best, say)}
        parts.append(say(message, mode=words.in_mode(scene, say), **values))
    number = str(answer.groups.count(group))
    return say("coverage-settings-title", group=words.short(group, say), all=number, parts=words.joined(parts, say))


def setting_name(name: str, say: Words) -> str:
    return say(f"coverage-name-{name.replace(' ', '-')}")


def reach_title(printed: list[float], areas: list[float], say: Words) -> str:
    if len(printed) < 2:
        return say("coverage-reach-depends")
    ends = [
        say("coverage-reach-is", km=f"{km:,.0f}", area=style.significant(area, 2))
        for km, area in ((printed[0], areas[0]), (printed[-1], areas[-1]))
    ]
    return say("coverage-reach-title", near=ends[0], far=ends[1])
