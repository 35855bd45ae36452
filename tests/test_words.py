"""Words by id: the machinery, with a second language, and law 15 of the house over all messages that are shipped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl

from openbmd import locales
from openbmd.locales import BadMessage, Words
from openbmd.locales.josa import josa
from openbmd.records.reasons import EVERY_REASON
from openbmd.telling import reasons

SOURCE = Path(__file__).parent.parent / "src" / "openbmd"
SHIPPED = SOURCE / "locales"
# Ids that are put together, and from what.
BUILT = {
    "common-count-": {str(n) for n in range(11)},
    "reasons-": {reasons.message(reason).removeprefix("reasons-") for reason in EVERY_REASON},
}

KOREAN = {
    "common": """
common-list-next = { $before }, { $next }
common-list-last =
    { $n ->
        [2] { JOSA($before, "과/와") } { $last }
       *[other] { $before } 및 { $last }
    }
common-counted = { $noun } { $number }
common-count-3 = 세
-us = 주한미군
""",
    "noun": "noun-missile = 미사일",
    "seen": 'seen-by = { JOSA($radar, "은/는") } { $n } km까지 본다\nseen-whose = { -us }\nseen-all = { $who }: 모두',
    "seen-far": "seen-far-off = 멀다\n    .why = { $n } km 밖",
}


@pytest.fixture
def languages(tmp_path):
    for name, text in KOREAN.items():
        (tmp_path / "ko").mkdir(exist_ok=True)
        (tmp_path / "ko" / f"{name}.ftl").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_second_language_has_its_own_lists_counts_terms_and_particles(languages):
    say = Words("ko", languages)
    assert say("seen-by", radar="그린파인", n="500") == "그린파인은 500 km까지 본다"
    assert say("seen-by", radar="레이더", n="500") == "레이더는 500 km까지 본다"
    assert say("seen-whose") == "주한미군"
    assert say("seen-all", who=("서울",)) == "서울: 모두"
    assert say("seen-all", who=("서울", "부산")) == "서울과 부산: 모두"
    assert say("seen-all", who=["서울", "부산", "대구"]) == "서울, 부산 및 대구: 모두"
    assert say("seen-far-off") == "멀다"  # the longest file name that fits
    assert say("seen-far-off.why", n="500") == "500 km 밖"
    assert say.count(3, "missile") == "미사일 세"


def test_english_lists_and_counts():
    say = Words("en")
    assert [say.list(["a", "b", "c"][:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
    assert [say.count(n, "missile") for n in (0, 1, 3, 10, 11, 1200)] == [
        "no missiles", "one missile", "three missiles", "ten missiles", "11 missiles", "1,200 missiles",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "particle", "told"),
    [
        ("부산", "으로/로", "부산으로"), ("서울", "으로/로", "서울로"), ("대구", "으로/로", "대구로"),
        ("서울", "이/가", "서울이"),
        ("THAAD", "은/는", "THAAD는"), ("Seoul", "은/는", "Seoul은"), ("PAC-3", "은/는", "PAC-3은"),
        ("KN-25", "은/는", "KN-25는"),
        ("그린파인 (2)", "을/를", "그린파인 (2)를"), ("", "은/는", "는"),
    ],
)  # fmt: skip
def test_korean_particles_hang_on_the_last_sound(word, particle, told):
    assert josa(word, particle) == told


def test_what_cannot_be_told_is_refused(languages):
    say = Words("ko", languages)
    with pytest.raises(BadMessage, match="seen-nothing"):
        say("seen-nothing")
    with pytest.raises(BadMessage, match=r"no text for 'seen-far-off\.how'"):
        say("seen-far-off.how")
    with pytest.raises(BadMessage, match="no file of words for 'heard-by'"):
        say("heard-by")
    with pytest.raises(BadMessage, match="seen-by: Unknown external: n"):
        say("seen-by", radar="x")
    with pytest.raises(BadMessage, match="cannot tell"):
        say("seen-all", who=(1, 2))
    with pytest.raises(ValueError, match="a list of nothing"):
        say("seen-all", who=())
    with pytest.raises(ValueError, match=r"no words in 'xx'\. Known: ko"):
        Words("xx", languages)
    (languages / "ko" / "torn.ftl").write_text("torn-one = { $n -> [one] a *[other] b }")
    with pytest.raises(BadMessage, match=r"ko/torn.ftl: cannot read"):
        say("torn-one", n=1)


def test_fluent_is_not_imported_before_something_is_said():
    code = "import sys\nfrom openbmd.locales import Words\nWords('en')\nprint('fluent' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


def messages(language: Path) -> dict[str, list[ftl.Message]]:
    """All messages of a language by id; more than one of an id is a fault."""
    found: dict[str, list[ftl.Message]] = {}
    for path in sorted(language.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path}: {entry.content}"
            if isinstance(entry, ftl.Message):
                entry.file = path.stem
                found.setdefault(entry.id.name, []).append(entry)
    return found


def texts_of(message: ftl.Message) -> dict[str, str]:
    """What a message says, and what its attributes say, by ".attribute"."""
    patterns = {"": message.value} | {f".{one.id.name}": one.value for one in message.attributes}
    bare = {name: ftl.Message(ftl.Identifier("x"), value) for name, value in patterns.items()}
    return {name: FluentSerializer().serialize_entry(one).removeprefix("x =").strip() for name, one in bare.items()}


def variables(message: ftl.Message) -> set[str]:
    return set(re.findall(r"\$([\w-]+)", " ".join(texts_of(message).values())))


def references(message: ftl.Message) -> set[str]:
    """The messages that a message holds, beside itself."""
    found = re.findall(r"\{ ([a-z][\w-]*) \}", " ".join(texts_of(message).values()))
    return set(found) - {message.id.name}


def literals(source: Path) -> set[str]:
    return {
        node.value
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def put_together(source: Path, known: set[str]) -> set[str]:
    """Ids that begin as an f-string does, that a template says, or that name what is counted."""
    begun: set[str] = set()
    said: set[str] = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "count" and len(node.args) == 2:
                said |= {f"noun-{word.value}" for word in node.args[1:] if isinstance(word, ast.Constant)}
    for path in source.rglob("*.jinja"):
        said |= set(re.findall(r"say\(\s*\"([\w-]+)\"", path.read_text(encoding="utf-8")))
    begun = {start for start in begun if re.fullmatch(r"[a-z]+-[\w-]*", start) and start.endswith("-")}
    return {key for key in known if key in said or any(key.startswith(start) for start in begun)}


def wrong_words(shipped: Path, source: Path, built: dict[str, set[str]] = BUILT) -> list[str]:
    """Law 15: each id in every language, with no other values; under its file's name; used; all different."""
    found = {path.parent.name: messages(path.parent) for path in sorted(shipped.glob("*/common.ftl"))}
    first = found.pop(locales.DEFAULT)
    used = literals(source) | {prefix + member for prefix, members in built.items() for member in members}
    used |= {refers for same in first.values() for refers in references(same[0])} | put_together(source, set(first))
    wrong = [f"{key}: stands twice" for key, same in first.items() if len(same) > 1]
    wrong += [f"{key}: not used" for key in first if key not in used]
    wrong += [
        f"{key}{name}: not used"
        for key, same in first.items()
        for name in texts_of(same[0])
        if name and name not in used
    ]
    wrong += [
        f"{prefix}{member}: is not there"
        for prefix, members in built.items()
        for member in members
        if prefix + member not in first
    ]
    files = {path.stem for path in (shipped / locales.DEFAULT).glob("*.ftl")}
    for key, (message, *_) in first.items():
        mine = max((file for file in files if key.startswith(f"{file}-")), key=len, default="none")
        wrong += [f"{key}: stands in {message.file}.ftl, not {mine}.ftl"] if mine != message.file else []

    def known(key: str) -> set[str]:
        """The values that come with a message: its own, and those of the messages in it."""
        inner = [known(one) for one in references(first[key][0]) if one in first]
        return variables(first[key][0]).union(*inner)

    for language, words in found.items():
        wrong += [f"{language}: lacks {key}" for key in first if key not in words]
        wrong += [
            f"{language}: {key} lacks {name}"
            for key in words
            if key in first
            for name in texts_of(first[key][0])
            if name not in texts_of(words[key][0])
        ]
        wrong += [f"{language}: {key} is unknown in {locales.DEFAULT}" for key in words if key not in first]
        wrong += [
            f"{language}: {key} asks for {', '.join(sorted(more))}"
            for key in words
            if key in first and (more := variables(words[key][0]) - known(key) - {"n"})
        ]
    texts: dict[str, str] = {}
    for key, (message, *_) in first.items():
        for name, text in texts_of(message).items():
            twin = texts.setdefault(text, key + name)
            wrong += [f"{key}{name}: says what {twin} says"] if twin != key + name else []
    return wrong


