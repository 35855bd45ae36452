"""A mission in time, and where the strike fits in: for each kind of launcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openbmd import left_of_launch
from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.kinds import Figure
from openbmd.studies.kill_chain import words
from openbmd.studies.kill_chain.answer import KillChainAnswer, KindAnswer
from openbmd.studies.kill_chain.words import Strikes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, ACROSS, TOP, ROW = 940.0, 128.0, 800.0, 46.0, 122.0  # px
MISSION, STRIKE = -0.12, 0.16  # rows, of the two bars from a row's middle
CUT = 20.0  # min, how much of hiding and reloading is shown
STEPS = ("detect", "identify", "decide", "strike")
STEP_INKS = (inks.defence(2), inks.defence(1), inks.defence(3), inks.defence(0))


def title(told: Strikes) -> str:
    """Whether a weapon comes in time, for each kind of launcher."""
    found, say = told
    took = left_of_launch.delay(found.chain)
    early = [words.short(kind.name, say) for kind in found.kinds if took < kind.launcher.set_up_time]
    late = [words.short(kind.name, say) for kind in found.kinds if took >= kind.launcher.set_up_time]
    return say(
        "kill-chain-mission-title",
        took=words.minutes(took, say),
        fits="all" if not late else "none" if not early else "some",
        early=say.list(early) if early else "",
        late=say.list(late) if late else "",
    )


def draw(told: Strikes) -> pictures.Picture:
    """A row for each kind: the mission above, the strike at a launcher found as its set-up begins below."""
    found, say = told
    kinds, bottom = found.kinds, TOP + ROW * len(found.kinds)
    description = " ".join(words.window(told, kind) for kind in kinds)
    picture = pictures.new("mission", WIDTH, bottom + 68.0, title(told), description, words.corner(told))
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, bottom - TOP)
    first = -CUT - max(kind.launcher.move_time for kind in kinds) / 60.0
    ends = [sum(kind.launcher[2:4]) / 60.0 + CUT for kind in kinds]
    ranges = [one.high / 60.0 for one in found.figures if one.path.endswith("/set_up_time")]
    last = max([*ends, *[high + 4.0 for high in (*ranges, span(found)[1])]])
    axes.set(xlim=(first, last), ylim=(len(kinds) - 0.5, -0.5))
    marks.scale(axes, "x", say("kill-chain-mission-axis"), 9)
    axes.spines["bottom"].set_visible(False)
    for k, kind in enumerate(kinds):
        mission(axes, told, kind, k)
        strike(axes, told, kind, k)
    names = [words.short(kind.name, say) for kind in kinds]
    marks.rows(axes, names, [inks.INK] * len(kinds), [k + MISSION for k in range(len(kinds))], weight="bold")
    struck = [say("kill-chain-step-strike")] * len(kinds)
    marks.rows(axes, struck, [inks.MUTED] * len(kinds), [k + STRIKE for k in range(len(kinds))])
    key(picture, told, bottom + 42.0)
    return picture


def figure(found: KillChainAnswer, path: str) -> Figure | None:
    return next((one for one in found.figures if one.path == path), None)


def span(found: KillChainAnswer) -> tuple[float, float]:
    """Least and greatest time [min] from found to struck, over the published ranges."""
    names = [f"kill_chains/{found.name}/{step}_delay" for step in STEPS]
    ranges = [one for one in (figure(found, name) for name in names) if one is not None]
    if len(ranges) < len(STEPS):
        return (left_of_launch.delay(found.chain) / 60.0,) * 2
    return sum(one.low for one in ranges) / 60.0, sum(one.high for one in ranges) / 60.0


def mission(axes: Axes, told: Strikes, kind: KindAnswer, k: int) -> None:
    """Hide, move, set up, launch, leave, reload."""
    found, say = told
    hide, move, set_up, leave, reload = (time / 60.0 for time in kind.launcher)
    hiding, moving, standing = (inks.FAINT, 0.35), (inks.threat(1), 0.75), (inks.threat(0), 1.0)
    hidden, again = min(hide, CUT), min(reload, CUT)
    parts = (
        ("hide", -move - hidden, hidden, hiding, hide),
        ("move", -move, move, moving, move),
        ("set-up", 0.0, set_up, standing, set_up),
        ("leave", set_up, leave, moving, leave),
        ("reload", set_up + leave, again, hiding, reload),
    )
    y = k + MISSION
    for phase, start, length, colour, whole in parts:
        name = say(f"kill-chain-phase-{phase}")
        tip = say("kill-chain-lasts", what=name, time=words.minutes(60.0 * whole, say))
        axes.barh(y, length, 26.0 / ROW, left=start, color=[colour], url=tip)
        if length * ACROSS / (axes.get_xlim()[1] - axes.get_xlim()[0]) > 38.0:
            cut = {"hide": "before", "reload": "after"}.get(phase, "") if whole > CUT else ""
            shown = say(f"kill-chain-cut-{cut}", phase=name) if cut else name
            ink = inks.GROUND if phase == "set-up" else inks.INK
            axes.text(start + length / 2.0, y, shown, size=10.5, ha="center", va="center", color=ink)
    ranged = figure(found, f"launchers/{kind.name}/set_up_time")
    published = {"low": f"{ranged.low / 60.0:g}", "high": f"{ranged.high / 60.0:g}"} if ranged else {}
    wide = ranged is not None and ranged.low < ranged.high
    if ranged is not None and wide:
        tip = say("kill-chain-published-set-up", **published)
        whisker(axes, k + MISSION - 19.0 / ROW, ranged.low / 60.0, ranged.high / 60.0, inks.threat(0), tip)
    at = {"time": f"{set_up:g}", "low": "", "high": "", **published}
    launch = say("kill-chain-launch-at", ranged="yes" if wide else "no", **at)
    axes.vlines(set_up, y - 23.0 / ROW, y + 13.0 / ROW, color=inks.INK, linewidth=1.6)
    marks.note(axes, launch, set_up, y - 23.0 / ROW, up=4.0, weight="bold")


def strike(axes: Axes, told: Strikes, kind: KindAnswer, k: int) -> None:
    """From found, as the set-up begins, to the weapon's arrival."""
    found, say = told
    start, y = 0.0, k + STRIKE
    for (name, delay), colour in zip(steps(told), STEP_INKS, strict=True):
        tip = say("kill-chain-lasts", what=name, time=words.minutes(delay, say))
        axes.barh(y, delay / 60.0, 18.0 / ROW, left=start, color=colour, url=tip)
        start += delay / 60.0
    low, high = span(found)
    published = {"low": f"{low:.3g}", "high": f"{high:.3g}"}
    whisker(axes, y + 15.0 / ROW, low, high, inks.defence(0), say("kill-chain-published-times", **published))
    axes.vlines(start, y - 9.0 / ROW, y + 19.0 / ROW, color=inks.INK, linewidth=1.6)
    slack = kind.launcher.set_up_time / 60.0 - start
    arrival = say(
        "kill-chain-struck-at",
        time=f"{start:.3g}",
        ranged="yes" if low < high else "no",
        early="yes" if slack > 0.0 else "no",
        apart=f"{abs(slack):.3g}",
        **published,
    )
    marks.note(axes, arrival, start, y + 19.0 / ROW, up=-13.0, weight="bold")


def steps(told: Strikes) -> list[tuple[str, float]]:
    """The steps of the kill chain with their best times [s]."""
    chain = told.found.chain
    delays = (chain.detect_delay, chain.identify_delay, chain.decide_delay, chain.strike_delay)
    return [(told.say(f"kill-chain-step-{step}"), delay) for step, delay in zip(STEPS, delays, strict=True)]


def whisker(axes: Axes, y: float, low: float, high: float, ink: str, tip: str) -> None:
    """A published range."""
    marks.lines(axes, [[(low, y), (high, y)]], [tip], color=ink, linewidth=1.6)
    marks.points(axes, [Mark(x, y, 4.0, ink, tip) for x in (low, high)], marker="|", linewidths=1.6)


def key(picture: pictures.Picture, told: Strikes, y: float) -> None:
    """What the colours mean."""
    from matplotlib.patches import Patch

    say = told.say
    lasts = [say("kill-chain-step-lasts", what=name, time=words.minutes(delay, say)) for name, delay in steps(told)]
    marks.legend(picture.figure, [Patch(color=ink) for ink in STEP_INKS], lasts, LEFT, y, 4)
