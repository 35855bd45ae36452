"""What OpenBMD says is what it said: helps, words and files to the letter; keys of --json stay, or the change log says
that they moved.

The stored texts are in tests/golden, what makes them in golden_files.py. A difference that was meant is kept with its
--update, and is then seen by whoever reads the change."""

from __future__ import annotations

from difflib import unified_diff

import pytest

import golden_files
from golden_files import KINDS, STORED, STUDIES, UPDATE, lost_keys, moved_keys, page_words, stored_text


def difference(kind: str, name: str, stored: str, today: str) -> str:
    """What changed, as a unified diff; "" for nothing."""
    return "\n".join(
        unified_diff(stored.splitlines(), today.splitlines(), f"{kind}/{name}.txt", "today", lineterm="", n=1)
    )


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_says_what_it_said(name: str) -> None:
    today = golden_files.collect(STUDIES[name])
    lost = lost_keys(name, stored_text("keys", name), today["keys"], moved_keys(golden_files.changelog()))
    assert not lost, f"keys of --json are gone; list them in CHANGELOG.md, as - `{name}: {lost[0]}`: {lost}"
    found = [difference(kind, name, stored_text(kind, name), today[kind]) for kind in ("words", "files")]
    assert not any(found), "\n".join([*found, "", f"If this is meant: {UPDATE} {name}"])


def test_helps_say_what_they_said() -> None:
    today = golden_files.helps()
    stored = {path.stem: path.read_text(encoding="utf-8") for path in (STORED / "help").iterdir()}
    found = [difference("help", one, stored.get(one, ""), today.get(one, "")) for one in sorted({*stored, *today})]
    assert not any(found), "\n".join([*filter(None, found), "", f"If this is meant: {UPDATE} help"])


def test_every_study_is_stored_and_nothing_else() -> None:
    for kind in KINDS:
        assert {path.stem for path in (STORED / kind).iterdir()} <= set(STUDIES), kind
    asked = {name for name, study in STUDIES.items() if study.twin is not None}
    assert {path.stem for path in (STORED / "keys").iterdir()} == asked


def test_every_command_has_a_study() -> None:
    lines = [line.replace(" ", "-") for study in STUDIES.values() for line in (study.line, *study.first)]
    groups = {"openbmd", "openbmd-catalogue", "openbmd-flights"}
    unasked = {  # they say nothing but that all is well, or what another study says
        "openbmd-catalogue-check", "openbmd-flights-import", "openbmd-again", "openbmd-new",
    }  # fmt: skip
    names = [path.stem for path in (STORED / "help").iterdir()]
    assert {one for one in names if not any(f"openbmd-{line}".startswith(one) for line in lines)} == unasked
    assert groups <= set(names)


# --- planted faults -------------------------------------------------------------------------------


def test_a_missing_key_is_found() -> None:
    stored = stored_text("keys", "run")
    assert "places.*.leakers.mean\n" in stored
    today = stored.replace("places.*.leakers.mean\n", "places.*.leakers.average\n")
    assert lost_keys("run", stored, today, set()) == ["places.*.leakers.mean"]
    assert lost_keys("run", stored, stored + "more\n", set()) == []


def test_a_key_that_the_change_log_says_has_moved_is_not_missed() -> None:
    moved = moved_keys(
        "## Unreleased\n\n- `run: a`\n\n## Moved keys\n\n- `run: days[].leakers`: now `x`\n\n## 0.1.0\n\n- `run: b`\n"
    )
    assert moved == {"run: days[].leakers"}
    stored = "days[].leakers\ndays[].leakers.mean\ndays[].leakers_at\nb\n"
    assert lost_keys("run", stored, "", moved) == ["b", "days[].leakers_at"]
    assert lost_keys("show", stored, "", moved) == sorted(stored.splitlines())


def test_a_changed_word_is_found() -> None:
    stored = stored_text("words", "run")
    assert not difference("words", "run", stored, stored)
    assert "\n+Most leak" in difference("words", "run", stored, stored.replace("Most leakers", "Most leaks"))


def test_words_of_a_page_are_those_a_reader_sees() -> None:
    page = (
        "<style>p{}</style><h1>Nine\n missiles</h1><p>It <b>holds</b>.</p><table><tr><th>place<td>leakers</tr></table>"
        "<svg><title>A map</title><g><text>36° <tspan>N</tspan></text><text>Busan</text></g></svg><script>x</script>"
        '<img alt="a photograph">'
    )
    assert page_words(page) == ("Nine missiles\nIt holds.\nplace | leakers\nA map\n36° N\nBusan\n[a photograph]\n")


def test_keys_that_are_names_are_stars() -> None:
    told = {"places": {"Busan": {"mean": 1}, "Seoul": {"mean": 2}}, "layers": {"upper": 1}, "rows": [{"low_m": 1}, 2]}
    assert sorted(set(golden_files.key_paths(told))) == [
        "layers", "layers.*", "places", "places.*", "places.*.mean", "rows", "rows[].low_m",
    ]  # fmt: skip
