"""Korean names by the Revised Romanization of 2000, a syllable at a time.

What neighbours do to each other's sound is left out, as on passports. Forms of family names in
other systems are in ``family_name_systems``.
"""

from typing import Final

_INITIALS: Final = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
)  # fmt: skip
_VOWELS: Final = tuple(
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()  # noqa: SIM905
)
_FINALS: Final = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
_VOICED: Final = {"k": "g", "t": "d", "p": "b", "l": "r"}
"""Ends of syllables before a vowel."""
_FIRST: Final = 0xAC00
_SILENT: Final = _INITIALS.index("")


def romanised(word: str) -> str:
    latin: list[str] = []
    for syllable in word:
        rest, last = divmod(ord(syllable) - _FIRST, len(_FINALS))
        first, vowel = divmod(rest, len(_VOWELS))
        if first == _SILENT and latin:
            latin[-1] = _VOICED.get(latin[-1], latin[-1])
        latin += [_INITIALS[first], _VOWELS[vowel], _FINALS[last]]
    return "".join(latin)
