"""Blocking: about eight keys per claim, each a 64-bit number, by which earlier claims are found.

Every key is there for claims that lack, or misspell, what the others need: the number, the birth
date, one of the names, the postcode. Two claims of one person nearly always share one.
"""

from linkage.claim import Features
from linkage.optional_words import telling
from linkage.schema import hashed_key
from linkage.transliteration import skeleton

PREFIX = 4
"""Letters at the beginning of a street or municipality as it sounds; the rest comes and goes."""
MOST_PER_KEY = 20
"""Claims that one key finds at most: more of them tell people apart badly."""
COMPARED = 16
"""Claims that one is compared with at most: on 50,000 people, all but one in a thousand of the true
ones are among them."""
LIKELY = 0.25
"""The part of the greatest weight from which a claim is compared first: others share less."""


def keys(features: Features) -> frozenset[int]:
    """The keys that a claim can be found by."""
    return strong_keys(features) | weak_keys(features)


def probes(features: Features) -> frozenset[int]:
    """The keys to look for: a claim's own, and those of what may be written the other way round."""
    return keys(features) | crossed_keys(features)


def crossed_keys(features: Features) -> frozenset[int]:
    """Keys of names, or day and month, the other way round."""
    f = features
    keys_ = set()
    if f.family and f.given:
        keys_.add(hashed_key("family", skeleton(f.given[0]), _initial(f.family[0])))
        keys_.add(hashed_key("given", skeleton(f.family[0]), f.given[0][:2]))
    if f.birth[4:6] != f.birth[6:8]:
        keys_ |= _birth_keys(f, f.birth[:4] + f.birth[6:8] + f.birth[4:6])
    return frozenset(keys_)


def strong_keys(features: Features) -> frozenset[int]:
    """Keys of numbers, which hardly anybody shares."""
    keys_ = {hashed_key("document", number) for _, number in features.documents}
    if features.number:
        keys_.add(hashed_key("number", features.number))
    return frozenset(keys_)


def weak_keys(features: Features) -> frozenset[int]:
    """Keys that several people may share: not needed where a strong key found somebody."""
    f = features
    keys_ = _birth_keys(f, f.birth) | _name_keys(f) | _address_keys(f)
    if f.phone:
        keys_.add(hashed_key("phone", f.phone))
    return frozenset(keys_)


def _birth_keys(f: Features, birth: str) -> set[int]:
    """Papers that know the year only say too little."""
    if not birth or birth.endswith("00"):
        return set()
    words = (*f.family[:1], *_called(f))
    return {hashed_key("birth", birth, _initial(word)) for word in words}


def _called(f: Features) -> list[str]:
    """The first given name, the first that does not come and go, and the alias's first."""
    words = [*f.given[:1], *f.alias.split()[:1]]
    if len(f.given) > 1:
        words += [word for word in telling(f.given)[:1] if word not in words]
    return words


def _initial(word: str) -> str:
    """Ukrainian papers write the first letter of ``Grigorenko`` as ``H``, Russian ones as ``G``."""
    return "g" if word[0] == "h" else word[0]


def _name_keys(f: Features) -> set[int]:
    """Either name as it sounds with the beginning of the other; either part of a double name."""
    sounds = [skeleton(word) for word in f.family[:2]]
    keys_ = set()
    for called in _called(f):
        keys_ |= {hashed_key("family", sound, _initial(called)) for sound in sounds}
        if f.family:
            keys_.add(hashed_key("given", skeleton(called), f.family[0][:2]))
        else:
            keys_.add(hashed_key("called", skeleton(called)))
    return keys_


def _address_keys(f: Features) -> set[int]:
    """The digits of a postcode in their order of size: they are often swapped."""
    keys_ = set()
    postcode = "".join(sorted(f.postcode))
    if postcode:
        for word in (*f.family[:1], *f.given[:1]):
            keys_.add(hashed_key("postcode", skeleton(word), postcode))
    if f.house:
        if f.street:
            keys_.add(hashed_key("street", _sound(f.street), f.house))
        if postcode:
            keys_.add(hashed_key("house", f.house, postcode))
    has_other = bool(f.documents or f.phone)
    if f.number and has_other:
        return keys_
    street, place = _sound(f.street), _sound(f.municipality)
    if not f.birth:
        keys_ |= _street_keys(street, postcode, place)
    if has_other:
        return keys_
    if not f.birth:
        keys_ |= _street_keys(street[:PREFIX], postcode, place[:PREFIX])
    keys_ |= _bare_keys(f, street[:PREFIX], place[:PREFIX])
    return keys_


def _street_keys(street: str, postcode: str, place: str) -> set[int]:
    """A street with its postcode or municipality finds whole streets, and says little.

    For claims that lack both the number and the birth date.
    """
    keys_ = set()
    if street and postcode:
        keys_.add(hashed_key("street postcode", street, postcode))
    if street and place:
        keys_.add(hashed_key("street municipality", street, place))
    return keys_


def _bare_keys(f: Features, street: str, place: str) -> set[int]:
    """For a claim without document and phone: any two of names, birth date and address.

    Beside those such keys would push aside whom they find.
    """
    keys_ = {hashed_key("house municipality", f.house, place)} if f.house and place else set()
    told = [skeleton(word) for word in (*f.family[:1], *f.given[:1])]
    if len(f.birth) == 8 and not f.birth.endswith("00"):
        told.append(f.birth)
    for what in told:
        for kind, value in (("municipality", place), ("street", street), ("house", f.house)):
            if value:
                keys_.add(hashed_key(f"name {kind}", what, value))
    return keys_


def _sound(words: str) -> str:
    return skeleton(words.replace(" ", "")) if words else ""
