"""Transliteration: one key for a name in whatever script and spelling somebody wrote it.

Letters become Latin (anyascii), then spellings of one sound become one: ``Khristova``, ``Hristova``
and ``Христова`` fold to the same key. A fold key is for comparing and is never shown.
"""

import re
from typing import Final

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
"""Spellings and the sound they stand for, applied in this order until nothing changes; every rule
shortens or leaves the alphabet."""

_PAIRS = tuple((written, sound) for written, sound in SOUNDS if len(written) == 2)
_LETTERS = str.maketrans({written: sound for written, sound in SOUNDS if len(written) == 1})
"""Rules of one letter come after all those of two, and none makes work for another of them."""
_TWICE = re.compile(r"(.)\1+")
_CONSONANTS = str.maketrans("vfdg", "bptc", "aeiouh")


def to_latin(text: str) -> str:
    """Lower-case Latin letters, from any script."""
    return anyascii(text).lower()


def fold(word: str) -> str:
    """The fold key of one lower-case Latin word; folding a key changes nothing."""
    while True:
        for written, sound in _PAIRS:
            word = word.replace(written, sound)
        word = _TWICE.sub(r"\1", word.translate(_LETTERS))
        for written, _ in _PAIRS:  # nothing else can be left of the rules
            if written in word:
                break
        else:
            return word


_MOST_KEPT: Final = 65_536
_skeletons: Final[dict[str, str]] = {}


def skeleton(word: str) -> str:
    """The consonants of a folded word, those that languages mix up made one.

    ``Mohamed``, ``Muhammad``; ``Váldez``, ``Baldes``; ``Phumiphat``, ``Pumipat``. A vowel at the
    start stays as ``a``.
    """
    bones = _skeletons.get(word)  # not ``lru_cache``: to ask that takes as long as half the rest
    if bones is None:
        bones = _TWICE.sub(r"\1", word.translate(_CONSONANTS))
        if word[:1] in "aeiou":
            bones = f"a{bones}"
        if len(_skeletons) >= _MOST_KEPT:
            _skeletons.clear()
        _skeletons[word] = bones
    return bones
