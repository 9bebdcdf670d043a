"""Kinds of fields for a schema of one's own: words, numbers, codes, amounts and days.

Each begins with weights that fit most files; what the records teach takes their place. People have
a schema already (``persons.PERSONS``).
"""

import re
from collections.abc import Iterable
from typing import Final

from linkage.comparison_levels import code_level, number_level, word_level
from linkage.persons import PERSONS
from linkage.schema import Field, equal_value
from linkage.transliteration import skeleton, to_latin

_WORDS = re.compile(r"[a-z0-9]+")
_NOT_IN_AMOUNTS = re.compile(r"[^0-9.,-]")
_MOST, _HALF, _SOME = 0.75, 0.5, 0.2
_SHORT_WORD: Final = 4
"""Letters under which another letter makes another word."""


def words(name: str, without: Iterable[str] = (), unseen: float = 0.0005) -> Field:
    """Words in any order, as a firm or a title has; ``without`` are words that say nothing.

    Records are looked for by each word as it sounds. ``unseen`` is the share of records that have a
    word which nobody counted yet.
    """
    left_out = frozenset(word for phrase in without for word in _told(phrase))

    def fold(text: str) -> tuple[str, ...]:
        told = _told(text)
        return tuple([word for word in told if word not in left_out] or told)

    return Field(
        name,
        fold,
        _words_level,
        {"exact": 0.7, "most": 0.2, "half": 0.05, "some": 0.02, "different": 0.03},
        {"exact": 0.0005, "most": 0.001, "half": 0.03, "some": 0.03, "different": 0.9385},
        keys=lambda folded: [_sound(word) for word in folded],
        terms=lambda folded: folded,
        words=True,
        unseen=unseen,
    )


def number(name: str, unseen: float = 1e-6) -> Field:
    """A number that identifies: a bar code, a registration, a chip. No value of it is kept in what
    is learned."""
    return Field(
        name,
        _signs,
        equal_value(number_level),
        {"exact": 0.93, "typo": 0.04, "near": 0.01, "different": 0.02},
        {"exact": 1e-6, "typo": 1e-5, "near": 1e-4, "different": 0.9999},
        unseen=unseen,
        is_hidden=True,
        identifies=True,
    )


def code(name: str, unseen: float = 0.01) -> Field:
    """A short code that many share: a postcode, a class."""
    return Field(
        name,
        _signs,
        equal_value(code_level),
        {"exact": 0.9, "alike": 0.04, "different": 0.06},
        {"exact": 0.01, "alike": 0.01, "different": 0.98},
        unseen=unseen,
    )


def amount(name: str, close: float = 0.02, near: float = 0.2) -> Field:
    """A number that measures, as a price: ``close`` and ``near`` are parts of the larger one. No
    record is looked for by it, and how common a value is tells nothing."""

    def compare(one: str, other: str) -> tuple[str, str]:
        mine, theirs = float(one), float(other)
        larger = max(abs(mine), abs(theirs))
        apart = abs(mine - theirs) / larger if larger else 0.0
        if apart == 0.0:
            return "exact", ""
        return "close" if apart <= close else "near" if apart <= near else "different", ""

    return Field(
        name,
        _amount,
        compare,
        {"exact": 0.6, "close": 0.15, "near": 0.15, "different": 0.1},
        {"exact": 0.02, "close": 0.05, "near": 0.15, "different": 0.78},
        keys=lambda folded: (),
        terms=lambda folded: (),
    )


def day(name: str) -> Field:
    """A day in any usual form, as a birth date is compared: day and month may be exchanged, or not
    known."""
    birth = PERSONS.by_name["birth"]
    return Field(name, birth.fold, birth.compare, birth.m, birth.u, unseen=birth.unseen)


def _told(text: str) -> list[str]:
    return _WORDS.findall(to_latin(text.casefold()))


def _signs(text: str) -> str:
    return "".join(_told(text))


def _sound(word: str) -> str:
    return skeleton(word) if word.isalpha() else word


def _amount(text: str) -> str:
    """A comma or a point before the last one or two digits stands before cents."""
    signs = _NOT_IN_AMOUNTS.sub("", text)
    whole, cents = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", signs).groups()  # type: ignore[union-attr]
    digits = re.sub(r"[.,]", "", whole)
    if not digits:
        return ""
    try:
        return repr(float(f"{digits}.{cents or 0}"))
    except ValueError:
        return ""


def _words_level(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str]:
    """By the part of the shorter's words that the other has too, misspelt or not."""
    if one == other or sorted(one) == sorted(other):
        return "exact", " ".join(sorted(one))
    fewer, more = sorted((one, other), key=lambda told: (len(told), told))
    part = _shared(fewer, more) / len(fewer)
    if len(fewer) == 1 < len(more):
        part /= 2  # a single word of several says less
    bounds = ((_MOST, "most"), (_HALF, "half"), (_SOME, "some"))
    return next((level for least, level in bounds if part >= least), "different"), ""


def _shared(fewer: tuple[str, ...], more: tuple[str, ...]) -> int:
    left, shared = list(more), 0
    for word in fewer:
        same = next((other for other in left if _is_one_word(word, other)), None)
        if same is not None:
            left.remove(same)
            shared += 1
    return shared


def _is_one_word(one: str, other: str) -> bool:
    """Misspelt at most, and never where digits are: ``x200`` and ``x300`` are two."""
    if one == other:
        return True
    if not (one + other).isalpha() or min(len(one), len(other)) < _SHORT_WORD:
        return False
    return word_level(one, other, in_a_name=False) in ("alike", "sound")
