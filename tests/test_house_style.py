"""The house style, held by every picture of every study: a finding on top, units, source and seed, inks that all can
tell apart, light and dark, PNG and SVG."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib import image

from every_picture import STUDIES
from openbmd.drawing import inks, pictures
from openbmd.drawing.pictures import Picture

# Titles and corners that their studies still have to mend; what stands here is not checked.
NO_FINDING = {("posture", "postures"), ("infer", "builds"), ("infer", "payloads")}
NO_SEED = {"infer"}  # they throw no dice, and do not say so
UNIT = re.compile(
    r"\b(km|m|s|min|minutes|°|degrees|m²|%|missiles|rounds|leakers|flights|launchers|million|raids|correlation)\b"
    r"|%|°|m²|width"
)
LABELS = ("who ", "what ", "how ", "where ", "when ", "why ", "the range, by")  # a title that begins so asks


@pytest.fixture(scope="module", params=STUDIES)
def study(request: pytest.FixtureRequest) -> tuple[str, list[Picture]]:
    return request.param, STUDIES[request.param]()


def test_a_title_states_a_finding_and_stands_on_top(study: tuple[str, list[Picture]]) -> None:
    name, made = study
    assert made
    for picture in made:
        if (name, picture.name) in NO_FINDING:
            continue
        asks = picture.title.lower().startswith(LABELS) and "?" not in picture.title
        answers = ":" in picture.title or "depends" in picture.title
        assert len(picture.title.split()) >= 4, picture.title
        assert not asks or answers, picture.title
        top = max(picture.figure.texts, key=lambda text: text.get_position()[1])
        assert " ".join(top.get_text().split())[:30] == " ".join(picture.title.split())[:30]


def numbered(axes, which: str) -> bool:  # type: ignore[no-untyped-def]
    """Whether an axis shows numbers."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    shown = [label.get_text() for label in axis.get_ticklabels() if label.get_visible()]
    return axes.axison and axis.get_visible() and any(re.fullmatch(r"[−\d.,e]+", text) for text in shown)


def test_an_axis_with_numbers_has_a_unit(study: tuple[str, list[Picture]]) -> None:
    for picture in study[1]:
        words = [text.get_text() for text in picture.figure.texts[1:] if "OpenBMD" not in text.get_text()]
        for axes in picture.figure.axes:
            for which in ("x", "y"):
                if not numbered(axes, which):
                    continue
                own = getattr(axes, f"get_{which}label")()
                limits = getattr(axes, f"get_{which}lim")()
                beside = [getattr(one, f"get_{which}label")() for one in picture.figure.axes
                          if getattr(one, f"get_{which}lim")() == limits]  # fmt: skip
                said = [own] if own else [*beside, *words]
                assert any(UNIT.search(label) for label in said), (picture.name, which, said)


def test_the_source_and_the_seed_stand_in_the_lower_right_corner(study: tuple[str, list[Picture]]) -> None:
    name, made = study
    for picture in made:
        corner = [text for text in picture.figure.texts if text.get_text().startswith("OpenBMD ")]
        assert len(corner) == 1, picture.name
        x, y = corner[0].get_position()
        assert (x, corner[0].get_ha()) == (1.0, "right")
        assert y < 0.5
        assert name in NO_SEED or re.search(r"· (seed \d+|no dice)", corner[0].get_text()), corner[0].get_text()


def colours(svg: str) -> Iterator[str]:
    for element in ElementTree.fromstring(svg).iter():
        for name in ("fill", "stroke", "color", "stop-color"):
            if name in element.attrib:
                yield element.attrib[name]
        yield from re.findall(r"(?:fill|stroke|color): ([^;]+)", element.attrib.get("style", ""))
        assert not element.tag.endswith("image"), "a photograph of a picture cannot follow light and dark"


def test_all_colours_are_inks_of_the_house(study: tuple[str, list[Picture]]) -> None:
    known = {"none", *(f"var(--{name})" for name in inks.LIGHT)}
    for picture in study[1]:
        assert set(colours(pictures.to_svg(picture))) <= known, picture.name


