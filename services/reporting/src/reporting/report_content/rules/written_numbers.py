"""Numbers in the words that people wrote beside the figures of a report for everybody.

What they say of people is theirs to judge; a number that the figures hide or round is pointed out.
"""

import re
from collections.abc import Iterator, Mapping

from chassis.messages import lazy
from reporting.report_content.rules.content import Report
from reporting.report_content.rules.disclosure_check import Hazard
from reporting.report_content.rules.readership import PROTECTION, Readership

PROTECTED = PROTECTION[Readership.PUBLIEK]
MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
NO_COUNT = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[:.u]\d{2}(?: ?uur)?(?!\d)"
    rf"|\d{{1,2}}(?:e|ste|de)?\s+(?:{MONTHS})\b|\b(?:19|20)\d{{2}}\b(?:-(?:19|20)\d{{2}}\b)?"
    r"|\b[A-Z]+-[\w.-]*\d[\w.-]*|\b(?:art\.|artikel|versie|hoofdstuk)\s*\d+(?:\.\d+)*"
    r"|\b\d+(?:ste|de|e)\b|\d+(?:[.,]\d+)?\s?%",
    re.I,
)
"""Days, times, years, codes, places in a text, ranks and shares."""
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?!\d)|\d+")
IN_LETTERS = {
    "nul": 0,
    "één": 1,
    "eén": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
}


def telling_words(words: Mapping[str, str], internal: Report, public: Report) -> Iterator[Hazard]:
    """By the name of its place, what people wrote for everybody, in ``public``.

    A number below the threshold, or one that stands in ``internal`` alone.
    """
    hidden = _inside_alone(internal, public)
    for place, text in words.items():
        for said, number in _numbers(text):
            if number < PROTECTED.threshold:
                reason = lazy(
                    'de tekst noemt "%(said)s": gaat dat over minder dan %(number)s mensen?',
                    said=said,
                    number=PROTECTED.threshold,
                )
            elif number in hidden:
                reason = lazy(
                    'de tekst noemt "%(said)s": een juist cijfer dat deze uitgave verbergt of'
                    " afrondt",
                    said=said,
                )
            else:
                continue
            yield Hazard(place, reason, grave=False, readership=Readership.PUBLIEK)


def _numbers(text: str) -> Iterator[tuple[str, int]]:
    """Each number of a text once, as it is written there."""
    plain = NO_COUNT.sub(" ", text)
    found = {said: int(re.sub(r"\D", "", said)) for said in NUMBER.findall(plain)}
    for word in re.findall(r"\w+", plain.lower()):
        if word in IN_LETTERS:
            found.setdefault(word, IN_LETTERS[word])
    yield from found.items()


def _inside_alone(internal: Report, public: Report) -> frozenset[int]:
    """Figures of people, now or first, that everybody reads hidden or rounded, or not at all."""
    shown = {
        (table.code, table.name(row), table.header[number]): row[number]
        for table in public.tables
        for row in table.rows
        for number in range(table.keys, len(row))
    }
    found = set()
    for table in internal.tables:
        for nr, row in enumerate(table.rows):
            if table.counted(nr) not in PROTECTED.small:
                continue
            for number in range(table.keys, len(row)):
                cell = row[number]
                of_all = shown.get((table.code, table.name(row), table.header[number]))
                known = {of_all.value, of_all.first} if of_all is not None else set()
                found |= {
                    figure
                    for figure in (cell.value, cell.first)
                    if isinstance(figure, int) and figure not in known
                }
    return frozenset(found)
