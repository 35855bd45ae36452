"""The notes as people read them: those that differ by a radar and a distance alone are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from openbmd.telling import style

FAR_LOOK = re.compile(r"(.+) looks out to (\d+) km (with .+)", re.DOTALL)  # as openbmd.looks.caution words it


def merged(notes: Iterable[str]) -> list[str]:
    """Each note once, in order; the far looks of all radars in one, with the least and the greatest distance."""
    found: dict[str, str] = {}
    radars: dict[str, list[str]] = {}
    reached: dict[str, list[int]] = {}
    for note in notes:
        far = FAR_LOOK.fullmatch(note)
        if far is None:
            found[note] = note
            continue
        name, distance, rest = far.groups()
        names, distances = radars.setdefault(rest, []), reached.setdefault(rest, [])
        names += [] if name in names else [name]
        distances.append(int(distance))
        verb, least, most = "looks" if len(names) == 1 else "look", min(distances), max(distances)
        between = f"{least}" if least == most else f"{least}–{most}"
        found[rest] = f"{style.joined(names)} {verb} out to {between} km {rest}"
    return list(found.values())


@contextmanager
def complete(folder: str) -> Iterator[None]:
    """Print inside; when that cannot be done, the OSError says that what was written stands complete in the folder."""
    try:
        yield
    except OSError as error:
        if folder:
            error.add_note(f"The run folder is complete: {folder}")
        raise
