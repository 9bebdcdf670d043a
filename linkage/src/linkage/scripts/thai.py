"""Thai names by the Royal Thai General System of Transcription (1999).

Thai writes no borders between syllables and leaves short vowels out. A syllable takes a consonant
to its end where the next one can begin without it, which is right for most names.
"""

import re
from typing import Final


def _by_letter(letters: dict[str, str]) -> dict[str, str]:
    return {letter: latin for latin, thai in letters.items() for letter in thai}


_INITIALS: Final = _by_letter(
    {
        "k": "ก", "kh": "ขฃคฅฆ", "ng": "ง", "ch": "จฉชฌ", "s": "ซศษส", "y": "ญย", "d": "ฎด",
        "t": "ฏต", "th": "ฐฑฒถทธ", "n": "ณน", "b": "บ", "p": "ป", "ph": "ผพภ", "f": "ฝฟ",
        "m": "ม", "r": "ร", "l": "ลฬ", "w": "ว", "h": "หฮ", "": "อ",
    }
)  # fmt: skip
_FINALS: Final = _by_letter(
    {
        "k": "กขฃคฅฆ", "ng": "ง", "t": "จฉชซฌฎดฏตฐฑฒถทธศษส", "n": "ญณนรลฬ", "p": "บปผพฟภฝ",
        "m": "ม", "i": "ย", "o": "ว",
    }
)  # fmt: skip
_SILENT: Final = re.compile("(?:[ทตดก]ร|ษณ|[ก-ฮ])[ิุ]?์|[็-๎]")
"""Letters under a ``thanthakhat``, and the marks of tones."""
_UNHEARD: Final = re.compile("(?<=[าีูย])ร?ต[ิุ]$|(?<=ีย)รต[ิุ]")
"""``-ชาติ``, ``เกียรติ-``: a vowel that is written and not heard."""
_VOWELS: Final = "ะาัำิีึืุู"
_CLUSTER: Final = "[ศสทซ]ร|ห[งญนมยรลว]|[กขคตปผพ]"
_PARTS: Final = {
    "C": f"(?P<first>(?:{_CLUSTER}[รลว])(?=[{_VOWELS}])|[ก-ฮ])",
    "K": f"(?P<first>(?:{_CLUSTER}[รล])(?=[{_VOWELS}]|[ก-ฮ](?![{_VOWELS}]))|[ก-ฮ])",
    "M": f"(?P<first>(?:{_CLUSTER}[รล])(?![{_VOWELS}])|[ก-ฮ])",
    "F": f"(?P<last>[ก-งจ-นบปผ-มยรลวศษสฬ](?![{_VOWELS}]|รร(?![{_VOWELS}])|[ก-ฮ]$))",
    "V": _VOWELS,
}
"""A first consonant, with or without a second: before its vowel, after one that the rest of may
follow, after ``ไ`` or ``ใ``; and a last one, without which the next syllable can begin."""


def _pattern(syllable: str) -> re.Pattern[str]:
    return re.compile("".join([_PARTS.get(sign, sign) for sign in syllable]))


_SYLLABLES: Final = tuple(
    (_pattern(syllable), vowel)
    for syllable, vowel in (
        ("เKียF?", "ia"),
        ("เKือF?", "uea"),
        ("เKาะ", "o"),
        ("เKา", "ao"),
        ("เKย(?![V])", "oei"),
        ("เK[อิ]F?", "oe"),
        ("เK(?:ะ|F)?", "e"),
        ("แK(?:ะ|F)?", "ae"),
        ("โK(?:ะ|F)?", "o"),
        ("[ไใ]Mย(?![V])", "ai"),
        ("[ไใ]M", "ai"),
        ("(?P<first>อ)ร(?=[ก-ฮ])", "ora"),
        ("Cัว(?![V])ะ?", "ua"),
        ("CรรF", "a"),
        ("Cรร", "an"),
        ("Cะ", "a"),
        ("Cำ", "am"),
        ("C[ัา]F?", "a"),
        ("C[ิี]F?", "i"),
        ("C(?:ึ|ือ?)F?", "ue"),
        ("C[ุู]F?", "u"),
        ("CวF", "ua"),
        ("CอF?", "o"),
        ("CF(?![ก-ฮ](?![Vก-ฮ]))", "o"),
        ("C", "a"),
        ("(?P<first>ฤ)F?", "rue"),
    )
)
"""Syllables as they are written, and their vowel."""


def romanised(word: str) -> str:
    left = _UNHEARD.sub("ต", _SILENT.sub("", word))
    latin: list[str] = []
    while left:
        for pattern, vowel in _SYLLABLES:
            found = pattern.match(left)
            if found:
                last = found.groupdict().get("last")
                latin += [_initial(found["first"]), vowel, _FINALS.get(last or "", "")]
                left = left[found.end() :]
                break
        else:
            left = left[1:]
    return "".join(latin)


def _initial(letters: str) -> str:
    """``ศร สร ทร`` are an ``s``, and ``ห`` before a consonant says nothing but the tone."""
    if len(letters) == 2 and letters[1] == "ร" and letters[0] in "ศสทซ":
        return "s"
    if len(letters) == 2 and letters[0] == "ห":
        letters = letters[1]
    return "".join([_INITIALS.get(letter, "") for letter in letters])
