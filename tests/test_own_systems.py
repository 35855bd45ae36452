"""Systems of one's own, from the scenario, a folder, an option or the environment; files that stand alone; names."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import openbmd as bmd
from openbmd import catalogue_file, claims_file, places_file, scenario_file
from openbmd.catalogue_file import Catalogue, folded
from openbmd.cli import main
from openbmd.commands import own_catalogue
from openbmd.complaints import Complaint, InputError
from openbmd.locales import Words
from openbmd.records import Scenario
from openbmd.render.json import dumps
from openbmd.scenario_file import presets
from openbmd.scenario_file.figures import spelled_out
from openbmd.studies import kinds
from openbmd.telling import names, style
from openbmd.telling.notes import tell

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
SHIPPED = Path(str(files("openbmd"))) / "catalogue"
EMPTY = Catalogue(())
BLOCKS = re.findall(
    r"^```yaml\n(.*?)^```", (ROOT / "docs" / "scenario-file.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
OWN = next(block for block in BLOCKS if "paper-1" in block)
UNIT = """
radars: [{name: eye, radar: an-tpy-2-terminal, site: Seongju, boresight_deg: 327.5}]
layers: [upper]
fire_units:
  - {name: battery, interceptor: thaad, layer: upper, site: Seongju, radar: eye, launchers: 6, command_delay_s: 10,
     doctrine: salvo-1}
