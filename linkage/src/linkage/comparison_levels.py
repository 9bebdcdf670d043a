"""Comparison levels of people's fields: how two values agree, and on what.

Everything here is symmetric.
"""

from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from linkage import shared_letters
from linkage.claim import Features
from linkage.document_countries import may_be_one_state
from linkage.family_name_systems import may_be_one_family_name, without_particle
from linkage.optional_words import is_called_without, telling
from linkage.schema import Comparison
from linkage.shared_letters import NEAR as MAY_BE_NEAR
from linkage.shared_letters import SOUND as MAY_SOUND
from linkage.short_forms import are_forms_of_one_name
from linkage.transliteration import fold, skeleton
from linkage.vowels import vowels_agree

ALIKE: Final = 0.93
NEAR: Final = 0.84
FAR: Final = 0.7
"""Jaro-Winkler similarity from which two folded words may be one, misspelt or much misspelt; under
the last nobody counts edits. ``shared_letters`` has the last in its numbers."""

UNKNOWN_MONTH = ("0000", "0001", "0101")
"""Forms in which papers write an unknown day and month: the first of January too."""

CLOSE = frozenset(("exact", "part", "shared", "alike", "sound"))

_similarity: Final = JaroWinkler.similarity
_edits: Final = OSA.distance

Words = tuple[str, ...]
Papers = tuple[tuple[str, str], ...]
"""Country and number of documents."""


def names_together(one: Features, other: Features) -> list[Comparison]:
    """Family and given name, which may be written the other way round, or explained by an alias."""
    comparisons: list[Comparison] = []
    different = 0
    family, given, family_, given_ = one[0], one[1], other[0], other[1]
    if family and family_:
        level, value = name_level(family, family_)
        if level == "different":
            different += 1
        comparisons.append(("family", level, value))
    explained = False
    if given and given_:
        level, value = given_level(given, given_)
        if level == "different":
            different += 1
            explained = _alias_explains(one, other)
        comparisons.append(("given", level, value))
    if different:
        crossed = _crossed(one, other, different - 1)
        if crossed:
            return crossed
        if explained:
            comparisons[-1] = ("given", "alias", "")
    return comparisons


def _crossed(one: Features, other: Features, most: int) -> list[Comparison]:
    """Family and given name written the other way round.

    Empty when neither fits, or more than ``most`` are different: most pairs are of two strangers,
    whose second name then need not be looked at.
    """
    family, given, family_, given_ = one[0], one[1], other[0], other[1]
    levels: list[tuple[str, str]] = []
    if family and given_:
        levels.append(given_level(family, given_))
        if levels[0][0] == "different" and not most:
            return []
    if given and family_:
        levels.append(given_level(given, family_))
    different, close = 0, False
    for level, _ in levels:
        different += level == "different"
        close = close or level in CLOSE
    if not close or different > most:
        return []
    levels.sort(key=lambda level: (level[0] in ("short", "different"), level))
    fields = ("family", "given")
    return [
        *((field, *level) for field, level in zip(fields, levels, strict=False)),
        ("order", "swapped", ""),
    ]


def _alias_explains(one: Features, other: Features) -> bool:
    alias, alias_ = one[11], other[11]
    return bool((alias and alias in other[1]) or (alias_ and alias_ in one[1]))


def name_level(one: Words, other: Words) -> tuple[str, str]:
    """Two family names, or a family name and a given one."""
    if one == other:
        return "exact", " ".join(one)
    if len(one) == 1 == len(other):
        return _family_level(one[0], other[0]), ""
    one, other = _both_telling(one, other)
    if one == other:
        return "exact", " ".join(one)
    common = _common(one, other)
    if common:
        whole = len(common) == min(len(one), len(other))
        return "part" if whole else "shared", " ".join(common)
    return _nearest(one, other), ""


