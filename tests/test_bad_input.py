"""What bad input gets: one clear message for each fault, all at once, and nothing written."""

from __future__ import annotations

import copy
import errno
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from openbmd import catalogue_file, flow, scenario_file
from openbmd.cli import main
from openbmd.complaints import Complaint, InputError
from openbmd.records import EFFECTS

GOOD = """\
openbmd: 1
name: small
title: A small raid
raids: 100
draws: 0
defended: [Busan, Daegu]
threats:
  - name: nodong-busan
    missile: nodong
    count: 3
    launch: Hwangju
    aimpoint: Busan
    interval_s: 30
  - name: scud-er-daegu
    missile: scud-er
    launch: {latitude_deg: 38.687, longitude_deg: 125.702}
    aimpoint: Daegu
radars:
  - name: eye
    radar: an-tpy-2-terminal
    site: Seongju
    boresight_deg: 327.5
warning:
  - {name: space, infrared: dsp-sbirs}
links:
  - {from: space, to: eye, latency_s: 10}
layers: [upper]
fire_units:
  - name: battery
    interceptor: thaad
    layer: upper
    site: Seongju
    radar: eye
    launchers: 6
    command_delay_s: 10
    doctrine: shoot-look-shoot
"""

THREAT_KEYS = (
    "aimpoint, apogee_km, azimuth_deg, count, interval_s, launch, launch_angle_deg, launch_area, launch_time_s, "
    "launcher, launchers, missile, name, reload_min, shape"
)
PLACES = "List them with: openbmd catalogue list places. Or add it under places: with latitude_deg and longitude_deg."


def known(kind: str) -> str:
    return f"Known: {', '.join(sorted(catalogue_file.names(kind)))}."


def area(polygon: str, found: str, advice: str) -> tuple[str, str, tuple[int, str, str, str]]:
    """A launch area of that polygon, and its complaint."""
    written = f"launch_area: {{polygon: {polygon}, points: 3}}"
    return "launch: Hwangju", written, (11, "threats[0].launch_area.polygon", found, advice)


# three radars that cue each other in a ring; the good file's own link cues one of them
RING = """\
  - {name: ear, radar: an-mpq-65, site: Busan, boresight_deg: 0}
  - {name: nose, radar: an-mpq-65, site: Daegu, boresight_deg: 0}
"""
# faults that need more than one change: what else is replaced
ALSO = {
    "a cycle of cues": (
        "links:\n",
        "links:\n  - {from: eye, to: ear, latency_s: 3}\n  - {from: nose, to: eye, latency_s: 3}\n"
        "  - {from: ear, to: nose, latency_s: 3}\n",
    ),
    "a launch on remote without a radar to finish on": (
        "layers:",
        "  - {from: eye, to: battery, latency_s: 3, use: launch-on-remote}\nlayers:",
    ),
    "a launcher cycle of zero length": (
        "layers:",
        "figures:\n  launchers/liquid-tel/set_up_time_min: {best: 0, assumed: x}\nlayers:",
    ),
}