"""


def refused(text: str, file: str = "own.yaml") -> list[Complaint]:
    with pytest.raises(InputError) as raised:
        scenario_file.read_text(text, file)
    return raised.value.complaints


def entry(kind: str, name: str) -> dict[str, Any]:
    return json.loads(json.dumps(catalogue_file.read(kind, name).written))


def folder(path: Path, name: str = "mine", like: str = "nodong", **changes: tuple[str, str]) -> Path:
    """A catalogue folder with one missile, a shipped one with texts replaced."""
    text = (SHIPPED / "missiles" / f"{like}.toml").read_text(encoding="utf-8").replace(f'"{like}"', f'"{name}"', 1)
    text = re.sub(r"(?m)^(label|title_ko|aliases) = .*\n", "", text)
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    (path / "missiles").mkdir(parents=True)
    (path / "missiles" / f"{name}.toml").write_text(text, encoding="utf-8")
    return path


# --- where they stand ------------------------------------------------------------------------------


def test_a_missile_that_stands_in_the_scenario_is_read_as_one_of_the_catalogue() -> None:
    read = scenario_file.read_text(OWN, "own.yaml")
    assert {route.missile for route in read.routes} == {"paper-1"}  # by its exact name, though the file says Paper One
    assert read.missiles["paper-1"].stages[0].burn_time == 75.0
    assert {figure.path.split("/")[1] for figure in read.figures} == {"paper-1"}
    assert not any("your own" in note for note in tell(read.notes, Words()))


def test_every_kind_may_stand_in_the_scenario() -> None:
    tables = {
        "missiles": entry("missiles", "nodong"), "radar_kinds": entry("radars", "green-pine-b"),
        "infrared": entry("infrared", "dsp-sbirs"), "interceptors": entry("interceptors", "thaad"),
        "launchers": entry("launchers", "liquid-tel"), "kill_chains": entry("kill_chains", "rok-30-minutes"),
    }  # fmt: skip
    preset = {
        "title": "One battery", "description": "Of its own", "layers": ["upper"],
        "radars": [{"name": "eye", "radar": "own-radar", "site": "Seongju", "boresight_deg": 330}],
        "warning": [{"name": "sky", "infrared": "own-infrared"}], "links": [],
        "fire_units": [{
            "name": "battery", "interceptor": "own-interceptor", "layer": "upper", "site": "Seongju", "radar": "eye",
            "launchers": 6, "command_delay_s": 10, "doctrine": "salvo-1",
        }],
    }  # fmt: skip
    short = {"radar_kinds": "own-radar", "infrared": "own-infrared"}
    data = {
        "openbmd": 1, "name": "all", "title": "All", "defence": "Mine", "kill_chain": "own-kill-chain",
        "defended": ["Busan"],
        "threats": [{
            "name": "raid", "missile": "own-missile", "launcher": "own-launcher", "launch": "Hwangju",
            "aimpoint": "Busan",
        }],
        **{kind: {short.get(kind, f"own-{kind[:-1].replace('_', '-')}"): table} for kind, table in tables.items()},
        "defences": {"mine": preset},
    }  # fmt: skip
    read = scenario_file.read_text(json.dumps(data), "all.yaml")
    found = [*read.missiles, *read.radars, *read.infrared, *read.interceptors, *read.launchers, *read.kill_chains]
    assert found == ["own-missile", "own-radar", "own-infrared", "own-interceptor", "own-launcher", "own-kill-chain"]
    assert read.missiles["own-missile"] == catalogue_file.read("missiles", "nodong").record
    with pytest.raises(InputError, match=r'no infrared "own-infrareds"'):
        scenario_file.read_text(
            json.dumps(data).replace('"infrared": "own-infrared"', '"infrared": "own-infrareds"'), ""
        )


def test_the_first_layer_that_has_a_name_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rise(read: Scenario) -> float:
        return read.missiles["mine"].vertical_rise_time

    old = "vertical_rise_time_s = { low = 5, best = 6, high = 8"
    assert old in (SHIPPED / "missiles" / "nodong.toml").read_text(encoding="utf-8")
    where = {
        seconds: folder(
            tmp_path / f"{seconds}", a=(old, f"vertical_rise_time_s = {{ low = 1, best = {seconds}, high = 8")
        )
        for seconds in (2, 3, 4)
    }
    text = OWN.replace("missile: Paper One", "missile: mine")
    file = tmp_path / "scenario.yaml"
    file.write_text(text, encoding="utf-8")
    assert [one.found for one in refused(text)] == ['there is no missile "mine" in the catalogue']
    monkeypatch.setenv(catalogue_file.VARIABLE, str(where[4]))
    assert rise(scenario_file.read(file)) == 4.0
    with own_catalogue.put_before([where[3]]):
        assert rise(scenario_file.read(file)) == 3.0
        file.write_text(f"{text}catalogue: '2'\n", encoding="utf-8")
        assert rise(scenario_file.read(file)) == 2.0
        inside = text.replace("  paper-1:", "  mine:").replace(
            "vertical_rise_time_s: {low: 5", "vertical_rise_time_s: {low: 6"
        )
        file.write_text(f"{inside}catalogue: '2'\n", encoding="utf-8")
        assert [f.low for f in scenario_file.read(file).figures if f.path.endswith("vertical_rise_time")] == [6.0]
    file.write_text(text, encoding="utf-8")
    assert rise(scenario_file.read(file)) == 4.0  # the option holds for one command


def test_commands_take_the_option_and_a_folder_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folder(tmp_path / "own")
    for command in (["list", "missiles"], ["show", "mine"]):
        with pytest.raises(SystemExit) as ended:
            main(["catalogue", *command, "--catalogue", str(where)])
        assert ended.value.code == 0
        assert "mine" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["catalogue", "show", "mine"])
    assert ended.value.code == 2
    (tmp_path / "bare").mkdir()
    monkeypatch.setenv(catalogue_file.VARIABLE, str(tmp_path / "bare"))
    with pytest.raises(InputError, match="holds no folder of the catalogue"):
        scenario_file.read(SCENARIOS[0])
    monkeypatch.delenv(catalogue_file.VARIABLE)
    (said,) = refused(f"{OWN}catalogue: nowhere\n")
    assert (said.file, said.line, said.path) == ("own.yaml", len(OWN.splitlines()) + 1, "catalogue")


def test_a_name_that_stands_in_the_place_of_another_is_told_unless_it_is_the_same(tmp_path: Path) -> None:
    nodong = OWN.replace("paper-1", "nodong").replace("Paper One", "nodong")
    said = tell(scenario_file.read_text(nodong, "own.yaml").notes, Words())
    assert any("missiles/nodong is your own" in one for one in said)
    same = folder(tmp_path / "same", "nodong")
    text = SCENARIOS[0].read_text(encoding="utf-8")
    copied = catalogue_file.shipped().under(catalogue_file.folder(same, Complaint("", 0, "", "", "")))
    assert scenario_file.read_text(text, "a.yaml", copied).notes == scenario_file.read_text(text, "a.yaml").notes


# --- faults ------------------------------------------------------------------------------------------

FAULTS = {
    "a unit": ("      cep_km: {", "      cep_m: {", "missiles.paper-1.figures.cep_m", "unknown field"),
    "no origin": ("high: 76, assumed: the flow of a Scud-B}", "high: 76}", "missiles.paper-1.stages[0].burn_time_s",
                  "neither source nor assumed"),
    "order": ("{low: 74, best: 75,", "{low: 76, best: 75,", "missiles.paper-1.stages[0].burn_time_s", "out of order"),
    "no title": ("    title: Paper-1\n", "", "missiles.paper-1.title", "missing, or no text"),
    "a key": ("    label: Paper-1 ", "    labels: Paper-1 ", "missiles.paper-1.labels", "unknown key"),
    "aliases": ("[Paper One]", "[Paper One, 7]", "missiles.paper-1.aliases", "no text"),
    "hides": ("    label: Paper-1 ", "    hides: 1 ", "missiles.paper-1.hides", "no yes or no"),
    "too many digits": ("best: 4400", "best: 1" + "0" * 90, "missiles.paper-1.stages[0].propellant_mass_kg",
                        "too many digits"),
    "endless digits": ("best: 4400", "best: 1" + "0" * 400, "missiles.paper-1.stages[0].propellant_mass_kg.best",
                       "more than 100 digits"),
    "a name": ("  paper-1:", "  Paper_1:", "missiles.Paper_1", "is no name"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "found"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_an_own_entry_is_told_with_the_scenarios_line(old: str, new: str, path: str, found: str) -> None:
    assert old in OWN
    text = OWN.replace(old, new, 1)
    said = [one for one in refused(text) if found in one.found]
    assert len(said) == 1
    assert (said[0].file, said[0].path) == ("own.yaml", path)
    changed = next(k for k, (a, b) in enumerate(zip(OWN.splitlines(), text.splitlines(), strict=False), 1) if a != b)
    parent = next(k for k, line in enumerate(OWN.splitlines(), 1) if "paper-1:" in line)
    assert said[0].line in (changed, changed + 1, parent)
    assert " = " not in said[0].advice  # YAML's words, not TOML's


def test_a_fault_of_a_folders_file_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    where = folder(tmp_path / "own", a=("[figures]\npayload_mass_kg", "[figures]\npayload_mass_t"))
    path = where / "missiles" / "mine.toml"
    line = next(k for k, one in enumerate(path.read_text("utf-8").splitlines(), 1) if one.startswith("payload_mass_t"))
    text = f"{OWN}catalogue: {where}\n"
    assert scenario_file.read_text(text, "own.yaml")  # it is not used
    said = refused(text.replace("missile: Paper One", "missile: mine"))
    assert {one.file for one in said} == {str(path)}
    assert (line, "unknown field") in {(one.line, one.found) for one in said}
    path.write_bytes(b'name = "mine"\ntitle = "\xe9"\n')
    assert "UTF-8" in refused(text.replace("missile: Paper One", "missile: mine"))[0].found


def test_faults_of_an_own_preset_stand_where_it_is_written() -> None:
    preset = (
        "defence: mine\ndefences:\n  mine:\n    title: Mine\n    layers: [upper]\n    radars:\n"
        "      - {name: eye, radar: an-tpy-3, site: Seongju, boresight_deg: 327.5}\n"
    )
    (said,) = refused(OWN + preset)
    assert (said.line, said.path) == (len(OWN.splitlines()) + 7, "radars[0].radar")
    (said,) = refused(OWN + preset.replace("    title: Mine\n", "").replace("an-tpy-3", "an-tpy-2-terminal"))
    assert (said.path, said.found) == ("defences.mine.title", "missing, or no text")
    for written in ('""', "korea-1950"):
        (said,) = refused(f"{OWN}defence: {written}\n")
        assert (said.line, said.path) == (len(OWN.splitlines()) + 1, "defence")


def test_kinds_of_radars_under_radars_are_told_where_they_belong() -> None:
    said = refused(f"{OWN}radars: {{mine: {{title: Mine}}}}\n")
    assert any(one.path == "radars" and "radar_kinds:" in one.advice for one in said)


def test_figures_schema_and_advice_know_the_own_names(tmp_path: Path) -> None:
    figures = "figures:\n  missiles/{}/payload_mass_kg: {{best: 500, assumed: to ask what if}}\n"
    for name in ("paper-1", "Paper One"):
        read = scenario_file.read_text(OWN + figures.format(name), "own.yaml")
        assert read.missiles["paper-1"].payload_mass == 500.0
    (said,) = refused(OWN.replace("missile: Paper One", "missile: paper-2"))
    assert said.advice.startswith('Did you mean "paper-1"?')
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    schema = scenario_file.schema(file)
    assert "paper-1" in schema["$defs"]["Threat"]["properties"]["missile"]["anyOf"][0]["enum"]
    assert "paper-1" not in scenario_file.schema()["$defs"]["Threat"]["properties"]["missile"]["anyOf"][0]["enum"]
    stage = schema["properties"]["missiles"]["additionalProperties"]["properties"]["stages"]["items"]
    assert "burn_time_s" in stage["required"]
    json.dumps(schema, allow_nan=False)


# --- files that stand alone ---------------------------------------------------------------------------


def alone(text: str, file: Path, known: Catalogue | None = None) -> Scenario:
    """What the resolved file of a text reads as where there is no catalogue; read and resolved again it is the same."""
    file.write_text(text, encoding="utf-8")
    before = scenario_file.read(file, known)
    once = scenario_file.resolved(before)
    file.write_text(once, encoding="utf-8")
    for catalogue in (EMPTY, catalogue_file.shipped()):
        again = scenario_file.read(file, catalogue)
        assert again == before
        assert scenario_file.resolved(again) == once
    return before


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_resolved_file_is_read_where_there_is_no_catalogue(path: Path, tmp_path: Path) -> None:
    alone(path.read_text(encoding="utf-8"), tmp_path / "resolved.yaml")


def test_a_resolved_file_keeps_own_systems_figures_and_notes(tmp_path: Path) -> None:
    figures = "figures:\n  missiles/{}/payload_mass_kg: {{best: 650, assumed: to ask what if}}\n"
    own = alone(OWN + figures.format("paper-1"), tmp_path / "own.yaml")
    assert sum("the scenario's own" in note for note in tell(own.notes, Words())) == 1
    hiding = OWN.replace("paper-1", "nodong").replace("Paper One", "nodong")
    hidden = tell(alone(hiding, tmp_path / "hiding.yaml").notes, Words())
    assert sum("your own" in note for note in hidden) == 1
    changed = folder(tmp_path / "folder", "nodong")
    text = changed / "missiles" / "nodong.toml"
    written = re.sub(r"payload_mass_kg = { low = \d+", "payload_mass_kg = { low = 1", text.read_text("utf-8"))
    text.write_text(written, encoding="utf-8")
    known = catalogue_file.shipped().under(catalogue_file.folder(changed, Complaint("", 0, "", "", "")))
    plain_use = OWN.replace("missile: Paper One", "missile: nodong")
    from_folder = tell(alone(plain_use, tmp_path / "known.yaml", known).notes, Words())
    assert sum("your own" in note for note in from_folder) == 1


def test_a_resolved_file_gives_the_same_answer_bytes(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN + UNIT, encoding="utf-8")
    (tmp_path / "resolved.yaml").write_text(scenario_file.resolved(scenario_file.read(file)), encoding="utf-8")
    first, again = (
        dumps(bmd.assess(bmd.read(tmp_path / name, raids=40, draws=2)).plain) for name in ("own.yaml", "resolved.yaml")
    )
    assert first == again


@pytest.mark.parametrize("path", SCENARIOS[:2], ids=lambda path: path.stem)
def test_a_resolved_file_of_old_that_spells_figures_alone_is_still_read(path: Path, tmp_path: Path) -> None:
    yaml = YAML(typ="safe", pure=True)
    read = scenario_file.read(path)
    data = yaml.load(scenario_file.resolved(read))
    for section in scenario_file.own_kinds.SECTIONS.values():
        data.pop(section, None)
    data["figures"] = spelled_out(read.figures)
    assert scenario_file.read_text(json.dumps(data), "old.yaml") == read


# --- names ---------------------------------------------------------------------------------------------

SPELT = {
    ("interceptors", "thaad"): ("THAAD", "Thaad", "사드"),
    ("interceptors", "pac-3-mse"): ("PAC-3 MSE", "pac3 mse", "PAC-3/MSE"),
    ("interceptors", "cheongung-2"): ("Cheongung II", "M-SAM II", "천궁-II"),
    ("missiles", "scud-c"): ("Scud-C", "Scud C", "scudc", "Scud-C (Hwasong-6)", "Hwasong-6"),
    ("missiles", "nodong"): ("Nodong", "Hwasong-7", "노동"),
    ("missiles", "kn-23"): ("KN-23", "kn23"),
    ("missiles", "hwasong-12"): ("화성-12", "Hwasong 12", "HWASONG-12"),
    ("radars", "an-spy-1d-v"): ("AN/SPY-1D(V)", "SPY-1"),
    ("radars", "green-pine-c"): ("Super Green Pine", "Green Pine C", "EL/M-2080S"),
    ("defences", "korea-2016"): ("Korea 2016",),
}  # fmt: skip


def test_names_are_found_in_any_spelling_and_two_that_fit_are_told() -> None:
    shipped = catalogue_file.shipped()
    for (kind, key), spellings in SPELT.items():
        assert {shipped.key(kind, one) for one in spellings} == {key}, key
    for name, both in {"Green Pine": ("green-pine-a", "green-pine-b", "green-pine-c"),
                       "AN/TPY-2": ("an-tpy-2-forward-based", "an-tpy-2-terminal")}.items():  # fmt: skip
        with pytest.raises(InputError, match=f"{name}.* fits {' and '.join(both)}"):
            shipped.key("radars", name)
    for nothing in ("", "-", " / "):
        with pytest.raises(InputError, match="there is no such entry"):
            shipped.key("missiles", nothing)
    for kind in catalogue_file.RECORDS:
        for key in shipped.names(kind):
            assert shipped.key(kind, shipped.read(kind, key).title) == key
            assert folded(key)


def test_a_scenario_takes_names_in_any_spelling_and_keeps_the_exact_ones() -> None:
    exact = OWN.replace("missile: Paper One", "missile: nodong") + UNIT
    spelt = exact.replace("missile: nodong", "missile: Hwasong-7").replace("interceptor: thaad", "interceptor: 사드")
    spelt = spelt.replace("radar: an-tpy-2-terminal", "radar: AN/TPY-2 terminal").replace("[Busan]", "[bUsan]")
    spelt = spelt.replace("launch: Wonsan", "launch: WONSAN").replace("site: Seongju", "site: seongju")
    assert all(name in spelt for name in ("Hwasong-7", "사드", "AN/TPY-2 terminal", "WONSAN"))
    assert scenario_file.read_text(spelt, "a.yaml") == scenario_file.read_text(exact, "a.yaml")
    (said,) = refused(spelt.replace("AN/TPY-2 terminal", "AN/TPY-2"))
    assert said.found == '"AN/TPY-2" fits an-tpy-2-forward-based and an-tpy-2-terminal'
    assert said.path == "radars[0].radar"
    own_place = (
        exact.replace("launch: Wonsan", "launch: pier") + "places: {Pier: {latitude_deg: 39, longitude_deg: 127}}\n"
    )
    assert scenario_file.read_text(own_place, "a.yaml").routes[0].name == "nodong from Pier to Busan"


def test_places_are_read_in_any_case() -> None:
    assert {places_file.read(name) for name in ("Busan", "BUSAN", "busan")} == {places_file.read("Busan")}
    assert places_file.row("") is None


def test_labels_come_from_the_catalogue_and_guesses_are_left_for_assets() -> None:
    shipped = catalogue_file.shipped()
    said = [names.system("missiles", "scud-c", shipped), names.system("radars", "an-tpy-2-terminal", shipped)]
    assert said == ["Scud-C", "AN/TPY-2 terminal"]
    assert style.label("an-spy-1d-v") == "AN/SPY-1D(V)"
    assert (style.label("us-osan-1"), style.label("green-pine-north")) == ("US Osan 1", "Green Pine North")
    own = catalogue_file.Written({"missiles": {"x-1": {**entry("missiles", "nodong"), "label": "Long X"}}}, "", None)  # type: ignore[arg-type]
    assert names.system("missiles", "x-1", shipped.under(own)) == "Long X"
    assert names.system("missiles", "x-1", shipped) == "X-1"


# --- one's own from Python, and claims --------------------------------------------------------------


def test_instead_takes_a_file_and_tells_its_faults(tmp_path: Path) -> None:
    where = folder(tmp_path / "own") / "missiles" / "mine.toml"
    scenario = bmd.read(ROOT / "scenarios" / "musudan-2016.yaml")
    with pytest.raises(InputError, match="nothing in musudan-2016 is called"):
        bmd.instead(scenario, "nodong", where)
    changed = bmd.instead(scenario, "Hwasong-10", where)
    assert {route.missile for route in changed.routes} == {"mine"}
    sound = where.read_text(encoding="utf-8")
    for digits in (60, 400, 5000):  # a float holds the first, Python reads no whole number as long as the last
        where.write_text(sound.replace("low = ", f"low = 1{'0' * digits}", 1), encoding="utf-8")
        with pytest.raises(InputError, match=r"mine\.toml:\d+: .*(digits|order)"):
            bmd.instead(scenario, "musudan", where)
    where.write_bytes(sound.encode("utf-8").replace(b"title", b"\xe9itle", 1))
    with pytest.raises(InputError, match="UTF-8"):
        bmd.instead(scenario, "musudan", where)


CLAIM = {
    "an area below nothing": ("sees-chinese-icbms", r"cross_section_m2 = 2\n", "cross_section_m2 = -1\n", "greater"),
    "an infinite area": ("sees-chinese-icbms", r"cross_section_m2 = 2\n", "cross_section_m2 = inf\n", "finite|less"),
    "no dwell": ("oriented-north", r'mode = "terminal"\n', 'mode = "terminal"\ndwell_ms = 0\n', "greater"),
    "too many digits": ("nearly-hundred", r"at_most = 105\n", f"at_most = 1{'0' * 320}\n", "too many digits"),
    "far too many": ("nearly-hundred", r"at_most = 105\n", f"at_most = 1{'0' * 5000}\n", "too many digits"),
    "a clock": ("musudan-october", r"\[scenario\]\n", "[scenario]\ndescription = 12:30:45\n", "clock 12:30:45"),
    "an id twice": ("nearly-hundred", r'id = "', 'id = "x"\nid = "', "not TOML"),
}


@pytest.mark.parametrize(("like", "old", "new", "found"), CLAIM.values(), ids=CLAIM.keys())
def test_a_claims_file_is_refused_with_its_own_path_and_line(
    like: str, old: str, new: str, found: str, tmp_path: Path
) -> None:
    text, count = re.subn(old, new, claims_file.text_of(like), count=1)
    assert count == 1
    path = tmp_path / f"{like}.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        bmd.claims(str(path), draws=2, raids=10)
    said = [one for one in raised.value.complaints if re.search(found, one.found)]
    assert {one.file for one in said} == {str(path)}
    assert said[0].line > 0


def test_a_name_that_is_empty_finds_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "openbmd", "catalogue", "show", ""], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 2
    assert 'there is no ""' in done.stderr


def test_an_own_preset_folder_is_offered_to_posture(tmp_path: Path) -> None:
    (tmp_path / "own" / "defences").mkdir(parents=True)
    shutil.copy(SHIPPED / "defences" / "korea-2016.yaml", tmp_path / "own" / "defences" / "mine.yaml")
    with own_catalogue.put_before([tmp_path / "own"]):
        assert presets.read("Mine", catalogue_file.default()).parts == presets.read("korea-2016").parts
    assert "mine" not in presets.names()


def test_commands_take_the_scenarios_own_systems_in_any_spelling() -> None:
    read = scenario_file.read_text(OWN + UNIT, "own.yaml")
    assert kinds.fitting(read, "missiles", "Paper 1") == ("paper-1",)
    assert kinds.fitting(read, "missiles", "Hwasong-7") == ("nodong",)
    assert {"paper-1", "nodong"} <= set(kinds.known(read, "missiles"))
    record, figures = kinds.record(read, "missiles", "paper-1")
    assert (record, figures) == (read.missiles["paper-1"], tuple(f for f in read.figures if "/paper-1/" in f.path))
    assert kinds.record(read, "missiles", "nodong")[0] == catalogue_file.read("missiles", "nodong").record
