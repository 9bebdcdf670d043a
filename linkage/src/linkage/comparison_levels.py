"""Comparison levels: two claims side by side, per field a level, and the value they agree on.

Everything here is symmetric. A field that one of the two does not know is left out.
"""

from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from linkage.claim import Features
from linkage.cultures import are_forms_of_one_name
from linkage.transliteration import skeleton

Comparison = tuple[str, str, str]
"""Field, level, and the value where both claims have the same; else empty."""

ALIKE, NEAR, FAR = 0.93, 0.84, 0.7
"""Jaro-Winkler similarity from which two folded words may be one, misspelt or much misspelt; under
the last nobody counts edits."""

UNKNOWN_DAY, UNKNOWN_MONTH = ("00", "0101"), ("0000", "0001", "0101")
"""Forms in which papers write an unknown day, or day and month: the first of January too."""

CLOSE = frozenset(("exact", "part", "shared", "alike", "sound"))

Words = tuple[str, ...]
Papers = tuple[tuple[str, str], ...]
"""Country and number of documents."""


def compare(one: Features, other: Features) -> list[Comparison]:
    """Field by field, the same whichever of the two comes first."""
    # Taken apart at once: to ask for a field by its name is what a compiler makes no faster.
    (_, _, birth, sex, number, documents, phone, street, house, postcode, place, alias, _) = one
    (_, _, birth_, sex_, number_, papers, phone_, street_, house_, code_, place_, alias_, _) = other
    comparisons = _names(one, other)
    if birth and birth_:
        level = birth_level(birth, birth_)
        comparisons.append(("birth", level, birth if level == "exact" else ""))
    if number and number_:
        level = number_level(number, number_)
        comparisons.append(("number", level, number if level == "exact" else ""))
    if documents and papers:
        comparisons.append(_documents(documents, papers))
    if phone and phone_:
        level = number_level(phone, phone_)
        comparisons.append(("phone", level, phone if level == "exact" else ""))
    if sex and sex_:
        same = sex == sex_
        comparisons.append(("sex", "exact" if same else "different", sex if same else ""))
    if alias and alias_:
        level = word_level(alias, alias_)
        comparisons.append(("alias", level, alias if level == "exact" else ""))
    if street and street_:
        level = street_level(street, street_)
        comparisons.append(("street", level, street if level == "exact" else ""))
    if house and house_:
        level = house_level(house, house_)
        comparisons.append(("house", level, house if level == "exact" else ""))
    if postcode and code_:
        level = code_level(postcode, code_)
        comparisons.append(("postcode", level, postcode if level == "exact" else ""))
    if place and place_:
        level = word_level(place, place_)
        comparisons.append(("municipality", level, place if level == "exact" else ""))
    return comparisons


def _names(one: Features, other: Features) -> list[Comparison]:
    comparisons: list[Comparison] = []
    different = 0
    family, given, family_, given_ = one[0], one[1], other[0], other[1]
    if family and family_:
        level, value = name_level(family, family_)
        if level == "different":
            different += 1
        comparisons.append(("family", level, value))
    if given and given_:
        level, value = given_level(given, given_)
        if level == "different":
            different += 1
        comparisons.append(("given", level, value))
    if different:
        crossed = _crossed(one, other)
        if crossed and sum(level == "different" for _, level, _ in crossed) < different:
            return crossed
        if comparisons[-1][:2] == ("given", "different") and _alias_explains(one, other):
            comparisons[-1] = ("given", "alias", "")
    return comparisons


def _crossed(one: Features, other: Features) -> list[Comparison]:
    """Family and given name written the other way round; empty when neither fits."""
    levels = []
    if one.family and other.given:
        levels.append(given_level(one.family, other.given))
    if one.given and other.family:
        levels.append(given_level(one.given, other.family))
    for level, _ in levels:
        if level in CLOSE:
            break
    else:
        return []
    levels.sort(key=lambda level: (level[0] in ("short", "different"), level))
    fields = ("family", "given")
    return [
        *((field, *level) for field, level in zip(fields, levels, strict=False)),
        ("order", "swapped", ""),
    ]


def _alias_explains(one: Features, other: Features) -> bool:
    return bool(
        (one.alias and one.alias in other.given) or (other.alias and other.alias in one.given)
    )


def name_level(one: Words, other: Words) -> tuple[str, str]:
    """Two family names, or a family name and a given one."""
    if one == other:
        return "exact", " ".join(one)
    if len(one) == 1 == len(other):
        return word_level(one[0], other[0]), ""
    common = {word for word in one if len(word) > 1 and word in other}
    if common:
        whole = len(common) == min(len(one), len(other))
        return "part" if whole else "shared", " ".join(sorted(common))
    return _nearest(one, other), ""


