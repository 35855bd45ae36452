"""The reader of YAML speaks of scenarios; here it reads other files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from openbmd.complaints import InputError


@contextmanager
def told_of(what: str, advice: str) -> Iterator[None]:
    """Complaints raised inside speak of what is read, as "a file of reports", and advise so; not of a scenario."""
    try:
        yield
    except InputError as error:
        raise InputError(
            [
                one._replace(
                    found=one.found.replace("a scenario", what),
                    advice=advice if "scenario" in one.advice.lower() else one.advice,
                )
                for one in error.complaints
            ]
        ) from None