def _both_telling(one: Words, other: Words) -> tuple[Words, Words]:
    """Two names without the words that come and go, if both have others.

    An initial may stand for any of the words.
    """
    for word in (*one, *other):
        if len(word) == 1:
            return one, other
    told, told_ = telling(one), telling(other)
    return (told, told_) if told and told_ else (one, other)


def _family_level(one: str, other: str) -> str:
    """Two words; a particle written on to one of them leaves them alike, and two systems of
    romanisation leave them to sound so."""
    level = word_level(one, other)
    if level not in ("different", "near"):
        return level
    if may_be_one_family_name(one, other):
        return "sound"
    bare, bare_ = without_particle(one), without_particle(other)
    if len(bare) == len(one) and len(bare_) == len(other):
        return level
    if bare == bare_:
        return "alike"
    joined = word_level(bare, bare_)
    return joined if joined in ("alike", "sound") and min(len(bare), len(bare_)) > 3 else level


def given_level(one: Words, other: Words) -> tuple[str, str]:
    """Of several given names the first counts most; the others come and go, or are initials."""
    if one == other:
        return "exact", " ".join(one)
    if len(one) == 1 == len(other):
        return _called(one[0], other[0]), ""
    if len(one) != len(other) and one[0][:1] == other[0][:1] and _joined(one) == _joined(other):
        return "sound", ""
    return _several_given_level(*_both_telling(one, other))


def _several_given_level(one: Words, other: Words) -> tuple[str, str]:
    if one == other:
        return "exact", " ".join(one)
    if one[0] == other[0] and len(one[0]) > 1:
        agree = all(_compatible(a, b) for a, b in zip(one[1:], other[1:], strict=False))
        return "part" if agree else "shared", one[0]
    common = _common(one, other)
    if common:
        return "shared", " ".join(common)
    level = _called(one[0], other[0])
    if len(one) == 1 == len(other):
        return level, ""
    return (_nearest(one, other) if level == "different" else level), ""


def _joined(words: Words) -> str:
    return fold("".join(words))


def _called(one: str, other: str) -> str:
    level = word_level(one, other)
    if level in ("different", "near") and (
        are_forms_of_one_name(one, other) or is_called_without(one, other)
    ):
        return "short"
    return level


def _common(one: Words, other: Words) -> list[str]:
    """The words, not initials, that both have, in the order of letters."""
    common: list[str] = []
    for word in one:
        if word in other and len(word) > 1 and word not in common:
            common.append(word)
    if len(common) > 1:
        common.sort()
    return common