def given_level(one: Words, other: Words) -> tuple[str, str]:
    """Of several given names the first counts most; the others come and go, or are initials."""
    if one == other:
        return "exact", " ".join(one)
    if len(one) == 1 == len(other):
        return _called(one[0], other[0]), ""
    if one[0] == other[0] and len(one[0]) > 1:
        agree = all(_compatible(a, b) for a, b in zip(one[1:], other[1:], strict=False))
        return "part" if agree else "shared", one[0]
    common = {word for word in one if len(word) > 1 and word in other}
    if common:
        return "shared", " ".join(sorted(common))
    if len(one) != len(other) and "".join(one) == "".join(other):
        return "sound", ""
    level = _called(one[0], other[0])
    return (_nearest(one, other) if level == "different" else level), ""


@lru_cache(maxsize=65_536)
def _called(one: str, other: str) -> str:
    level = word_level(one, other)
    is_form = level in ("different", "near") and are_forms_of_one_name(one, other)
    return "short" if is_form else level


def _compatible(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _nearest(one: Words, other: Words) -> str:
    mine, theirs = "".join(one), "".join(other)
    if mine == theirs:
        return "sound"
    if min(len(mine), len(theirs)) > 3 and (mine.endswith(theirs) or theirs.endswith(mine)):
        return "alike"
    levels = {word_level(a, b) for a in one for b in other if len(a) > 2 and len(b) > 2}
    levels.add(word_level(mine, theirs))
    return next((level for level in _BEST if level in levels), "different")


_BEST = ("alike", "sound", "near")


@lru_cache(maxsize=65_536)
def word_level(one: str, other: str) -> str:
    """Two folded words."""
    if one == other:
        return "exact"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[:1] == other[:1] else "different"
    similarity = JaroWinkler.similarity(one, other, score_cutoff=FAR)
    edits = OSA.distance(one, other, score_cutoff=2) if similarity else 3
    if edits == 1 or similarity >= ALIKE:
        return "alike"
    if skeleton(one) == skeleton(other):
        return "sound"
    near = similarity >= NEAR or (edits == 2 and min(len(one), len(other)) > 4)
    return "near" if near else "different"


def birth_level(one: str, other: str) -> str:  # noqa: PLR0911 - one line a level
    if one == other and not one.endswith("00"):
        return "exact"
    whole = len(one) == 8 == len(other)
    if whole and (one.endswith(UNKNOWN_DAY) or other.endswith(UNKNOWN_DAY)):
        return _partial_birth(one, other)
    if whole and one[:4] + one[6:] + one[4:6] == other:
        return "swapped"
    edits = OSA.distance(one, other, score_cutoff=2)
    if edits == 1:
        return "typo"
    if one[:4] == other[:4]:
        return "month" if one[4:6] == other[4:6] else "year"
    if one[4:] == other[4:]:
        return "day"
    return "near" if edits == 2 else "different"


def _partial_birth(one: str, other: str) -> str:
    if one[:4] != other[:4]:
        return "different"
    if one.endswith(UNKNOWN_MONTH) or other.endswith(UNKNOWN_MONTH):
        return "year_only"
    return "month_only" if one[4:6] == other[4:6] else "year"


def number_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    edits = OSA.distance(one, other, score_cutoff=2)
    if edits == 1:
        return "typo"
    return "near" if edits == 2 and min(len(one), len(other)) >= 7 else "different"


def _documents(one: Papers, other: Papers) -> Comparison:
    best = "different"
    for country, number in one:
        for land, nr in other:
            if number == nr and (country == land or "---" in (country, land)):
                return ("document", "exact", number)
            if OSA.distance(number, nr, score_cutoff=1) == 1 and min(len(number), len(nr)) > 4:
                best = "typo"
    return ("document", best, "")


def street_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    if " " in one or " " in other:
        mine, theirs = one.replace(" ", ""), other.replace(" ", "")
        if mine == theirs or mine.startswith(theirs) or theirs.startswith(mine):
            return "alike"
        level = word_level(mine, theirs)
        if level != "different":
            return "alike" if level != "near" else level
        common = set(one.split()) & set(other.split())
        return "near" if any(len(word) > 3 for word in common) else "different"
    if min(len(one), len(other)) > 3 and (one.startswith(other) or other.startswith(one)):
        return "alike"
    level = word_level(one, other)
    return {"sound": "alike", "initial": "different"}.get(level, level)


def house_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    typo = len(one + other) > 3 and OSA.distance(one, other, score_cutoff=1) == 1
    return "alike" if typo or _leading(one) == _leading(other) else "different"


def _leading(house: str) -> str:
    return house.lstrip("0").rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[:8]


def code_level(one: str, other: str) -> str:
    if one == other:
        return "exact"
    return "alike" if OSA.distance(one, other, score_cutoff=1) == 1 else "different"