def test_a_picture_is_written_as_png_in_light_and_dark_and_is_itself_again(
    study: tuple[str, list[Picture]], tmp_path: Path
) -> None:
    picture = min(study[1], key=lambda one: one.figure.get_size_inches().prod())
    before = pictures.to_svg(picture)
    grounds = {}
    for dark in (False, True):
        pictures.write_png(picture, tmp_path / "it.png", dark)
        drawn = np.rint(255.0 * image.imread(tmp_path / "it.png")[..., :3]).astype(int)
        grounds[dark] = "#" + "".join(f"{part:02x}" for part in drawn[-1, 0])
        light = np.abs(drawn - 255).max(axis=2) < 4
        assert light.mean() < 0.02 if dark else light.mean() > 0.05  # a few strokes of white may cross the dark
    assert grounds == {False: inks.LIGHT["ground"], True: inks.DARK["ground"]}
    assert pictures.to_svg(picture) == before


# --- inks that all can tell apart -----------------------------------------------------------------

# Machado, Oliveira and Fernandes, A physiologically-based model for simulation of color vision deficiency (2009),
# severity 1.0, on linear sRGB.
SEEN_BY = {
    "all cones": np.eye(3),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
XYZ = np.array(  # IEC 61966-2-1, linear sRGB to CIE XYZ
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])  # D65
APART = 5.0 * 2.3  # of CIELAB 1976; 2.3 is just noticeable (Mahy, Van Eycken and Oosterlinck 1994, from memory)


def linear(ink: str) -> np.ndarray:
    part = np.array([int(ink[at : at + 2], 16) for at in (1, 3, 5)]) / 255.0
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIELAB of linear sRGB (CIE 15)."""
    t = XYZ @ np.clip(rgb, 0.0, 1.0) / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])


def contrast(ink: str, ground: str) -> float:
    """WCAG 2.1, contrast ratio."""
    darker, lighter = sorted(float((XYZ @ linear(one))[1]) for one in (ink, ground))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("palette", [inks.LIGHT, inks.DARK], ids=["light", "dark"])
def test_missiles_and_interceptors_can_be_told_apart_by_their_inks(palette: dict[str, str], eyes: str) -> None:
    marks = [name for name in palette if re.fullmatch(r"[td]\d", name)]
    seen = {name: lab(SEEN_BY[eyes] @ linear(palette[name])) for name in marks}
    near = [(a, b) for a, b in combinations(marks, 2) if np.linalg.norm(seen[a] - seen[b]) < APART]
    assert len(marks) == 8
    assert near == []


def test_two_inks_that_are_known_to_look_alike_are_found_to() -> None:
    """A red and a green of one lightness, as in many atlases: far apart to most, alike without green cones."""
    red, green = linear("#b06040"), linear("#7b7a38")
    assert np.linalg.norm(lab(red) - lab(green)) > 2.0 * APART
    matrix = SEEN_BY["no green cones"]
    assert np.linalg.norm(lab(matrix @ red) - lab(matrix @ green)) < APART


def test_five_inks_are_okabe_and_itos() -> None:
    """Okabe and Ito, Color Universal Design (2008): vermillion, orange, blue, bluish green, sky blue."""
    published = {"t0": "#d55e00", "t1": "#e69f00", "d0": "#0072b2", "d1": "#009e73", "d2": "#56b4e9"}
    assert {name: inks.LIGHT[name] for name in published} == published


@pytest.mark.parametrize("palette", [inks.LIGHT, inks.DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(palette: dict[str, str]) -> None:
    """WCAG 2.1, 1.4.3: 4.5 for text."""
    for ground in ("ground", "land", "sea"):
        assert contrast(palette["ink"], palette[ground]) >= 7.0
        assert contrast(palette["muted"], palette[ground]) >= 4.5


LOADED = """
import sys, warnings
warnings.simplefilter("error")
from openbmd.drawing import inks, pictures
if "load" in sys.argv:
    pictures.load()
    assert "mpl_toolkits.mplot3d" not in sys.modules
from matplotlib import artist
from matplotlib.text import Text
assert "alpha" in artist.kwdoc(Text)
with pictures.house_style():
    picture = pictures.new("trial", 300.0, 200.0, "A finding", "What it shows", "a corner")
    axes = pictures.new_axes(picture.figure, 50.0, 50.0, 200.0, 100.0)
    axes.plot([0.0, 1.0], [2.0, 3.0], color=inks.INK, gid="land")
print(pictures.to_svg(picture), end="")
"""


def test_matplotlib_loaded_for_a_command_draws_the_same() -> None:
    lean, whole = (
        subprocess.run([sys.executable, "-c", LOADED, *how], capture_output=True, text=True, check=True).stdout
        for how in (["load"], [])
    )
    assert lean == whole
    assert "A finding" in lean
