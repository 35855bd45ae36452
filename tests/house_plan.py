"""The plan of the house as data: floors, rooms, and the exceptions to its laws, each with its reason.

A list of exceptions may only get shorter: what nothing needs any more is a fault too. "moving" stands at what goes when
its room has moved.
"""

from __future__ import annotations

# From the ground up; a room may use those on lower floors. No stage uses another stage.
FLOORS = (
    "physics", "records", "stage", "flow", "draws", "ground", "files", "work", "scene", "words", "drawing", "formats",
    "study", "render", "door",
)  # fmt: skip
SHARED = FLOORS[: FLOORS.index("formats")]  # what any room above may use freely
STAGES = {
    "left_of_launch", "threats", "near_orbit", "looks", "radar_time", "tracks", "opportunities", "plans", "outcomes",
    "estimates",
}  # fmt: skip
ROOMS = {
    "stage": STAGES,
    "draws": {"draws", "measures"},
    "ground": {"complaints", "units"},
    "files": {
        "files", "scenario_file", "catalogue_file", "claims_file", "places_file", "flights_file", "engagements_file",
        "catalogue",
    },
    "work": {"work"},
    "scene": {"scene"},
    "words": {"locales", "telling"},
    "drawing": {"drawing"},
    "formats": {"formats"},
    "study": {"studies"},
    "render": {"render"},
    "door": {
        "folders",  # until what they read stands in records
        "__init__", "__main__", "face", "run_folder", "commands", "cli", "cli_studies",
        "asking", "console", "ending", "process",
    },
}  # fmt: skip
# What may be used from outside the house; a floor that is not named may use anything.
OUTSIDE = {
    # llvmlite comes with numba; with struct it serves the few operations that numba has no word for
    "physics": {"__future__", "math", "typing", "collections", "struct", "numpy", "numba", "llvmlite"},
    "records": {"__future__", "math", "typing", "collections", "dataclasses", "hashlib", "itertools", "zlib", "numpy"},
    "stage": {
        "__future__", "math", "typing", "collections", "dataclasses", "functools", "itertools", "threading",
        "concurrent", "zlib", "numpy",
    },
    "flow": {"__future__", "math", "typing", "collections", "dataclasses", "numpy"},
    "draws": {
        "__future__", "math", "typing", "types", "collections", "contextlib", "dataclasses", "enum", "functools",
        "statistics", "zlib", "multiprocessing", "signal", "numpy", "scipy",
    },
}  # fmt: skip

MOVING = "moving"
# Arrows upwards: (module, what it uses) -> reason.
LENT: dict[tuple[str, str], str] = {}
# Loops over something else than draws, and why each is a loop of its own: (module, function) -> reason.
OTHER_LOOPS = {
    ("studies.compare.paired", "compare"): "batches of raids",
    ("studies.compare.paired", "play"): "scenarios side by side, each on the same raids of one batch",
    ("studies.posture.playing", "play"): "days of one posture",
    ("studies.posture.playing", "fewer"): "batches of the same raids on two days",
    ("studies.coverage.settings", "grid"): "values of one setting, the figures at best",
    ("studies.coverage.settings", "_edge"): "halvings of one setting, the figures at best",
    ("studies.footprint.areas", "at_places"): "approaches of one missile, the figures at best",
    ("studies.footprint.negation", "stopped"): "places where one missile comes down, the figures at best",
    ("commands.check", "check"): "files",
    ("studies.compare.find", "ask"): "scenarios that are named side by side",
}
# Rooms that ask a stage directly, and why flow would add nothing: (module, stage) -> reason.
STAGE_USERS = {
    ("studies.footprint.chain", "plans"): "counts the plan's own salvos at one missile; no raid and so no plan",
    ("studies.footprint.flights", "threats"): "one missile to thousands of aimpoints, from fans; no scenario",
    ("studies.footprint.denied", "threats"): "boosts to start one missile's flights from; no scenario",
    ("studies.infer.fits", "threats"): "a vehicle that is fitted, as legs; no route",
    ("studies.coverage.looking", "looks"): "the words of a look's own caution",
    ("studies.kill_chain.counts", "left_of_launch"): "closed forms of that stage alone; nothing flows on",
    ("studies.kill_chain.history", "left_of_launch"): "closed forms of that stage alone; nothing flows on",
    ("studies.kill_chain.notes", "left_of_launch"): "closed forms of that stage alone; nothing flows on",
    ("studies.claims.measures", "left_of_launch"): "the share struck before launch; nothing is flown",
    ("studies.kill_chain.words", "left_of_launch"): "closed forms of that stage alone",
    ("studies.kill_chain.pictures_mission", "left_of_launch"): "closed forms of that stage alone",
}
# Studies that use another study: (study, the other) -> reason.
STUDY_USES = {
    ("flights", "infer"): "fits the reports of a real flight as infer does, and compares",
    ("claims", "coverage"): "a claim about what a radar sees",
    ("claims", "footprint"): "a claim about what a battery defends",
    ("claims", "infer"): "a claim about a missile that reports tell of",
    ("site", "footprint"): "what another battery would defend",
}
# Rooms that use each other: (room, the other) -> reason. Without these arrows the graph of rooms has no circle.
CIRCLES: dict[tuple[str, str], str] = {}
# Where a library may be used: by the beginnings of modules; "*" is any one study.
LIBRARIES = {
    "matplotlib": ("drawing", "studies.*.pictures"),
    "jinja2": ("render",),
    "typst": ("render",),
    "rich": ("render", "console"),
    "typer": ("cli", "cli_studies", "commands"),
}
# Rooms that use a library elsewhere: (room, library) -> reason.
LIBRARY_USERS = {
    ("commands", "rich"): MOVING,
}
# Rooms that read and write files, besides all that are called *_file.
FILE_ROOMS = ("files", "formats", "folders", "run_folder")
# Modules that do so elsewhere: module -> reason.
FILE_USERS = {
    "ending": "what cannot be printed goes nowhere, so that it does not fail again",
    "face.finding": "a notebook saves a picture or a page where its user says",
    "face.reports": "a notebook writes its report where its user says",
    "locales.words": "the package's own words",
    "process": "a stream that is closed goes nowhere, so that its number is not given to the next file",
    "render.pdf": "typst reads what it sets from a folder",
    "commands.report": MOVING,
    "commands.launches": MOVING,
    "commands.new": "writes the file that is to be edited",
}
# Class names that stand twice: name -> reason.
TWINS = {"Entry": MOVING, "Scenario": MOVING}
LONGEST = 300  # lines of a file
LONG_FILES: dict[str, str] = {}
MOST_COMPLEX = 20
# Kernels that are more complex: one loop that is not to be cut by calls. (module, function)
COMPLEX_KERNELS = {("outcomes.play", "play"), ("physics.lanes", "fly_many")}
