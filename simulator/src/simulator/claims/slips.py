"""Slips of the hand, the eye and the scanner in one piece of text."""

import unicodedata
from random import Random

_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "ı": "i"}
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_SEEN_AS = {
    "rn": "m", "m": "rn", "cl": "d", "li": "h", "vv": "w", "i": "l", "l": "i", "e": "c", "u": "v",
    "n": "r", "a": "o", "g": "q", "t": "f", "0": "O", "1": "I", "5": "S", "8": "B",
}  # fmt: skip


def without_marks(text: str) -> str:
    """As typed on a keyboard without accents."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def typed_wrong(text: str, chance: Random) -> str:
    """One letter too many, too few, wrong, or in the wrong place; seldom two slips."""
    for _ in range(2 if chance.random() < 0.12 else 1):
        text = _one_slip(text, chance)
    return text


def _one_slip(text: str, chance: Random) -> str:
    if len(text) < 2:
        return text
    at = min(len(text) - 1, int(chance.triangular(0, len(text), len(text) * 0.6)))
    letter, kind = text[at], chance.random()
    if kind < 0.22:
        return text[:at] + text[at + 1 :]
    if kind < 0.42:
        return text[:at] + _beside(letter, chance) + text[at:]
    if kind < 0.55:
        return text[:at] + letter + text[at:]
    if kind < 0.80:
        return text[:at] + _beside(letter, chance) + text[at + 1 :]
    at = max(1, at)
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def _beside(letter: str, chance: Random) -> str:
    low = without_marks(letter).lower()
    for row in _ROWS:
        if low in row:
            at = row.index(low)
            beside = chance.choice(
                [other for other in row[max(0, at - 1) : at + 2] if other != low]
            )
            return beside.upper() if letter.isupper() else beside
    return chance.choice("aeiou")


def scanned(text: str, chance: Random) -> str:
    """The text with one letter as a scanner takes it for another."""
    found = [one for one in _SEEN_AS if one in text[1:]]
    if not found:
        return text
    seen = chance.choice(found)
    at = text.index(seen, 1)
    return text[:at] + _SEEN_AS[seen] + text[at + len(seen) :]


def digit_wrong(text: str, chance: Random) -> str:
    """One digit of a number wrong, or two neighbours exchanged, or one missing."""
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    at, kind = chance.choice(places), chance.random()
    if kind < 0.6:
        other = chance.choice([digit for digit in "0123456789" if digit != text[at]])
        return text[:at] + other + text[at + 1 :]
    if kind < 0.85:
        beside = [at for at in places if at + 1 in places and text[at] != text[at + 1]]
        if beside:
            at = chance.choice(beside)
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :]
