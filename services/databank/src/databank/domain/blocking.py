"""Which earlier claims are worth comparing: a few keys per claim, each a 64-bit number."""

from hashlib import blake2b

from databank.domain.claim import BirthDate, Features


def keys(features: Features) -> frozenset[int]:
    """What a claim can be found by."""
    found = {*strong_keys(features)}
    words = features.names
    if words:
        found.add(_key("names", *words))
    if features.family and features.given:
        found.add(_key("name", features.family[0], features.given[0][:1]))
    found |= _birth_keys(features, features.birth)
    if features.phone:
        found.add(_key("phone", features.phone))
    return frozenset(found)


def probes(features: Features) -> frozenset[int]:
    """What to look for: its own keys, and those of the claim with day and month swapped."""
    swapped = features.birth.swapped
    return keys(features) | (_birth_keys(features, swapped) if swapped else set())


def strong_keys(features: Features) -> frozenset[int]:
    """What two claims of one new person will share; resolving them is done one after the other."""
    found = {_key("birth-names", features.birth.digits(), *features.names)}
    if features.document:
        found.add(_key("document", *features.document))
    if features.national_number:
        found.add(_key("number", features.national_number))
    return frozenset(found)


def _birth_keys(features: Features, birth: BirthDate) -> set[int]:
    if birth.day is None:
        return set()
    starts = {name[0][:2] for name in (features.family, features.given) if name}
    return {_key("birth", birth.digits(), start) for start in starts}


def _key(kind: str, *parts: str) -> int:
    text = "\x1f".join((kind, *parts)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), signed=True)
