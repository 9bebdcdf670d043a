"""Two sides of a question, field by field, as an officer compares two record cards."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Self

from chassis.messages import lazy
from linkage.claim import Features, RawClaim
from linkage.persons import PERSONS


class Agreement(StrEnum):
    GELIJK = "gelijk"
    LIJKT = "lijkt"
    VERSCHILT = "verschilt"
    ONTBREEKT = "ontbreekt"


@dataclass(frozen=True, slots=True)
class Field:
    """``label`` in Dutch; ``values`` reads the field from a claim, ``folded`` as the matcher
    compares it; ``steps`` are the names of the matcher's comparisons that say whether two values
    that differ are alike."""

    name: str
    label: str
    values: Callable[[RawClaim], Iterable[str | None]]
    folded: Callable[[Features], Iterable[Hashable]]
    steps: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field of both sides, and whether they agree. Personal data; prints nothing."""

    name: str
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    agreement: Agreement

    def __repr__(self) -> str:
        return "<comparison>"


def _one(column: str) -> Callable[[RawClaim], Iterable[str | None]]:
    read: Callable[[RawClaim], str | None] = attrgetter(column)
    return lambda claim: (read(claim),)


def _known(column: str) -> Callable[[Features], Iterable[Hashable]]:
    read: Callable[[Features], Hashable] = attrgetter(column)
    return lambda features: filter(None, (read(features),))


def _documents(claim: RawClaim) -> Iterable[str | None]:
    for place, document in enumerate(claim.documents):
        if place or document.number:
            parts = (document.kind, document.country, document.number)
            yield " ".join(part for part in parts if part)


def _address(claim: RawClaim) -> Iterable[str | None]:
    parts = (claim.street, claim.house_number, claim.postcode, claim.municipality)
    yield " ".join(part for part in parts if part) or None


def _folded_address(features: Features) -> Iterable[Hashable]:
    parts = (features.street, features.house, features.postcode, features.municipality)
    return (parts,) if any(parts) else ()


ADDRESS = frozenset({"street", "house", "postcode", "municipality"})
FIELDS = (
    Field(
        "familyName",
        lazy("Familienaam"),
        _one("family_name"),
        _known("family"),
        frozenset({"family", "order"}),
    ),
    Field(
        "givenNames",
        lazy("Voornamen"),
        _one("given_names"),
        _known("given"),
        frozenset({"given", "order"}),
    ),
    Field(
        "birthDate",
        lazy("Geboortedatum"),
        _one("birth_date"),
        _known("birth"),
        frozenset({"birth"}),
    ),
    Field("sex", lazy("Geslacht"), _one("sex"), _known("sex"), frozenset({"sex"})),
    Field(
        "documents",
        lazy("Documenten"),
        _documents,
        attrgetter("documents"),
        frozenset({"document"}),
    ),
    Field(
        "nationalNumber",
        lazy("Rijksregisternummer"),
        _one("national_number"),
        _known("number"),
        frozenset({"number"}),
    ),
    Field("phone", lazy("Telefoon"), _one("phone"), _known("phone"), frozenset({"phone"})),
    Field("address", lazy("Adres"), _address, _folded_address, ADDRESS),
    Field("alias", lazy("Werknaam"), _one("alias"), _known("alias"), frozenset({"alias"})),
)
"""Nationality is no part of it: it says nothing about who somebody is."""


def levels(one: RawClaim, other: RawClaim) -> dict[str, str]:
    """Levels of agreement by the matcher's comparisons, for two persons whom nobody ranked."""
    compared = PERSONS.compare(Features.of(one), Features.of(other))
    return {field: level for field, level, _ in compared}


def compare(
    left: Iterable[RawClaim], right: Iterable[RawClaim], levels: Mapping[str, str]
) -> list[FieldComparison]:
    """All fields that either side gives. ``levels`` are the matcher's, by name of comparison."""
    ours, theirs = _Side.of(left), _Side.of(right)
    return [
        FieldComparison(
            field.name,
            field.label,
            ours.values(field),
            theirs.values(field),
            _agree(field, ours, theirs, levels),
        )
        for field in FIELDS
        if ours.values(field) or theirs.values(field)
    ]


@dataclass(frozen=True, slots=True)
class _Side:
    claims: list[RawClaim]
    features: list[Features]

    @classmethod
    def of(cls, claims: Iterable[RawClaim]) -> Self:
        stated = list(claims)
        return cls(stated, [Features.of(claim) for claim in stated])

    def values(self, field: Field) -> tuple[str, ...]:
        stated = (value for claim in self.claims for value in field.values(claim) if value)
        return tuple(dict.fromkeys(stated))

    def keys(self, field: Field) -> set[Hashable]:
        """The field as the matcher folds it, and as it stands, where folding leaves nothing."""
        folded = {key for features in self.features for key in field.folded(features)}
        return folded | {_plain(value) for value in self.values(field)}


def _agree(field: Field, ours: _Side, theirs: _Side, levels: Mapping[str, str]) -> Agreement:
    """The same when the matcher folds two values to one: accents and spelling say nothing."""
    if not ours.values(field) or not theirs.values(field):
        return Agreement.ONTBREEKT
    found = {levels[step] for step in field.steps if step in levels} - {"missing"}
    is_same = found == {"exact"} and field.steps is not ADDRESS  # of which a part may be missing
    if is_same or ours.keys(field) & theirs.keys(field):
        return Agreement.GELIJK
    return Agreement.LIJKT if found - {"different"} else Agreement.VERSCHILT


def _plain(value: str) -> str:
    return "".join(character for character in value.casefold() if character.isalnum())