# what is written, what is written instead, and the one complaint: line, path, found, advice
FAULTS = {
    "unknown missile": (
        "missile: nodong",
        "missile: nodnog",
        (
            9,
            "threats[0].missile",
            'there is no missile "nodnog" in the catalogue',
            f'Did you mean "nodong"? {known("missiles")}',
        ),
    ),
    "unknown radar": (
        "radar: an-tpy-2-terminal",
        "radar: tpy3",
        (20, "radars[0].radar", 'there is no radar "tpy3" in the catalogue', known("radars")),
    ),
    "unknown interceptor": (
        "interceptor: thaad",
        "interceptor: THAD",
        (
            30,
            "fire_units[0].interceptor",
            'there is no interceptor "THAD" in the catalogue',
            f'Did you mean "thaad"? {known("interceptors")}',
        ),
    ),
    "unknown infrared sensor": (
        "infrared: dsp-sbirs",
        "infrared: x",
        (24, "warning[0].infrared", 'there is no infrared "x" in the catalogue', known("infrared")),
    ),
    "unknown place": (
        "aimpoint: Busan",
        "aimpoint: Bussan",
        (12, "threats[0].aimpoint", 'there is no place "Bussan"', f'Did you mean "Busan"? {PLACES}'),
    ),
    "unknown key": (
        "    missile: nodong",
        "    missile: nodong\n    mass: 3",
        (10, "threats[0].mass", "there is no such key here", f"Known: {THREAT_KEYS}."),
    ),
    "misspelt key": (
        "    interval_s: 30",
        "    interval_s: 30\n    cuont: 3",
        (14, "threats[0].cuont", "there is no such key here", f'Did you mean "count"? Known: {THREAT_KEYS}.'),
    ),
    "unit missing": (
        "interval_s: 30",
        "interval: 30",
        (13, "threats[0].interval", "the unit is missing from the key", "Write interval_s: a number in seconds."),
    ),
    "unit wrong": (
        "latitude_deg: 38.687",
        "latitude_mrad: 675",
        (
            16,
            "threats[1].launch.latitude_mrad",
            "the unit mrad is not one this key takes",
            "Write latitude_deg: a number in degrees.",
        ),
    ),
    "unit in the value": (
        "interval_s: 30",
        "interval_s: 30 s",
        (
            13,
            "threats[0].interval_s",
            'found the text "30 s"',
            "Write a number in seconds, alone: the unit stands in the key.",
        ),
    ),
    "negative count": (
        "count: 3",
        "count: -3",
        (10, "threats[0].count", "found -3", "Write a number from 1 to 1000."),
    ),
    "count of zero": (
        "count: 3",
        "count: 0",
        (10, "threats[0].count", "found 0", "Write a number from 1 to 1000."),
    ),
    "count and a half": (
        "count: 3",
        "count: 2.5",
        (10, "threats[0].count", "found 2.5", "Write a whole number."),
    ),
    "latitude out of range": (
        "latitude_deg: 38.687, longitude_deg: 125.702",
        "latitude_deg: 125.702, longitude_deg: 38.687",
        (
            16,
            "threats[1].launch.latitude_deg",
            "found 125.702",
            "Write a number in degrees from -90 to 90. Latitude and longitude look swapped.",
        ),
    ),
    "launch at the aimpoint": (
        "launch: Hwangju",
        "launch: Busan",
        (12, "threats[0].aimpoint", "launch point and aimpoint are the same", "Give two different points."),
    ),
    "no aimpoint": (
        "    aimpoint: Busan\n",
        "",
        (8, "threats[0]", "there is no aimpoint", "Add aimpoint: (or azimuth_deg: for the shape orbit)."),
    ),
    "two ways to choose the arc": (
        "interval_s: 30",
        "shape: lofted\n    apogee_km: 300\n    launch_angle_deg: 60",
        (
            15,
            "threats[0].launch_angle_deg",
            "both apogee_km and launch_angle_deg are given",
            "Keep one: each chooses the arc.",
        ),
    ),
    "an apogee where none is free": (
        "interval_s: 30",
        "apogee_km: 300",
        (
            13,
            "threats[0].apogee_km",
            "the shape minimum-energy leaves no apogee or angle free",
            "Write shape: lofted, depressed, quasi-ballistic or glide, or drop this key.",
        ),
    ),
    "a pull-up without lift": (
        "interval_s: 30",
        "shape: quasi-ballistic",
        (
            13,
            "threats[0].shape",
            "the nodong has no pull-up: its lift-to-drag ratio is 0",
            "Choose another shape, or another missile such as kn-23.",
        ),
    ),
    "an unknown shape": (
        "interval_s: 30",
        "shape: loftd",
        (
            13,
            "threats[0].shape",
            'found the text "loftd"',
            'Did you mean "lofted"? Known: depressed, glide, lofted, minimum-energy, orbit, quasi-ballistic.',
        ),
    ),
    "the same name twice": (
        "name: scud-er-daegu",
        "name: nodong-busan-2",
        (
            14,
            "threats[1].name",
            '"nodong-busan-2" is already the name of a threat (line 8)',
            "Give each a name of its own.",
        ),
    ),
    "a unit named as a radar": (
        "name: battery",
        "name: eye",
        (
            29,
            "fire_units[0].name",
            '"eye" is already the name of one of the radars (line 19)',
            "Give each a name of its own.",
        ),
    ),
    "a link to nowhere": (
        "to: eye",
        "to: eyes",
        (
            26,
            "links[0].to",
            'a link to nowhere: no radar or fire unit is called "eyes"',
            'Did you mean "eye"? Known: battery, eye.',
        ),
    ),
    "a link from nowhere": (
        "from: space",
        "from: battery",
        (
            26,
            "links[0].from",
            'a link from nowhere: no radar or warning sensor is called "battery"',
            "Known: eye, space.",
        ),
    ),
    "a link to itself": (
        "from: space",
        "from: eye",
        (26, "links[0]", '"eye" is linked to itself', "Drop this link."),
    ),
    "a radar that is not there": (
        "radar: eye",
        "radar: ear",
        (33, "fire_units[0].radar", 'no radar of this scenario is called "ear"', "Known: eye."),
    ),
    "a unit that sees nothing": (
        "    radar: eye\n",
        "",
        (
            29,
            "fire_units[0]",
            "it has no radar, and no link from one",
            "Add radar: with a radar's name, or a link to this unit.",
        ),
    ),
    "an unknown layer": (
        "layer: upper",
        "layer: uper",
        (
            31,
            "fire_units[0].layer",
            'there is no layer "uper"',
            'Did you mean "upper"? Known: upper. Layers stand under layers:.',
        ),
    ),
    "more rounds than launchers hold": (
        "launchers: 6",
        "launchers: 6\n    rounds_per_launcher: 20",
        (
            35,
            "fire_units[0].rounds_per_launcher",
            "found 20, more than a launcher holds",
            "A launcher of thaad holds 8.",
        ),
    ),
    "a missing key": (
        "    command_delay_s: 10\n",
        "",
        (
            29,
            "fire_units[0].command_delay_s",
            "this key is missing",
            "Add it: from a track good enough to the order to fire.",
        ),
    ),
    "an empty raid": (
        GOOD[GOOD.index("threats:") : GOOD.index("radars:")],
        "threats: []\n",
        (7, "threats", "the list is empty", "Write 1 item or more: the raid."),
    ),
    "a figure that is not there": (
        "layers:",
        "figures:\n  interceptors/thaad/kil_probability: {best: 0.5, source: x}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/kil_probability",
            "the scenario uses no such figure",
            'Did you mean "interceptors/thaad/kill_probability"? Its figures: openbmd catalogue show thaad.',
        ),
    ),
    "a figure without its unit": (
        "layers:",
        "figures:\n  interceptors/thaad/burnout_speed: {best: 2.6, source: x}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/burnout_speed",
            "the unit is missing from the key, or wrong",
            "End the key with _m_s (metres per second) or _km_s (kilometres per second).",
        ),
    ),
    "a probability above one": (
        "layers:",
        "figures:\n  interceptors/thaad/kill_probability: {best: 1.2, source: x}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/kill_probability",
            "1.2 to 1.2 goes beyond what is possible",
            "Keep it from 0 to 1.",
        ),
    ),
    "a range out of order": (
        "layers:",
        "figures:\n  interceptors/thaad/kill_probability: {low: 0.9, best: 0.5, source: x}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/kill_probability",
            "low 0.9, best 0.5 and high 0.5 are out of order",
            "Write them so that low ≤ best ≤ high.",
        ),
    ),
    "a floor above the ceiling": (
        "layers:",
        "figures:\n  interceptors/thaad/minimum_altitude_km: {best: 200, source: x}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/minimum_altitude_km",
            "the range of minimum_altitude reaches into that of maximum_altitude",
            "Keep the two ranges apart: each is drawn by itself.",
        ),
    ),
    "a figure without an origin": (
        "layers:",
        "figures:\n  interceptors/thaad/kill_probability: {best: 0.5}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/kill_probability",
            "it needs one origin",
            "Add source: (who published it) or assumed: (why it is assumed), one of the two.",
        ),
    ),
    "a link to a unit without a track": (
        "to: eye",
        "to: battery",
        (26, "links[0]", '"space" gives a warning, and no track to fire on', "Link it to a radar, which it cues."),
    ),
    "a cue to a fire unit": (
        "layers:",
        "  - {from: eye, to: battery, latency_s: 3, use: cue}\nlayers:",
        (
            27,
            "links[1].use",
            'a cue goes to a radar, and "battery" is a fire unit',
            "Write launch-on-remote or engage-on-remote, or link to its radar.",
        ),
    ),
    "a track to a radar": (
        "latency_s: 10",
        "latency_s: 10, use: engage-on-remote",
        (
            26,
            "links[0].use",
            'engage-on-remote goes to a fire unit, and "eye" is a radar',
            "Write cue, or drop this key.",
        ),
    ),
    "a launch on remote without a radar to finish on": (
        "    radar: eye\n",
        "",
        (27, "links[1].use", '"battery" has no radar of its own to finish on', "Write engage-on-remote."),
    ),
    "a cycle of cues": (
        "warning:",
        RING + "warning:",
        (
            30,
            "links[2]",
            "a cycle of cues: ear cues nose, nose cues eye, eye cues ear",
            "Drop one of these links, or write on: false.",
        ),
    ),
    "an unknown thing withheld": (
        "layers:",
        "withheld: [eyes]\nlayers:",
        (
            27,
            "withheld[0]",
            'nothing here is called "eyes", and no nation',
            'Did you mean "eye"? Known: battery, eye, space. Or a link by its name, such as "space to eye".',
        ),
    ),
    "an unknown effect": (
        "layers:",
        "effects: [weather]\nlayers:",
        (27, "effects[0]", 'found the text "weather"', f"Known: {', '.join(sorted(EFFECTS))}."),
    ),
    "an unknown kind of place": (
        "layers:",
        "places: {Mine: {latitude_deg: 36, longitude_deg: 128, kind: citty}}\nlayers:",
        (
            27,
            "places.Mine.kind",
            'there is no kind of place "citty"',
            'Did you mean "city"? Known: base, city, launch area, port, test site.',
        ),
    ),
    "strays that may pass": (
        "layers:",
        "let_strays_pass: maybe\nlayers:",
        (27, "let_strays_pass", 'found the text "maybe"', "Write true or false."),
    ),
    "a launch at a boosting missile that is no yes or no": (
        "layers:",
        "launch_on_boosting_track: 1\nlayers:",
        (27, "launch_on_boosting_track", "found 1", "Write true or false."),
    ),
    "clouds over more than the sky": (
        "layers:",
        "figures:\n  infrared/dsp-sbirs/cloud_cover: {best: 1.5, assumed: x}\nlayers:",
        (
            28,
            "figures.infrared/dsp-sbirs/cloud_cover",
            "1.5 to 1.5 goes beyond what is possible",
            "Keep it from 0 to 1.",
        ),
    ),
    "a revisit before the look": (
        "layers:",
        "figures:\n  infrared/dsp-sbirs/revisit_time_s: {best: -1, assumed: x}\nlayers:",
        (
            28,
            "figures.infrared/dsp-sbirs/revisit_time_s",
            "-1 to -1 goes beyond what is possible",
            "Keep it from 0 to 600.",
        ),
    ),
    "clear air above the clouds": (
        "layers:",
        "figures:\n  infrared/dsp-sbirs/clear_altitude_km: {best: 11, assumed: x}\nlayers:",
        (
            28,
            "figures.infrared/dsp-sbirs/clear_altitude_km",
            "the range of clear_altitude reaches into that of cloud_break_altitude",
            "Keep the two ranges apart: each is drawn by itself.",
        ),
    ),
    "a turn of more than the burn": (
        "layers:",
        "figures:\n  interceptors/thaad/pitch_over_share: {best: 2, assumed: x}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/pitch_over_share",
            "2 to 2 goes beyond what is possible",
            "Keep it from 0 to 1.",
        ),
    ),
    "a climb without an end": (
        "layers:",
        "figures:\n  interceptors/thaad/vertical_rise_time_s: {best: 90, assumed: x}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/vertical_rise_time_s",
            "90 to 90 goes beyond what is possible",
            "Keep it from 0 to 60.",
        ),
    ),
    "a tail of no size": (
        "layers:",
        "figures:\n  missiles/nodong/tail_cross_section_m2: {best: 0, assumed: x}\nlayers:",
        (
            28,
            "figures.missiles/nodong/tail_cross_section_m2",
            "0 to 0 goes beyond what is possible",
            "Keep it from 0.0001 to 100.",
        ),
    ),
    "an unknown kind of launcher": (
        "    count: 3",
        "    launcher: horse\n    count: 3",
        (10, "threats[0].launcher", 'there is no launcher "horse" in the catalogue', known("launchers")),
    ),
    "an unknown kill chain": (
        "layers:",
        "kill_chain: x\nlayers:",
        (27, "kill_chain", 'there is no kill chain "x" in the catalogue', known("kill_chains")),
    ),
    "an unknown preset": (
        "layers:",
        "defence: korea-2015\nlayers:",
        (
            27,
            "defence",
            'there is no preset "korea-2015"',
            'Did you mean "korea-2017"? Known: korea-2016, korea-2017, korea-2023, korea-2024, korea-2026, '
            "korea-planned.",
        ),
    ),
    "more missiles than launchers hold": (
        "count: 3",
        "count: 3\n    launchers: 2",
        (
            11,
            "threats[0].launchers",
            "3 missiles are more than 2 launchers hold without reload",
            "Add reload_min: the time between two missiles of one launcher.",
        ),
    ),
    "more launchers than missiles": (
        "count: 3",
        "count: 3\n    launchers: 4",
        (11, "threats[0].launchers", "4 launchers for 3 missiles", "Write at most 3."),
    ),
    "a launcher that reloads in no time": (
        "count: 3",
        "count: 3\n    launchers: 1\n    reload_min: 0",
        (12, "threats[0].reload_min", "found 0", "Write a number in minutes above 0 and not above 14400."),
    ),
    "a launcher cycle of zero length": (
        "    count: 3",
        "    launcher: liquid-tel\n    count: 3",
        (
            29,
            "figures.launchers/liquid-tel/set_up_time_min",
            "a launcher that needs no time to set up: a launcher cycle of zero length",
            "Keep it from 0.1 to 10000.",
        ),
    ),
    "no launch point": (
        "    launch: Hwangju\n",
        "",
        (8, "threats[0]", "there is no launch point", "Add launch: (or launch_area: with polygon and points)."),
    ),
    "a launch point and a launch area": (
        "launch: Hwangju",
        "launch: Hwangju\n    launch_area: {polygon: [[38, 126], [39, 126], [39, 127]], points: 3}",
        (12, "threats[0].launch_area", "both launch and launch_area are given", "Keep one of the two."),
    ),
    "a polygon of two corners": area("[[38, 126], [39, 126]]", "a polygon of 2 corners", "Give three corners or more."),
    "a polygon on a line": area(
        "[[38, 126], [38.5, 126.5], [39, 127]]",
        "its corners enclose nothing",
        "Give three corners that do not lie on one line.",
    ),
    "a polygon that crosses itself": area(
        "[[38, 126], [39, 127], [39, 126], [38, 127]]",
        "its sides cross each other",
        "List the corners in the order in which one walks round it.",
    ),
    "a polygon over the date line": area(
        "[[38, 179], [39, -179], [40, 179]]",
        "it goes over a pole or the date line",
        "Split it there, into a group for each part.",
    ),
    "a polygon over a pole": area(
        "[[90, 0], [80, 10], [80, -10]]",
        "it goes over a pole or the date line",
        "Split it there, into a group for each part.",
    ),
    "a polygon with swapped corners": area(
        "[[126, 38], [126, 39], [127, 39]]",
        "a corner out of range",
        "Write pairs [latitude from -90 to 90, longitude from -180 to 180], in degrees.",
    ),
    "a polygon that is a sliver": area(
        "[[38, 126], [40, 128], [40.0000001, 128]]", "it is too thin to spread 3 points in it", "Draw it wider."
    ),
    "too many points": (
        "launch: Hwangju",
        "launch_area: {polygon: [[38, 126], [39, 126], [39, 127]], points: 51}",
        (11, "threats[0].launch_area.points", "found 51", "Write a number from 1 to 50."),
    ),
    "a glide without lift": (
        "interval_s: 30",
        "shape: glide",
        (
            13,
            "threats[0].shape",
            "the nodong has no glide: its lift-to-drag ratio is 0",
            "Choose another shape, or another missile such as kn-23.",
        ),
    ),
    "more held back than is ready": (
        "launchers: 6",
        "launchers: 6\n    held_back: {rounds: 49, for: [Busan]}",
        (
            35,
            "fire_units[0].held_back.rounds",
            "found 49, more than the 48 rounds that are ready",
            "Hold back fewer.",
        ),
    ),
    "held back for a place that is not defended": (
        "launchers: 6",
        "launchers: 6\n    held_back: {rounds: 4, for: [Seoul]}",
        (35, "fire_units[0].held_back.for[0]", '"Seoul" is no defended place', "Known: Busan, Daegu."),
    ),
    "a posture day without assets": (
        "layers:",
        "posture: {presence: [{asset: battery, arrives_day: 3}]}\nlayers:",
        (
            27,
            "posture.presence",
            "no fire unit is there on day 0",
            "Let one be there on every day that is played, or give days: without it.",
        ),
    ),
    "a posture of an unknown asset": (
        "layers:",
        "posture: {presence: [{asset: batery}]}\nlayers:",
        (
            27,
            "posture.presence[0].asset",
            'nothing here is called "batery"',
            'Did you mean "battery"? Known: battery, eye, space. Or a link by its name, such as "space to eye".',
        ),
    ),
    "a posture of an unknown nation": (
        "layers:",
        "posture: {presence: [{nation: US}]}\nlayers:",
        (27, "posture.presence[0].nation", 'nothing here is of the nation "US"', "There is none yet."),
    ),
    "a presence of nobody": (
        "layers:",
        "posture: {presence: [{arrives_day: 2}]}\nlayers:",
        (27, "posture.presence[0]", "neither asset nor nation is given", "Write one of the two."),
    ),
    "an asset that leaves before it arrives": (
        "layers:",
        "posture: {presence: [{asset: eye, arrives_day: 5, leaves_day: 2}]}\nlayers:",
        (
            27,
            "posture.presence[0].leaves_day",
            "it leaves on day 2 and arrives on day 5",
            "Give a later day to leave.",
        ),
    ),
    "a label for a day that is not played": (
        "layers:",
        "posture: {presence: [{asset: eye, arrives_day: 5}], labels: {4: then}}\nlayers:",
        (27, "posture.labels.4", "a label for a day that is not played", "The days are 0, 5."),
    ),
    "days that do not rise": (
        "layers:",
        "posture: {days: [3, 1]}\nlayers:",
        (27, "posture.days", "days that do not rise", "Sort them, and write each once."),
    ),
    "a place defended twice": (
        "[Busan, Daegu]",
        "[Busan, Daegu, {place: Busan, priority: 2}]",
        (6, "defended[2]", '"Busan" stands twice', "Keep one of the two."),
    ),
    "a nation that is a radar too": (
        "radar: an-tpy-2-terminal",
        "nation: eye\n    radar: an-tpy-2-terminal",
        (
            20,
            "radars[0].nation",
            '"eye" is a nation here and the name of one of the radars',
            "Call one of them otherwise: withheld and posture name both.",
        ),
    ),
    "tests that a range does not hold": (
        "layers:",
        "figures:\n  interceptors/thaad/kill_probability: {low: 0.9, best: 0.95, high: 1, source: x, successes: 16, "
        "attempts: 16}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/kill_probability",
            "its range 0.9 to 1 is narrower than what 16 of 16 tests tell",
            "Write low and high as their two-sided 95 % interval, 0.79 to 1.00, or wider.",
        ),
    ),
    "tests of what is no share": (
        "layers:",
        "figures:\n  interceptors/thaad/burn_time_s: {best: 15, source: x, successes: 1, attempts: 1}\nlayers:",
        (
            28,
            "figures.interceptors/thaad/burn_time_s",
            "successes and attempts for what is no share",
            "Drop them.",
        ),
    ),
    "not YAML": (
        "defended: [Busan, Daegu]",
        "defended: [Busan, Daegu",
        (
            7,
            "",
            "not YAML: expected ',' or ']', but got ':'",
            "Mend this line or the one before: indent with spaces, close quotes and brackets, put a space after ':'.",
        ),
    ),
    "a key twice": (
        "raids: 100",
        "raids: 100\nraids: 200",
        (5, "", '"raids" stands twice', "Keep one of the two."),
    ),
    "a list instead of a scenario": (
        GOOD,
        "- one\n- two\n",
        (
            0,
            "",
            "not a scenario: it holds a list",
            "A scenario starts with 'openbmd: 1' and 'name: …'; see docs/scenario-file.md.",
        ),
    ),
    "an empty file": (
        GOOD,
        "",
        (
            0,
            "",
            "not a scenario: it is empty",
            "A scenario starts with 'openbmd: 1' and 'name: …'; see docs/scenario-file.md.",
        ),
    ),
    "another version of the format": (
        "openbmd: 1",
        "openbmd: 2",
        (1, "openbmd", "found 2", "Known: 1."),
    ),
    "a name that is no name": (
        "name: small",
        "name: Small raid!",
        (
            2,
            "name",
            'found the text "Small raid!"',
            "Use small letters, digits and hyphens, starting with a letter or digit.",
        ),
    ),
}


