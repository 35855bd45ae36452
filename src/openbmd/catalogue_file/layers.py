"""The catalogue as a value: layers of entries, of which the first that has a name is the one that is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any, Protocol

from openbmd.catalogue_file import toml
from openbmd.catalogue_file.entries import BRACKET, RECORDS, Entry, checked, parse
from openbmd.catalogue_file.regions import ABOUT, RegionEntry
from openbmd.catalogue_file.regions import read as read_regions
from openbmd.complaints import Complaint, InputError, choices

DEFENCES = "defences"  # presets of whole laydowns, read by openbmd.scenario_file.presets
KINDS = (*RECORDS, DEFENCES)
HIDES = "hides"  # of an entry in a scenario file: whether it stood in the place of another when the file was resolved
Tell = Callable[[str, str, str, str, str], Complaint]  # of kind, name, path, finding and remedy


class Layer(Protocol):
    def names(self, kind: str) -> tuple[str, ...]: ...

    def entry(self, kind: str, name: str) -> Entry:
        """One of names(kind); raises InputError with every fault of it."""

    def defence(self, name: str) -> tuple[str | Mapping[str, Any], str]:
        """A preset as YAML text or plain data, and its file as complaints name it."""

    def hides(self, kind: str, name: str) -> bool | None:
        """Whether the entry says that it stands in the place of another; None when it says nothing."""


@dataclass(frozen=True, eq=False)
class Folder:
    """A folder laid out as openbmd/catalogue: KIND/NAME.toml, defences/NAME.yaml and regions/NAME/."""

    root: Traversable
    label: str  # as complaints name the folder
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _read: dict[tuple[str, str], Entry] = field(default_factory=dict, repr=False)
    _regions: list[tuple[RegionEntry, ...]] = field(default_factory=list, repr=False)

    def regions(self) -> tuple[RegionEntry, ...]:
        """Its regions by name; raises InputError with every fault of them."""
        if not self._regions:
            self._regions.append(read_regions(self.root, self.label))
        return self._regions[0]

    def names(self, kind: str) -> tuple[str, ...]:
        if kind not in self._names:
            folder, ending = self.root / kind, self._ending(kind)
            found = folder.iterdir() if folder.is_dir() else ()
            named = (file.name.removesuffix(ending) for file in found if file.name.endswith(ending))
            self._names[kind] = tuple(sorted(named))
        return self._names[kind]

    def entry(self, kind: str, name: str) -> Entry:
        if (kind, name) not in self._read:
            self._read[kind, name] = parse(kind, name, self.text(kind, name), self.file(kind, name))
        return self._read[kind, name]

    def defence(self, name: str) -> tuple[str, str]:
        return self.text(DEFENCES, name), self.file(DEFENCES, name)

    def hides(self, kind: str, name: str) -> None:
        return None

    def file(self, kind: str, name: str) -> str:
        return f"{self.label}/{kind}/{name}{self._ending(kind)}"

    def text(self, kind: str, name: str) -> str:
        return toml.load(self.root / kind / f"{name}{self._ending(kind)}", self.file(kind, name))

    @staticmethod
    def _ending(kind: str) -> str:
        return ".yaml" if kind == DEFENCES else ".toml"


@dataclass(frozen=True, eq=False)
class Written:
    """Entries that stand in a scenario file: kind -> name -> what a file of the catalogue holds but name and kind."""

    tables: Mapping[str, Mapping[str, Mapping[str, Any]]]
    file: str
    tell: Tell
    _read: dict[tuple[str, str], Entry] = field(default_factory=dict, repr=False)

    def names(self, kind: str) -> tuple[str, ...]:
        return tuple(sorted(self.tables.get(kind, ())))

    def entry(self, kind: str, name: str) -> Entry:
        if (kind, name) not in self._read:
            table = self.tables[kind][name]
            if not isinstance(table.get(HIDES, True), bool):
                raise InputError(
                    [self.tell(kind, name, HIDES, "no yes or no", "Write true or false, or leave it out.")]
                )
            data = {"name": name, "kind": kind, **{key: value for key, value in table.items() if key != HIDES}}
            self._read[kind, name] = checked(kind, name, data, lambda *fault: self.tell(kind, name, *fault))
        return self._read[kind, name]

    def defence(self, name: str) -> tuple[Mapping[str, Any], str]:
        return self.tables[DEFENCES][name], self.file

    def hides(self, kind: str, name: str) -> bool | None:
        said = self.tables[kind][name].get(HIDES)
        return said if isinstance(said, bool) else None


@dataclass(frozen=True)
class Catalogue:
    """Layers, the first before the others; a value, never changed."""

    layers: tuple[Layer, ...]

    def under(self, *layers: Layer) -> Catalogue:
        """The same with layers before its own."""
        return Catalogue((*layers, *self.layers))

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of a kind, a folder of the catalogue, in alphabetical order; raises InputError for no kind."""
        if kind not in KINDS:
            raise InputError([Complaint("catalogue", 0, kind, "there is no such kind", choices(kind, RECORDS))])
        return tuple(sorted({name for layer in self.layers for name in layer.names(kind)}))

    def holder(self, kind: str, name: str) -> Layer | None:
        """The layer that an exact name is read from."""
        return next((layer for layer in self.layers if name in layer.names(kind)), None)

    def fitting(self, kind: str, name: str) -> tuple[str, ...]:
        """The exact names that a name may mean: itself, else one that folds alike, else by title and aliases."""
        known = self.names(kind)
        if name in known:
            return (name,)
        plain = folded(name)
        if not plain:
            return ()
        same = tuple(one for one in known if folded(one) == plain)
        return same or tuple(one for one in known if plain in map(folded, self._spellings(kind, one)))

    def key(self, kind: str, name: str) -> str:
        """The exact name that a name means; raises InputError where it means none, or two."""
        found = self.fitting(kind, name)
        if len(found) != 1:
            what, advice = refusal(name, found, self.names(kind))
            raise InputError([Complaint(f"catalogue/{kind}", 0, name, what, advice)])
        return found[0]

    def read(self, kind: str, name: str) -> Entry:
        """The entry that a name means; raises InputError listing what exists, or with every fault of its file."""
        key = self.key(kind, name)
        layer = self.holder(kind, key)
        assert layer is not None
        return layer.entry(kind, key)

    def find(self, kind: str, name: str) -> Entry | None:
        """The entry of an exact name; None where there is none, or none without fault."""
        layer = self.holder(kind, name)
        try:
            return layer.entry(kind, name) if layer else None
        except InputError:
            return None

    def hides(self, kind: str, name: str) -> bool:
        """Whether an entry stands in the place of another one of its name, in a lower layer, that differs."""
        holders = [layer for layer in self.layers if name in layer.names(kind)]
        said = holders[0].hides(kind, name)
        if said is not None or len(holders) < 2:
            return bool(said)
        upper, lower = (Catalogue((layer,)).find(kind, name) for layer in holders[:2])
        return not upper or not lower or (upper.record, upper.figures) != (lower.record, lower.figures)

    def folders(self) -> tuple[Folder, ...]:
        """Its layers that are folders."""
        return tuple(layer for layer in self.layers if isinstance(layer, Folder))

    def regions(self) -> tuple[RegionEntry, ...]:
        """The regions of its folders, the first before the others; raises InputError with every fault of a folder."""
        return tuple(region for folder in self.folders() for region in folder.regions())

    def check(self) -> list[Complaint]:
        """Every fault of every entry."""
        complaints = []
        for layer in self.layers:
            for kind in RECORDS:
                for name in layer.names(kind):
                    try:
                        layer.entry(kind, name)
                    except InputError as error:
                        complaints += error.complaints
        try:
            for region in self.regions():
                complaints += self._strangers(region)
        except InputError as error:
            complaints += error.complaints
        return complaints

    def _strangers(self, region: RegionEntry) -> Iterator[Complaint]:
        """What a region lists and no layer has."""
        for kind, listed in (("missiles", region.missiles), (DEFENCES, region.defences)):
            for name in listed:
                if name not in self.names(kind):
                    advice = choices(name, self.names(kind))
                    yield Complaint(f"{region.file}/{ABOUT}", 0, kind, f'there is no "{name}"', advice)

    def _spellings(self, kind: str, name: str) -> tuple[str, ...]:
        entry = self.find(kind, name) if kind in RECORDS else None
        if entry is None:
            return ()
        return (entry.title, BRACKET.sub("", entry.title), entry.label, entry.title_ko, *entry.aliases)


def folded(name: str) -> str:
    """A name without what people write in more than one way: capitals, spaces, hyphens and slashes."""
    return "".join(c for c in unicodedata.normalize("NFC", name).casefold() if not c.isspace() and c not in "-‐‑–_/")


def refusal(name: str, fitting: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, str]:
    """Finding and remedy for a name that fits no entry, or more than one."""
    if fitting:
        return f'"{name}" fits {" and ".join(fitting)}', "Write one of these names."
    return "there is no such entry", choices(name, known)
