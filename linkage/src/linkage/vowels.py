"""Vowels of two words whose consonants sound alike: whether they leave them one name.

``Mohamed`` and ``Muhammad`` are; ``Lan`` and ``Linh``, ``Li`` and ``Lu`` are two names.
"""

import re
from typing import Final

_CLASSES: Final = str.maketrans("aeiou", "aeeoo")
_DIPHTHONGS: Final = (
    ("ai", "e"), ("ei", "e"), ("ae", "e"), ("au", "o"), ("ou", "o"), ("eo", "o"), ("oe", "o"),
    ("eu", "u"), ("ue", "u"),
)  # fmt: skip
_CONSONANTS: Final = str.maketrans("vfdg", "bptc")
_TWICE: Final = re.compile(r"(.)\1+")
_MOST_KEPT: Final = 65_536
MISSING: Final = 0.5
"""What a vowel costs that one of the two leaves out, or writes beside another."""
OTHER: Final = 1.0
"""What a vowel of another class costs."""
OTHER_FIRST: Final = 1.5
"""The same in the first place that has a vowel."""
ALLOWED: Final = (0.0, 0.0, 0.0, 1.0, 1.5)
"""What the vowels may cost, by the number of consonants; the last for as many and more."""
SHORT: Final = 4
"""Letters under which the vowels must be the same ones."""
LONG: Final = 6
"""Letters from which a consonant that one of the two writes once more makes no other name."""
CONSONANTS_DECIDE: Final = 3
"""Consonants from which a word without a vowel among them comes from a script that writes none."""


class Vowels:
    """The consonants of a folded word, and its vowels before, between and after them."""

    __slots__ = ("classes", "consonants", "inner", "letters")

    def __init__(self, word: str) -> None:
        written, apart = [""], True
        self.consonants = ""
        for letter in word.translate(_CONSONANTS):
            if letter == "h":
                apart = True
            elif letter in "aeiou":
                written[-1] += letter
                apart = True
            elif apart or not self.consonants.endswith(letter):
                self.consonants += letter
                written.append("")
                apart = False
        self.classes = [_classes(run) for run in written]
        self.inner = any(written[1:-1])
        self.letters = "".join(written)


_kept: Final[dict[str, Vowels]] = {}


def vowels_agree(one: str, other: str) -> bool:
    """Whether two folded words of one skeleton may be one name by their vowels; symmetric."""
    mine, theirs = _vowels(one), _vowels(other)
    number = min(len(mine.consonants), len(theirs.consonants))
    if mine.consonants != theirs.consonants:
        return min(len(one), len(other)) >= LONG  # one comes back once more
    if number >= CONSONANTS_DECIDE and not (mine.inner and theirs.inner):
        return True
    if number < 2 or min(len(one), len(other)) < SHORT:
        return abs(len(one) - len(other)) <= 1 and mine.letters == theirs.letters
    allowed = ALLOWED[min(number, len(ALLOWED) - 1)]
    cost, is_first = 0.0, True
    for place in range(number + 1):
        vowel, vowel_ = mine.classes[place], theirs.classes[place]
        if vowel != vowel_:
            if vowel in vowel_ or vowel_ in vowel:  # also where one of the two is missing
                cost += MISSING
            else:
                cost += OTHER_FIRST if is_first else OTHER
            if cost > allowed:
                return False
        if vowel or vowel_:
            is_first = False
    return True


def _classes(run: str) -> str:
    """``a``, ``e i`` and ``o u``; two that are heard as one are one."""
    for written, heard in _DIPHTHONGS:
        run = run.replace(written, heard)
    return _TWICE.sub(r"\1", run.translate(_CLASSES))


def _vowels(word: str) -> Vowels:
    vowels = _kept.get(word)
    if vowels is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        vowels = _kept[word] = Vowels(word)
    return vowels
