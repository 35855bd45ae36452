"""Test flights as people report them: the catalogue's, and questions about new ones."""

from __future__ import annotations

from openbmd.flights_file.catalogue import flights, names, read
from openbmd.flights_file.quantities import Fault, day, duration
from openbmd.flights_file.reports import question, reports_in
from openbmd.records.flights import Known

__all__ = ["Fault", "day", "duration", "flights", "known", "names", "question", "read", "reports_in"]


def known() -> dict[str, Known]:
    """The catalogue's missiles by name, as a study of flights wants them."""
    from openbmd import catalogue_file

    catalogue = catalogue_file.default()
    entries = {name: catalogue.read("missiles", name) for name in catalogue.names("missiles")}
    return {name: Known(entry.record, entry.figures) for name, entry in entries.items()}