def _compatible(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _nearest(one: Words, other: Words) -> str:
    mine, theirs = "".join(one), "".join(other)
    if mine == theirs:
        return "sound"
    if min(len(mine), len(theirs)) > 3 and (mine.endswith(theirs) or theirs.endswith(mine)):
        return "alike"
    nearest = word_level(mine, theirs)
    for a in one:
        for b in other:
            if nearest == "alike":
                return nearest
            if len(a) > 2 and len(b) > 2:
                level = word_level(a, b)
                if level in ("alike", "sound") or (level == "near" and nearest != "sound"):
                    nearest = level
    return nearest if nearest in ("alike", "sound", "near") else "different"


def word_level(one: str, other: str, *, in_a_name: bool = True) -> str:
    """Two folded words. Not kept: of the pairs that are asked three in four never come back.

    In the name of a person vowels tell two names apart; of a street or town they come and go.
    """
    if one == other:
        return "exact"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[:1] == other[:1] else "different"
    possible, similarity, edits = shared_letters.possible(one, other), 0.0, 3
    if possible & MAY_BE_NEAR:
        similarity = _similarity(one, other, score_cutoff=FAR)
        if similarity >= ALIKE:
            return "alike"
        if similarity:
            edits = _edits(one, other, score_cutoff=2)
    if edits == 1:
        return "alike"
    if (
        possible & MAY_SOUND
        and skeleton(one) == skeleton(other)
        and (not in_a_name or vowels_agree(one, other))
    ):
        return "sound"
    near = similarity >= NEAR or (edits == 2 and min(len(one), len(other)) > 4)
    return "near" if near else "different"


_MOST_KEPT: Final = 16_384
_places: Final[dict[tuple[str, str], str]] = {}


def place_level(one: str, other: str) -> str:
    """Two municipalities. Of those there are few, so the same two come back."""
    if one == other:
        return "exact"
    pair = (one, other)
    level = _places.get(pair)
    if level is None:
        if len(_places) >= _MOST_KEPT:
            _places.clear()
        level = _places[pair] = word_level(one, other, in_a_name=False)
    return level


def birth_level(one: str, other: str) -> str:  # noqa: PLR0911 - one line a level
    if one == other and not one.endswith("00"):
        return "exact"
    year, day, year_, day_ = one[:4], one[4:], other[:4], other[4:]
    if len(one) == 8 == len(other):
        if _is_unknown(day) or _is_unknown(day_):
            return _partial_birth(one, other)
        if year == year_ and day[:2] == day_[2:] and day[2:] == day_[:2]:
            return "swapped"
    edits: int = _edits(one, other, score_cutoff=2)
    if edits == 1:
        return "typo"
    if year == year_:
        return "month" if day[:2] == day_[:2] else "year"
    if day == day_:
        return "day"
    return "near" if edits == 2 else "different"


def _is_unknown(day: str) -> bool:
    """Whether a month and day are as papers write an unknown day."""
    return day == "0101" or day[2:] == "00"


def _partial_birth(one: str, other: str) -> str:
    if one[:4] != other[:4]:
        return "different"
    if one.endswith(UNKNOWN_MONTH) or other.endswith(UNKNOWN_MONTH):
        return "year_only"
    return "month_only" if one[4:6] == other[4:6] else "year"


def number_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    edits: int = _edits(one, other, score_cutoff=2)
    if edits == 1:
        return "typo"
    return "near" if edits == 2 and min(len(one), len(other)) >= 7 else "different"


def document_level(one: Papers, other: Papers) -> tuple[str, str]:
    """The level of what agrees best, and the number where it is the same."""
    best = "different"
    for country, number in one:
        for land, nr in other:
            if number == nr:
                if country == land or "---" in (country, land):
                    return "exact", number
                if may_be_one_state(country, land):
                    best = "recoded"
            if (
                best == "different"
                and min(len(number), len(nr)) > 4
                and _edits(number, nr, score_cutoff=1) == 1
            ):
                best = "typo"
    return best, ""


def street_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    if " " in one or " " in other:
        mine, theirs = one.replace(" ", ""), other.replace(" ", "")
        if mine == theirs or mine.startswith(theirs) or theirs.startswith(mine):
            return "alike"
        level = word_level(mine, theirs, in_a_name=False)
        if level != "different":
            return "alike" if level != "near" else level
        words = other.split()
        shares = any(len(word) > 3 and word in words for word in one.split())
        return "near" if shares else "different"
    if min(len(one), len(other)) > 3 and (one.startswith(other) or other.startswith(one)):
        return "alike"
    level = word_level(one, other, in_a_name=False)
    return _OF_STREETS.get(level, level)


_OF_STREETS: Final = {"sound": "alike", "initial": "different"}
"""Levels of words that are others of streets."""


def house_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    if len(one) + len(other) > 3 and _edits(one, other, score_cutoff=1) == 1:
        return "alike"
    first, first_ = one[:1], other[:1]
    if first != first_ and "1" <= first <= "9" and "1" <= first_ <= "9":
        return "different"  # as their leading digits are: most pairs
    return "alike" if _leading(one) == _leading(other) else "different"


def _leading(house: str) -> str:
    return house.lstrip("0").rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[:8]


def code_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    return "alike" if _edits(one, other, score_cutoff=1) == 1 else "different"