def files_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_the_scenario_with_everything_in_it_is_good() -> None:
    out = StringIO()
    YAML(typ="safe", pure=True).dump(WHOLE, out)
    assert complaints(out.getvalue()) == []


def test_the_scenario_that_the_faults_are_put_into_is_good() -> None:
    assert len(scenario_file.read_text(GOOD, "small.yaml").threats) == 4


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_gets_exactly_its_message_and_nothing_is_written(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, (line, path, found, advice) = FAULTS[fault]
    assert GOOD.count(old) >= 1
    monkeypatch.chdir(tmp_path)
    written = GOOD.replace(*ALSO[fault], 1) if fault in ALSO else GOOD
    Path("small.yaml").write_text(written.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SystemExit) as ending:
        main(["run", "small.yaml"])
    told = capsys.readouterr()
    assert ending.value.code == 2
    assert told.out == ""
    where = f"small.yaml:{line}" if line else "small.yaml"
    assert told.err == f"{where}: {path}{': ' if path else ''}{found}\n    {advice}\n"
    assert files_under(tmp_path) == {"small.yaml"}


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path into nested groups and lists."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [found for key, item in inside for found in paths(item, (*path, key))]


FIGURES = {"interceptors/thaad/kill_probability": {"low": 0.5, "best": 0.6, "high": 0.7, "source": "x"}}
WHOLE = {
    **YAML(typ="safe", pure=True).load(GOOD),
    "figures": FIGURES,
    "places": {"X": {"latitude_deg": 1, "longitude_deg": 2}},
    "withheld": ["space"],
    "fire_control": "autonomous",
    "effects": ["dispersion"],
    "kill_chain": "rok-30-minutes",
    "defence": "korea-2016",
    "posture": {"days": [0, 2], "labels": {"0": "now"}, "presence": [{"asset": "eye", "arrives_day": 2}]},
}
WHOLE["defended"].append({"place": "Ulsan", "priority": 2, "radius_km": 5})
WHOLE["threats"][0] |= {"launchers": 2, "reload_min": 30, "launcher": "liquid-tel"}
WHOLE["threats"].append(
    {
        "name": "spread",
        "missile": "kn-23",
        "shape": "quasi-ballistic",
        "aimpoint": "Daegu",
        "launch_area": {"polygon": [[38, 126], [39, 126], [39, 127]], "points": 3},
    }
)
WHOLE["layers"] = ["upper", "lower"]
WHOLE["links"][0] |= {"name": "hot line", "nation": "US", "use": "cue", "on": True}
WHOLE["fire_units"][0] |= {"nation": "US", "held_back": {"rounds": 2, "for": ["Busan"]}, "release_s": 5}
ODD_THINGS = (
    [],
    {},
    10**400,
    [[1, 2]],
    {"name": 3},
    ["Busan"],
    {"best": 2},
    "Busan",
    "eye",
    "orbit",
    "thaad",
    "salvo-2",
)
ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(ODD_THINGS))


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(paths(WHOLE)), ODD), min_size=1, max_size=3))
@example([(("posture", "presence"), 1)])
def test_no_slip_of_the_pen_ends_in_anything_but_complaints(slips: list[tuple[tuple[str | int, ...], Any]]) -> None:
    data = copy.deepcopy(WHOLE)
    for path, value in slips:
        holder: Any = data
        for key in path[:-1]:
            holder = holder[key] if isinstance(holder, dict | list) and _has(holder, key) else {}
        if isinstance(holder, dict | list) and _has(holder, path[-1]):
            holder[path[-1]] = value
    out = StringIO()
    YAML(typ="safe", pure=True).dump(data, out)
    assert all(complaint.found and complaint.advice for complaint in complaints(out.getvalue()))


