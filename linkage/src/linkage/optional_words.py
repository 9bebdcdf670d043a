"""Words of names that come and go: they count neither for nor against where another stands."""

import re
from typing import Final

from linkage.transliteration import fold

_WORDS: Final = """
thi | qizi kizi kyzy ogly uulu | bin ibn ben bint binti al el | siti nur sri |
kaur begum bibi devi kumari khatun | maria ma
"""
"""Vietnamese middle name of most women; Turkic patronymics; before an Arab or Malay father's name;
Malay; South Asian titles; Spanish, Portuguese, Romanian and Filipino, also written ``Mª`` and
``Ma.``."""
_BEFORE: Final = frozenset(
    fold(word) for word in ("muhammad", "mohammad", "mohammed", "mohamed", "md", "mst")
)
"""South Asian titles that stand before a name; at the end they are one."""
_PATRONYMIC: Final = re.compile(r"..(?:ovna|evna|icna|ivna|ovic|evic|iovic)$")
"""Slavic second given names of papers: ``-ovna -evna -ichna -ivna -ovich -evich -ovych``."""
_ANYWHERE: Final = frozenset(fold(word) for word in _WORDS.replace("|", " ").split())

PREFIXES: Final = tuple(fold(word) for word in ("oluwa", "olu", "chukwu", "chi"))
"""God's name before a Yoruba or Igbo one, which is called without: ``Chukwuemeka``, ``Emeka``."""
LEAST: Final = 4
"""Letters that are left at the least."""


_NEVER: Final = 0
_ALWAYS: Final = 1
_BEFORE_ANOTHER: Final = 2
"""Whether a word comes and goes."""
_MOST_KEPT: Final = 65_536
_kept: Final[dict[str, int]] = {}


def telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of a name that tell it; none where all of them come and go."""
    told: list[str] = []
    last = len(words) - 1
    for place in range(len(words)):
        word = words[place]
        when = _when(word)
        if when == _NEVER or (when == _BEFORE_ANOTHER and place == last):
            told.append(word)
    return words if len(told) == len(words) else tuple(told)


def _when(word: str) -> int:
    when = _kept.get(word, -1)
    if when < 0:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        is_always = word in _ANYWHERE or _PATRONYMIC.search(word) is not None
        when = _ALWAYS if is_always else _BEFORE_ANOTHER if word in _BEFORE else _NEVER
        _kept[word] = when
    return when


def is_called_without(one: str, other: str) -> bool:
    """Whether one of two folded given names is the other without God's name before it."""
    short, whole = (one, other) if len(one) < len(other) else (other, one)
    return len(short) >= LEAST and whole.endswith(short) and whole[: -len(short)] in PREFIXES