def test_the_words_that_are_shipped_keep_the_law():
    assert locales.languages()[0] == locales.DEFAULT
    assert len(messages(SHIPPED / locales.DEFAULT)) > 10
    assert wrong_words(SHIPPED, SOURCE) == []


PLANTED = [
    ("en/seen.ftl", "seen-by = far\nseen-off = off", "seen-off: not used"),
    ("en/seen.ftl", "seen-by = two of { $n }", None),
    ("en/seen.ftl", "seen-by = far\nseen-by = near", "seen-by: stands twice"),
    ("en/seen.ftl", "seen-by = one", "seen-by: says what common-count-1 says"),
    ("en/seen.ftl", "seen-by = far\n    .why = so", "seen-by.why: not used"),
    ("en/seen.ftl", "seen-by = far\n    .how = so", "xx: seen-by lacks .how"),
    ("en/seen.ftl", "seen-by = far\n    .how = far", "seen-by.how: says what seen-by says"),
    ("en/common.ftl", "", "common-count-1: is not there"),
    ("en/seen.ftl", "seen-by = far { seen-off }\nseen-off = { $n }", "xx: lacks seen-off"),
    ("en/seen.ftl", "", "xx: seen-by is unknown in en"),
    ("en/seen-by.ftl", "seen-by-night = dark", "seen-by-night: not used"),
    ("en/common.ftl", "common-count-1 = one\nseen-how = 1", "seen-how: stands in common.ftl, not seen.ftl"),
    ("xx/seen.ftl", "", "xx: lacks seen-by"),
    ("xx/seen.ftl", "seen-by = { $who }", "xx: seen-by asks for who"),
    ("xx/seen.ftl", "seen-by = wide\nseen-more = more", "xx: seen-more is unknown in en"),
    ("code.py", "say('seen-' + 'by')", "seen-by: not used"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "complaint"), PLANTED)
