"""Our YAML against ruamel's: the same text for what scenarios hold, the same data for whatever a text can hold."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from openbmd import scenario_file
from openbmd.scenario_file.yaml_text import OneLine, OneLineList, dump

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))


def by_ruamel(data: dict[str, Any]) -> str:
    """The text that ruamel.yaml makes of it."""

    def tree(value: Any) -> Any:
        if not isinstance(value, dict | list):
            return value
        if isinstance(value, dict):
            found: Any = CommentedMap((key, tree(one)) for key, one in value.items())
        else:
            found = CommentedSeq(map(tree, value))
        if isinstance(value, OneLine | OneLineList):
            found.fa.set_flow_style()
        return found

    yaml, out = YAML(typ="rt", pure=True), StringIO()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(tree(data), out)
    return out.getvalue()


def read(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def trees(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Data as scenarios have it: keys, groups and lists, each in a block or on one line."""
    numbers = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False)
    scalars = texts | numbers | st.booleans() | st.dates()

    def deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        groups = st.dictionaries(texts, inner, min_size=1, max_size=3)
        rows = st.lists(scalars, min_size=1, max_size=3)
        lists = st.lists(scalars | groups, min_size=1, max_size=3) | st.lists(rows, min_size=1, max_size=3)
        return groups | lists | groups.map(OneLine) | lists.map(OneLineList)

    return st.dictionaries(texts, st.recursive(scalars, deeper, max_leaves=8), min_size=1, max_size=4)


words = st.text(st.sampled_from("aZé한-#:,?'\"[]{}&*!|>%@` .~0123456789eEtruenoxy_+=<"), max_size=12)


@given(trees(words.filter(lambda word: word[:1] not in (":", "?"))))  # see yaml_text.FLOW
def test_what_scenarios_hold_is_the_text_of_ruamel(data: dict[str, Any]) -> None:
    assert dump(data) == by_ruamel(data)


@given(trees(st.text(max_size=20) | words.map(lambda word: word * 30)))
def test_any_data_reads_back_as_it_was(data: dict[str, Any]) -> None:
    assert read(dump(data)) == data


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_resolved_scenario_is_the_text_of_ruamel(path: Path) -> None:
    told = scenario_file.resolved(scenario_file.read(path))
    yaml, out = YAML(typ="rt", pure=True), StringIO()
    yaml.width, yaml.preserve_quotes = 10_000, False
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(yaml.load(told), out)
    assert told == out.getvalue()


def test_what_is_empty_is_the_text_of_ruamel() -> None:
    data: dict[str, Any] = {"a": [], "b": {}, "c": OneLine(), "d": {"e": [], "f": [""]}}
    assert dump(data) == by_ruamel(data)


def test_what_no_file_can_say_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot represent"):
        dump({"a": object()})
