"""Which earlier claims are worth comparing: a few keys per claim, each a 64-bit number."""

from hashlib import blake2b

from databank.domain.claim import Features

MOST_PER_KEY = 100
"""A key that finds more claims than this tells people apart badly; no more need be looked at."""


def keys(features: Features) -> frozenset[int]:
    """What a claim can be found by."""
    return strong_keys(features) | weak_keys(features)


def weak_keys(features: Features) -> frozenset[int]:
    """Keys that many people may share: not needed where a strong key found somebody."""
    found = set()
    if words := features.names:
        found.add(_key("names", *words))
    if features.family and features.given:
        found.add(_key("name", features.family[0], features.given[0][:1]))
    found |= _birth_keys(features, features.birth)
    if features.phone:
        found.add(_key("phone", features.phone))
    if features.street and features.house:
        found.add(_key("address", features.street, features.house))
    return frozenset(found)


def probes(features: Features) -> frozenset[int]:
    """What to look for: its own keys, and those of the claim with day and month swapped."""
    swapped = features.birth[:4] + features.birth[6:] + features.birth[4:6]
    return keys(features) | _birth_keys(features, swapped)


def strong_keys(features: Features) -> frozenset[int]:
    """What two claims of one new person will share; resolving them is done one after the other."""
    found = {_key("birth-names", features.birth, *features.names)}
    found |= {_key("document", *paper) for paper in features.documents}
    if features.number:
        found.add(_key("number", features.number))
    return frozenset(found)


def _birth_keys(features: Features, birth: str) -> set[int]:
    if not birth or birth.endswith("00"):
        return set()
    starts = {name[0][:2] for name in (features.family, features.given) if name}
    return {_key("birth", birth, start) for start in starts}


def _key(kind: str, *parts: str) -> int:
    text = "\x1f".join((kind, *parts)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), signed=True)
