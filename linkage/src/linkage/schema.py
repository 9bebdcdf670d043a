"""A schema: field by field how a record is folded, compared, counted and looked for.

People are one (``persons.PERSONS``); products, companies or animals are others, made of fields
alone (``field_kinds``). A folded record is a tuple, empty where a field says nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from struct import Struct
from typing import Any, Final
from zlib import crc32

Comparison = tuple[str, str, str]
"""Field, level, and the value where both records have the same; else empty."""
Folded = tuple[Any, ...]
"""A record in the form that is compared: a value for each field."""
Levels = Mapping[str, float]
"""Probabilities by level, from near to far."""
Terms = tuple[str, tuple[str, ...]]
"""A table, and values that count in it."""

_AS_NUMBER: Final = Struct(">q").unpack
_NOTHING_YET: Final = blake2b(digest_size=8)


def _itself(folded: Any) -> tuple[str, ...]:
    return (folded,) if folded else ()


class Field:
    """One field. Never changed once it is made.

    ``fold`` brings what a record says to the form that is compared. ``compare`` gives a level of
    two folded values, and the value that they agree on, empty where its frequency tells nothing.
    ``m`` and ``u`` are the probabilities of each level for one thing and for two, from which
    learning starts; they go from near to far. ``keys`` are what a record is looked for by.

    ``unseen`` is the share of things that have a value which nobody counted yet. ``terms`` are the
    values that count; of ``words`` each counts, and of several the rarest. ``holders``: records of
    one value that are taken for one thing. Under a checksum (``is_hidden``) no value is kept.
    ``identifies``: hardly two things share a value, so who shares it is found before all others.
    """

    __slots__ = (
        "compare",
        "fold",
        "holders",
        "identifies",
        "is_hidden",
        "keys",
        "m",
        "name",
        "terms",
        "u",
        "unseen",
        "words",
    )

    def __init__(
        self,
        name: str,
        fold: Callable[[Any], Any],
        compare: Callable[[Any, Any], tuple[str, str]],
        m: Levels,
        u: Levels,
        *,
        keys: Callable[[Any], Iterable[str]] = _itself,
        unseen: float = 0.001,
        terms: Callable[[Any], tuple[str, ...]] = _itself,
        words: bool = False,
        holders: float = 1.0,
        is_hidden: bool = False,
        identifies: bool = False,
    ) -> None:
        self.name = name
        self.fold = fold
        self.compare = compare
        self.m = m
        self.u = u
        self.keys = keys
        self.unseen = unseen
        self.terms = terms
        self.words = words
        self.holders = holders
        self.is_hidden = is_hidden
        self.identifies = identifies

    def term(self, value: str) -> str:
        """The value as it is counted: of numbers only how often they come back matters."""
        return str(crc32(value.encode())) if self.is_hidden else value

    def __repr__(self) -> str:
        return f"<field {self.name}>"


class Schema:
    """Fields in the order in which they are compared.

    ``together`` are fields whose keys find a record in pairs alone, as a word of a name and a
    postcode do: either of them by itself would find half the file. ``places`` tell where in a
    folded record the fields are, if not in their own order.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        together: Sequence[tuple[str, str]] = (),
        places: Mapping[str, int] | None = None,
    ) -> None:
        self.fields = tuple(fields)
        self.together = tuple(together)
        self.by_name = {field.name: field for field in fields}
        names = [field.name for field in fields]
        self.places = dict(places) if places else {name: names.index(name) for name in names}
        self.placed = tuple([(self.places[field.name], field) for field in fields])

    def fold(self, record: Any) -> Folded:
        """A record, text by field, in the form that is compared; other fields are left aside."""
        return tuple([field.fold(record.get(field.name) or "") for field in self.fields])

    def compare(self, one: Folded, other: Folded) -> list[Comparison]:
        """Field by field, the same whichever of the two comes first; a field that one of the two
        lacks is left out."""
        return compared_each(self.placed, one, other, [])

    def keys(self, folded: Folded) -> frozenset[int]:
        """The keys that a record can be found by."""
        return self.strong_keys(folded) | self.weak_keys(folded)

    def probes(self, folded: Folded) -> frozenset[int]:
        """The keys to look for: a record's own, and those of what may be written otherwise."""
        return self.keys(folded)

    def strong_keys(self, folded: Folded) -> frozenset[int]:
        """Keys of values that identify."""
        return frozenset(
            [
                hashed_key(field.name, key)
                for field in self.fields
                if field.identifies
                for key in self._keys_of(field.name, folded)
            ]
        )

    def weak_keys(self, folded: Folded) -> frozenset[int]:
        """Keys that several things may share: not needed where a strong key found something."""
        paired = {name for pair in self.together for name in pair}
        found = [
            hashed_key(field.name, key)
            for field in self.fields
            if not field.identifies and field.name not in paired
            for key in self._keys_of(field.name, folded)
        ]
        for one, other in self.together:
            for mine in self._keys_of(one, folded):
                for theirs in self._keys_of(other, folded):
                    found.append(hashed_key(f"{one} {other}", mine, theirs))
        return frozenset(found)

    def _keys_of(self, name: str, folded: Folded) -> list[str]:
        value = folded[self.places[name]]
        return list(self.by_name[name].keys(value)) if value else []

    def terms(self, folded: Folded) -> list[Terms]:
        """Table and values of all terms that a new thing brings."""
        terms: list[Terms] = []
        for place, field in self.placed:
            value = folded[place]
            if value:
                told = field.terms(value)
                if field.is_hidden:
                    told = tuple([field.term(term) for term in told])
                terms.append((field.name, told))
        return terms

    def conflict(self, one: Folded, other: Folded, compared: list[Comparison]) -> str | None:
        """The code of what forbids an automatic link, however well the rest agrees."""
        return None

    def papers(self, folded: Folded) -> frozenset[str]:
        """Numbers of papers, by which two people in one record are told apart."""
        return frozenset()

    def is_housed(self, folded: Folded) -> bool:
        """Whether the record says where somebody lives, so that housemates would show."""
        return False


def equal_value(level: Callable[[Any, Any], str]) -> Callable[[Any, Any], tuple[str, str]]:
    """Compare by ``level``; the value that two agree on is told only where it is the same."""

    def compare(one: str, other: str) -> tuple[str, str]:
        told = level(one, other)
        return told, one if told == "exact" else ""

    return compare


def compared_each(
    placed: Iterable[tuple[int, Field]],
    one: Folded,
    other: Folded,
    comparisons: list[Comparison],
) -> list[Comparison]:
    """The comparisons, and after them what each of these fields says by itself."""
    for place, field in placed:
        mine, theirs = one[place], other[place]
        if mine and theirs:
            level, value = field.compare(mine, theirs)
            comparisons.append((field.name, level, value))
    return comparisons


def hashed_key(kind: str, one: str, other: str | None = None) -> int:
    """A key as a number of 64 bits. A claim has a dozen: a hash that is copied is begun in half the
    time of a new one."""
    text = f"{kind}\x1f{one}" if other is None else f"{kind}\x1f{one}\x1f{other}"
    hashed = _NOTHING_YET.copy()
    hashed.update(text.encode())
    key: int
    (key,) = _AS_NUMBER(hashed.digest())
    return key
