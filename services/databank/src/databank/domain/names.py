"""Names as they sound, whatever the script and the spelling that somebody wrote them in.

Letters become Latin (anyascii), then spellings of one sound become one: ``Khristova``, ``Hristova``
and ``Христова`` fold to the same key. A fold key is for comparing and is never shown.
"""

import re
from functools import lru_cache

from anyascii import anyascii

SOUNDS = (
    ("kh", "h"),
    ("ph", "f"),
    ("sh", "s"),
    ("ch", "c"),
    ("tz", "c"),
    ("ts", "c"),
    ("ou", "u"),
    ("ck", "c"),
    ("x", "cs"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("k", "c"),
    ("q", "c"),
    ("z", "s"),
)
"""Applied in this order until nothing changes; every rule shortens or leaves the alphabet."""

_WORD = re.compile(r"[a-z]+")
_APART = re.compile(r"[^a-z'’`]+")
_TWICE = re.compile(r"(.)\1+")


def tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name, in their order; empty when nothing in it can be read."""
    return _tokens(name.casefold())


@lru_cache(maxsize=16_384)
def _tokens(name: str) -> tuple[str, ...]:
    words = _APART.split(anyascii(name).lower())
    folded = (fold("".join(_WORD.findall(word))) for word in words)
    return tuple(word for word in folded if word)


def fold(word: str) -> str:
    """One lower-case Latin word to its fold key; folding a key changes nothing."""
    while True:
        before = word
        for written, sound in SOUNDS:
            word = word.replace(written, sound)
        word = _TWICE.sub(r"\1", word)
        if word == before:
            return word
