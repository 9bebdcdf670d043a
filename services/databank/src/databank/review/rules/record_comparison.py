"""Two sides of a question, field by field, as an officer compares two record cards."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from chassis.messages import lazy
from linkage import comparison_levels
from linkage.claim import Features, RawClaim


class Agreement(StrEnum):
    GELIJK = "gelijk"
    LIJKT = "lijkt"
    VERSCHILT = "verschilt"
    ONTBREEKT = "ontbreekt"


@dataclass(frozen=True, slots=True)
class Field:
    """``label`` in Dutch; ``values`` reads the field from a claim; ``steps`` are the names of
    the matcher's comparisons that say whether two values that differ are alike."""

    name: str
    label: str
    values: Callable[[RawClaim], Iterable[str | None]]
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


def _documents(claim: RawClaim) -> Iterable[str | None]:
    for place, document in enumerate(claim.documents):
        if place or document.number:
            parts = (document.kind, document.country, document.number)
            yield " ".join(part for part in parts if part)


def _address(claim: RawClaim) -> Iterable[str | None]:
    parts = (claim.street, claim.house_number, claim.postcode, claim.municipality)
    yield " ".join(part for part in parts if part) or None


ADDRESS = frozenset({"street", "house", "postcode", "municipality"})
FIELDS = (
    Field("familyName", lazy("Familienaam"), _one("family_name"), frozenset({"family", "order"})),
    Field("givenNames", lazy("Voornamen"), _one("given_names"), frozenset({"given", "order"})),
    Field("birthDate", lazy("Geboortedatum"), _one("birth_date"), frozenset({"birth"})),
    Field("sex", lazy("Geslacht"), _one("sex"), frozenset({"sex"})),
    Field("documents", lazy("Documenten"), _documents, frozenset({"document"})),
    Field(
        "nationalNumber",
        lazy("Rijksregisternummer"),
        _one("national_number"),
        frozenset({"number"}),
    ),
    Field("phone", lazy("Telefoon"), _one("phone"), frozenset({"phone"})),
    Field("address", lazy("Adres"), _address, ADDRESS),
    Field("alias", lazy("Werknaam"), _one("alias"), frozenset({"alias"})),
)
"""Nationality is no part of it: it says nothing about who somebody is."""

_CERTAIN = frozenset({"exact", "different", "missing"})


def levels(one: RawClaim, other: RawClaim) -> dict[str, str]:
    """Levels of agreement by the matcher's comparisons, for two persons whom nobody ranked."""
    compared = comparison_levels.compare(Features.of(one), Features.of(other))
    return {field: level for field, level, _ in compared}


def compare(
    left: Iterable[RawClaim], right: Iterable[RawClaim], levels: Mapping[str, str]
) -> list[FieldComparison]:
    """All fields that either side gives. ``levels`` are the matcher's, by name of comparison."""
    left_claims, right_claims = list(left), list(right)
    compared = []
    for field in FIELDS:
        ours, theirs = _values(field, left_claims), _values(field, right_claims)
        if ours or theirs:
            agreement = _agree(field, ours, theirs, levels)
            compared.append(FieldComparison(field.name, field.label, ours, theirs, agreement))
    return compared


def _values(field: Field, claims: Iterable[RawClaim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for claim in claims for value in field.values(claim) if value))


def _agree(
    field: Field, ours: Iterable[str], theirs: Iterable[str], levels: Mapping[str, str]
) -> Agreement:
    left, right = ({_plain(value) for value in side} for side in (ours, theirs))
    if not left or not right:
        return Agreement.ONTBREEKT
    if left & right:
        return Agreement.GELIJK
    if any(levels.get(step, "missing") not in _CERTAIN for step in field.steps):
        return Agreement.LIJKT
    return Agreement.VERSCHILT


def _plain(value: str) -> str:
    return "".join(character for character in value.casefold() if character.isalnum())
