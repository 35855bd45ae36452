"""A figure's name stands in telling/figures.py; this name is for studies that still look for it here."""

from openbmd.locales import Words
from openbmd.telling import figures


def figure_name(path: str) -> str:
    """ "missiles/nodong/stages/0/burn_time" as people read it: "Nodong, stage 1: burn time"."""
    return figures.name(path, Words())