def complaints(text: str) -> list[Complaint]:
    try:
        scenario_file.read_text(text, "odd.yaml")
    except InputError as error:
        return error.complaints
    return []


def _has(holder: Any, key: str | int) -> bool:
    return isinstance(key, int) and key < len(holder) if isinstance(holder, list) else key in holder


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        GOOD.replace("count: 3", "count: -3")
        .replace("aimpoint: Daegu", "aimpoint: Deagu")
        .replace("boresight_deg", "boresight")
        .replace("to: eye", "to: nowhere")
        .replace("radar: eye", "radar: ear")
    )
    with pytest.raises(InputError) as raised:
        scenario_file.read_text(text, "small.yaml")
    assert [(complaint.line, complaint.path) for complaint in raised.value.complaints] == [
        (10, "threats[0].count"),
        (17, "threats[1].aimpoint"),
        (22, "radars[0].boresight"),
        (26, "links[0].to"),
        (33, "fire_units[0].radar"),
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff\xfe\x00\x01", "this is not a text file in UTF-8"),
        (b"a: \x00", "not YAML: unacceptable character #x0000: special characters are not allowed"),
        (b"a: &x [*x, *x]\nb: {c: &y {d: *y}}\n", None),
        (b"x: " + b"[" * 600, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_scenario_at_all_gets_a_message(content: bytes, found: str | None, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        scenario_file.read(path)
    assert raised.value.complaints
    if found:
        assert [complaint.found for complaint in raised.value.complaints] == [found]


def test_a_missing_file_is_told_with_the_nearest_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "seongju.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match=r'there is no such file\n    Did you mean "seongju.yaml"\?'):
        scenario_file.read(tmp_path / "seonju.yaml")
    with pytest.raises(InputError, match="this is a folder"):
        scenario_file.read(tmp_path)


def test_an_aimpoint_out_of_reach_is_told_with_its_distance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(GOOD.replace("missile: scud-er", "missile: scud-b"), encoding="utf-8")
    for command in ("check", "run"):
        with pytest.raises(SystemExit) as ending:
            main([command, "small.yaml"])
        told = capsys.readouterr().err
        assert ending.value.code == 2
        # Hwangju to Daegu is 404 km; a Scud-B flies about 300 km
        lines = [line for line in told.splitlines() if not line.startswith("Compiling the kernels")]  # of a first run
        assert lines[0].startswith(
            "small.yaml:14: threats[1]: the aimpoint is out of reach: 404 km away, and the scud-b"
        )
        assert "Choose a nearer aimpoint, a missile that flies farther, or another shape." in told
    assert files_under(tmp_path) == {"small.yaml"}


def test_a_turned_sign_is_suspected_when_it_would_bring_the_aimpoint_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(GOOD.replace("longitude_deg: 125.702", "longitude_deg: -125.702"), encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["check", "small.yaml"])
    assert (
        "Is the sign of the longitude of the launch point right? North and east are positive."
        in capsys.readouterr().err
    )


TWINS = """
openbmd: 1
name: twins
title: Two names with one CRC-32
defended: [Busan]
threats:
  - {name: y7ghpm9, missile: nodong, launch: Hwangju, aimpoint: Busan}
  - {name: ve9pto6, missile: nodong, launch: Hwangju, aimpoint: Busan, launch_time_s: 60}
"""


def test_names_whose_dice_would_fall_alike_are_refused(tmp_path: Path) -> None:
    """Two names with one CRC-32 leaked together in every raid, though each has luck of its own."""
    (tmp_path / "twins.yaml").write_text(TWINS, encoding="utf-8")
    with pytest.raises(InputError) as told:
        scenario_file.read(tmp_path / "twins.yaml")
    (complaint, *_) = told.value.complaints
    assert complaint.line == 8
    assert complaint.found.startswith('"y7ghpm9" and "ve9pto6" throw the same dice')
    (tmp_path / "twins.yaml").write_text(TWINS.replace("ve9pto6", "ve9pto7"), encoding="utf-8")
    assert len(scenario_file.read(tmp_path / "twins.yaml").threats) == 2


WEAK = """
openbmd: 1
name: weak
title: A missile too weak to burn out
defended: [Bucheon]
threats: [{name: g1, missile: MISSILE, launch: Tonghae, aimpoint: Bucheon}]
figures: {missiles/MISSILE/stages/0/FIGURE: {best: VALUE, assumed: what if}}
"""


@pytest.mark.parametrize("command", ["check", "run", "show"])
@pytest.mark.parametrize(
    ("missile", "figure", "value"), [("musudan", "specific_impulse_s", 100), ("pukguksong-2", "burn_time_s", 1)]
)
def test_a_missile_too_weak_to_burn_out_is_refused_alike(
    command: str, missile: str, figure: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    text = WEAK.replace("MISSILE", missile).replace("FIGURE", figure).replace("VALUE", str(value))
    Path("weak.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ending:
        main([command, "weak.yaml"])
    assert ending.value.code == 2
    assert "weak.yaml:6: threats[0]: the aimpoint is out of reach" in capsys.readouterr().err
    assert files_under(tmp_path) == {"weak.yaml"}


NO_LEAVE = """
openbmd: 1
name: no-leave
title: A unit that may not fire in its windows
defended: [Uijeongbu]
threats: [{name: g1, missile: scud-er, launch: Yangdok, aimpoint: Uijeongbu}]
radars:
  - {name: rad0, radar: an-tpy-2-forward-based, site: Jecheon, boresight_deg: 320}
  - {name: rad1, radar: cheongung-mfr, site: Uiwang, boresight_deg: 0}
layers: [upper, lower]
fire_units:
  - {name: u1, interceptor: pac-3-cri, layer: lower, site: Guri, launchers: 3, command_delay_s: 30,
     doctrine: shoot-shoot-look, radar: rad1}
  - {name: u5, interceptor: l-sam, layer: upper, site: Ansan, launchers: 4, command_delay_s: 0, doctrine: salvo-3,
     radar: rad0, release_s: 200}
"""


def test_a_unit_with_windows_and_no_leave_to_fire_in_them_has_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("no-leave.yaml").write_text(NO_LEAVE, encoding="utf-8")
    space = flow.battlespace(scenario_file.read(Path("no-leave.yaml")))
    assert [one.reason for one in space.opportunities[0]].count("") == 1
    assert space.plan.unengaged == ("no time",)
    with pytest.raises(SystemExit) as ending:
        main(["run", "no-leave.yaml", "--raids", "20", "--draws", "0", "--csv"])
    assert ending.value.code == 0
    assert "no time" in Path("runs/no-leave/report.html").read_text(encoding="utf-8")


def test_a_run_folder_that_exists_is_refused_before_anything_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from openbmd.studies.run import find

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(find, "answer", lambda *_, **__: pytest.fail("computed all the same"))
    Path("small.yaml").write_text(GOOD, encoding="utf-8")
    kept = Path("runs/small/answer.json")
    kept.parent.mkdir(parents=True)
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit) as ending:
        main(["run", "small.yaml"])
    told = capsys.readouterr()
    assert ending.value.code == 2
    assert "runs/small" in told.err
    assert "--out" in told.err
    assert kept.read_text(encoding="utf-8") == "mine"
    assert files_under(tmp_path) == {"small.yaml", "runs", "runs/small", "runs/small/answer.json"}


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "runs/small.part"),
            1,
            "The disk is full at runs/small.part. Nothing was written.",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "runs"),
            1,
            "No permission to write at runs. Nothing was written.",
        ),
        (KeyboardInterrupt(), 130, "Stopped. Nothing was written."),
        (MemoryError(), 1, "Out of memory. Nothing was written."),
        (
            ZeroDivisionError("division by zero"),
            1,
            "OpenBMD failed, and that is a fault of its own: ZeroDivisionError: division by zero",
        ),
    ],
    ids=["disk full", "no permission", "Ctrl-C", "no memory", "a fault of its own"],
)
def test_a_failure_is_one_message_without_traceback(
    error: BaseException, code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from openbmd import run_folder

    def fail(*_: object) -> None:
        raise error

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run_folder, "write", fail)
    Path("small.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(SystemExit) as ending:
        main(["run", "small.yaml"])
    told = capsys.readouterr()
    assert ending.value.code == code
    assert told.err.startswith(words)
    assert "Traceback" not in told.err
    assert told.out == ""
    assert files_under(tmp_path) == {"small.yaml"}


def test_a_disk_that_fills_up_leaves_no_half_written_run_folder(tmp_path: Path) -> None:
    """The real thing, as near as a test may come: no file may grow past 20 kB, so the writing breaks in the middle."""
    (tmp_path / "small.yaml").write_text(GOOD, encoding="utf-8")
    code = (
        "import resource, signal; from openbmd import run_folder; from openbmd.cli import main\n"
        "write = run_folder.write\n"
        "def limited(*given):\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "    write(*given)\n"
        "run_folder.write = limited\n"
        "main(['run', 'small.yaml'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1, done.stderr
    assert "Nothing was written." in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(path.startswith("runs/") for path in files_under(tmp_path))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    ("option", "unbuffered", "words"),
    [
        ("--draws=0", "", "The run folder is complete: runs/small"),
        ("--draws=0", "1", "The run folder is complete: runs/small"),
        ("--json", "1", "The run folder is complete: runs/small"),
    ],
    ids=["text", "text, unbuffered", "json, unbuffered"],
)
def test_an_answer_that_cannot_be_printed_is_told_from_a_folder_that_cannot_be_written(
    option: str, unbuffered: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "small.yaml").write_text(GOOD, encoding="utf-8")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "openbmd", "run", "small.yaml", option],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, timeout=300,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if not line.startswith("Compiling")]
    assert told == ["The answer could not be printed: standard output: No space left on device.", words]
    assert (tmp_path / "runs" / "small" / "answer.json").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(GOOD, encoding="utf-8")
    tmp_path.chmod(0o500)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "openbmd", "run", "small.yaml"],
            cwd=tmp_path, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    finally:
        tmp_path.chmod(0o700)
    assert done.returncode == 1
    assert done.stderr.startswith("No permission to write")
