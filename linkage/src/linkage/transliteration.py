"""Transliteration: one key for a name in whatever script and spelling somebody wrote it.

Letters become Latin (``scripts``, and anyascii for the rest), then spellings of one sound become
one: ``Khristova``, ``Hristova`` and ``Христова`` fold to the same key. A fold key is for comparing
and is never shown.
"""

import re
from typing import Final

from anyascii import anyascii

from linkage.scripts import romanised

SOUNDS = (
    ("chtch", "sc"),
    ("tch", "c"),
    ("xh", "j"),
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
shortens or leaves the alphabet. ``tch`` and ``chtch`` are French for Russian ``ч`` and ``щ``,
``xh`` is Albanian."""

_PAIRS = tuple((written, sound) for written, sound in SOUNDS if len(written) > 1)
_LETTERS = str.maketrans({written: sound for written, sound in SOUNDS if len(written) == 1})
"""Rules of one letter come after all the others, and none makes work for another of them."""
_FIRST: Final = (("nt", "d"), ("hs", "x"))
"""Spellings at the beginning of a word: Greek ``d`` (ELOT 743), Pinyin ``x`` in Wade-Giles. A clerk
who hits the key beside ``a`` writes ``hs`` inside one."""
_TWICE = re.compile(r"(.)\1+")
_CONSONANTS = str.maketrans("vfdg", "bptc", "aeiouh")


def to_latin(text: str) -> str:
    """Lower-case Latin letters, from any script."""
    return text.lower() if text.isascii() else anyascii(romanised(text)).lower()


def fold(word: str) -> str:
    """The fold key of one lower-case Latin word; folding a key changes nothing."""
    while True:
        for written, sound in _FIRST:
            if word.startswith(written):
                word = sound + word[len(written) :]
        for written, sound in _PAIRS:
            word = word.replace(written, sound)
        word = _TWICE.sub(r"\1", word.translate(_LETTERS))
        if not _is_left(word):
            return word


def _is_left(word: str) -> bool:
    """Whether a rule of more than one letter still holds; no other can."""
    for written, _ in _PAIRS:
        if written in word:
            return True
    return word[:2] in ("nt", "hs")


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