def test_a_planted_fault_in_words_is_found(tmp_path, file, text, complaint):
    for language in ("en", "xx"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "common.ftl").write_text("common-count-1 = one")
        (tmp_path / language / "seen.ftl").write_text("seen-by = far")
    (tmp_path / "code.py").write_text("say('seen-by')\nuse('seen-how', '.how')")
    built = {"common-count-": {"1"}}
    assert wrong_words(tmp_path, tmp_path, built) == []
    (tmp_path / file).write_text(text)
    found = wrong_words(tmp_path, tmp_path, built)
    assert bool(found) == (complaint is not None), found
    assert complaint is None or complaint in found


# Ids whose "published" is said of what somebody published: routes, reports, test flights, claims and their sources.
PUBLISHED = (
    "claims-", "common-model", "common-published", "coverage-", "flights-", "footprint-", "infer-model",
    "infer-published", "kill-chain-small-print", "notes-", "scene-limits",
)  # fmt: skip


def said_of_what_is_assumed(language: Path) -> list[str]:
    """Law 17: "published" is said only of what was published: most ranges of figures are assumed."""
    return [
        key
        for key, (message, *_) in messages(language).items()
        if "published" in " ".join(texts_of(message).values()).lower() and not key.startswith(PUBLISHED)
    ]


def test_published_is_said_only_of_what_was_published(tmp_path):
    assert said_of_what_is_assumed(SHIPPED / locales.DEFAULT) == []
    (tmp_path / "run.ftl").write_text("run-band = over the published figures\nrun-all = over the figures")
    assert said_of_what_is_assumed(tmp_path) == ["run-band"]
