"""Write the words beside the figures: a text per chapter, frozen with them."""

from collections.abc import Mapping
from unicodedata import category
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError
from reporting.regie.rules.minutes import NAMES_SOMEBODY, names_somebody
from reporting.reports import take_step
from reporting.reports.rules.canonical import read
from reporting.reports.rules.lifecycle import Step
from reporting.reports.store.tables import VersionRow
from reporting.reports.take_step import Signer

INTRODUCTION, CONCLUSION = "inleiding", "besluit"
LONGEST = 5_000
"""Characters of a text."""
UNKEPT = frozenset({"Cc", "Cs"})
"""Categories of Unicode that no text of people holds: control characters, half surrogates."""


async def write_words(
    tx: Transaction, report_id: UUID, words: Mapping[str, str], by: Signer, *, seen: int
) -> VersionRow:
    """Texts by code of a chapter; an empty one goes. Whoever writes made the version too.

    Raises ``FieldsRefusedError`` for a chapter that is not, or a text that seems to name somebody.
    """
    row = await take_step.begin(tx, report_id, Step.SCHRIJVEN, seen=seen)
    report = read(row.content)
    places = {INTRODUCTION, CONCLUSION, *(section.code for section in report.sections)}
    texts = {place: text.strip().replace("\r\n", "\n") for place, text in words.items()}
    faults = [FieldError(each, _fault(texts[each])) for each in texts if _fault(texts[each])]
    faults += [
        FieldError(each, lazy("Dit hoofdstuk heeft het rapport niet."))
        for each in {*texts} - places
    ]
    if faults:
        raise FieldsRefusedError(faults)
    row.words = {place: text for place, text in (row.words | texts).items() if text}
    row.makers = sorted({*row.makers, by.subject})
    await take_step.note(tx, row, Step.SCHRIJVEN, by)
    return row


def _fault(text: str) -> str:
    if len(text) > LONGEST:
        return lazy("Deze tekst is te lang: hoogstens 5000 tekens.")
    if any(category(each) in UNKEPT and each not in "\n\t" for each in text):
        return lazy("Deze tekst heeft tekens die we niet kunnen bewaren.")
    return NAMES_SOMEBODY if any(names_somebody(line) for line in text.splitlines()) else ""
