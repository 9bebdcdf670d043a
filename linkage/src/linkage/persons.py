"""The schema of people: what is known of them beyond what any field says by itself.

Names may be written the other way round, an alias explains another given name, numbers and papers
may forbid a link, and relatives share a house. Weights to start from are the shipped ones.
"""

from collections.abc import Callable
from typing import Any, Final, cast

from linkage import blocking
from linkage.claim import FOLDS, Features, RawClaim
from linkage.comparison_levels import (
    birth_level,
    code_level,
    document_level,
    given_level,
    house_level,
    name_level,
    names_together,
    number_level,
    place_level,
    street_level,
    word_level,
)
from linkage.conflicts import conflict
from linkage.model import Model
from linkage.schema import Comparison, Field, Folded, Schema, compared_each, equal_value

OWN_HOLDERS: Final = 3.0
"""Holders of one number that are taken for one person, known under several records."""
UNSEEN: Final = {
    "family": 0.0005,
    "given": 0.002,
    "birth": 6e-5,
    "number": 1e-6,
    "document": 1e-6,
    "phone": 2e-5,
    "sex": 0.5,
    "alias": 0.003,
    "street": 0.002,
    "house": 0.01,
    "postcode": 0.005,
    "municipality": 0.01,
}
"""The share of people who have a value that nobody counted yet; in the order of comparison."""
_COMPARE: Final[dict[str, Callable[[Any, Any], tuple[str, str]]]] = {
    "family": name_level,
    "given": given_level,
    "birth": equal_value(birth_level),
    "number": equal_value(number_level),
    "document": document_level,
    "phone": equal_value(number_level),
    "sex": equal_value(lambda one, other: "exact" if one == other else "different"),
    "alias": equal_value(word_level),
    "street": equal_value(street_level),
    "house": equal_value(house_level),
    "postcode": equal_value(code_level),
    "municipality": equal_value(place_level),
}


class Persons(Schema):
    """People, as ``Features`` has them: the keys are of several fields (``blocking``)."""

    def fold(self, record: RawClaim) -> Features:
        return Features.of(record)

    def compare(self, one: Folded, other: Folded) -> list[Comparison]:
        names = names_together(cast(Features, one), cast(Features, other))
        return compared_each(_BESIDE_NAMES, one, other, names)

    def probes(self, folded: Folded) -> frozenset[int]:
        return blocking.probes(cast(Features, folded))

    def strong_keys(self, folded: Folded) -> frozenset[int]:
        return blocking.strong_keys(cast(Features, folded))

    def weak_keys(self, folded: Folded) -> frozenset[int]:
        return blocking.weak_keys(cast(Features, folded))

    def conflict(self, one: Folded, other: Folded, compared: list[Comparison]) -> str | None:
        return conflict(cast(Features, one), cast(Features, other), compared)

    def papers(self, folded: Folded) -> frozenset[str]:
        features = cast(Features, folded)
        numbers = _numbers(features.documents)
        return frozenset((*numbers, features.number) if features.number else numbers)

    def is_housed(self, folded: Folded) -> bool:
        features = cast(Features, folded)
        return bool(features.house and features.street)


def _as_they_are(words: tuple[str, ...]) -> tuple[str, ...]:
    return words


def _numbers(documents: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple([number for _, number in documents])


def _field(name: str, **more: Any) -> Field:
    """A field with the shipped weights, folded as claims are."""
    shares = Model.shipped().fields[name]
    return Field(
        name, FOLDS[name][1], _COMPARE[name], shares["m"], shares["u"], unseen=UNSEEN[name], **more
    )


def _persons() -> Persons:
    number: dict[str, Any] = {"is_hidden": True, "identifies": True, "holders": OWN_HOLDERS}
    special: dict[str, dict[str, Any]] = {
        "family": {"terms": _as_they_are, "words": True},
        "given": {"terms": _as_they_are, "words": True},
        "number": number,
        "document": number | {"terms": _numbers},
        "phone": {"is_hidden": True},
    }
    return Persons(
        [_field(name, **special.get(name, {})) for name in UNSEEN],
        places={name: place for place, name in enumerate(FOLDS)},
    )


PERSONS: Final = _persons()
_BESIDE_NAMES: Final = PERSONS.placed[2:]
