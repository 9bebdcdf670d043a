"""Hebrew names: common ones by a lexicon, the rest letter by letter (Academy, 2006)."""

import re
from typing import Final

from linkage.scripts.lexicon import lexicon

_POINTS: Final = re.compile("[\u0591-\u05c7\u05f3\u05f4]")
_LETTERS: Final = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", (
    "", "v", "g", "d", "h", "o", "z", "h", "t", "i", "kh", "l", "m", "n", "s", "", "f", "ts", "k",
    "r", "sh", "t",
), strict=True)) | {"ך": "kh", "ם": "m", "ן": "n", "ף": "f", "ץ": "ts"}  # fmt: skip
_FIRST: Final = {"א": "a", "ב": "b", "ו": "v", "י": "y", "כ": "k", "ע": "a", "פ": "p"}
_NAMES: Final = lexicon(
    """
    אסתר esther | יעל yael | שרה sarah | רחל rachel | לאה leah | רבקה rivka | מרים miriam | חנה hana
    | רות ruth | דבורה dvora | נעמי naomi | תמר tamar | מיכל michal | נועה noa | נעה noa |
    שירה shira | טליה talia | מאיה maya | אביגיל avigail | איילה ayala | הדס hadas | אורית orit |
    ענת anat | דנה dana | גלית galit | שושנה shoshana | יהודית yehudit | אסנת osnat | סיגל sigal |
    דוד david | משה moshe | יוסף yosef | יעקב yaakov | אברהם avraham | יצחק yitzhak | דניאל daniel |
    מיכאל michael | יהודה yehuda | שלמה shlomo | חיים haim | אליהו eliyahu | שמואל shmuel |
    כהן cohen | לוי levy | מזרחי mizrahi | פרץ peretz | ביטון biton | פרידמן friedman |
    אזולאי azoulay | אברג'יל abergel | דהן dahan | אוחיון ohayon | חדד hadad | גבאי gabbay |
    שפירא shapira | כץ katz | רוזנברג rosenberg | גולדברג goldberg | אשכנזי ashkenazi | עמר amar |
    מלכה malka
    """
)


def romanised(word: str) -> str:
    plain = _POINTS.sub("", word)
    known = _NAMES.get(plain)
    if known:
        return known
    if plain.endswith("ה") and len(plain) > 1:
        return _letters(plain.removesuffix("ה")) + "a"
    return _letters(plain)


def _letters(word: str) -> str:
    first = "".join([_FIRST.get(letter, _LETTERS.get(letter, "")) for letter in word[:1]])
    return first + "".join([_LETTERS.get(letter, "") for letter in word[1:]])
