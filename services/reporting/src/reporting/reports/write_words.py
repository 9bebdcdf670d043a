"""Write the words beside the figures: a text per chapter, frozen with them."""

from collections.abc import Mapping
from unicodedata import category
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError, StepRefusedError
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody
from reporting.report_content.rules.canonical import read
from reporting.report_content.rules.readership import Readership
from reporting.report_register import take_step
from reporting.report_register.rules.lifecycle import Step
from reporting.report_register.store.tables import VersionRow
from reporting.report_register.take_step import Signer

INTRODUCTION, CONCLUSION = "inleiding", "besluit"
LONGEST = 5_000
"""Characters of a text."""
UNKEPT = frozenset({"Cc", "Cs"})
"""Categories of Unicode that no text of people holds: control characters, half surrogates."""


async def write_words(
    tx: Transaction,
    report_id: UUID,
    words: Mapping[str, str],
    by: Signer,
    *,
    seen: int,
    readership: Readership = Readership.INTERN,
    also_public: bool = False,
) -> VersionRow:
    """Texts by code of a chapter; an empty one goes. Whoever writes made the version too.

    Everybody reads the texts for who serves the plan only where their writer says so,
    ``also_public``: figures that are exact there would stand in them. Else everybody reads the
    texts that were written for them, or none.

    Raises ``FieldsRefusedError`` for a chapter that is not, or a text that seems to name somebody;
    ``StepRefusedError`` for words to everybody in a report that is not for them.
    """
    row = await take_step.begin(tx, report_id, Step.SCHRIJVEN, seen=seen)
    is_for_all = also_public or readership is Readership.PUBLIEK
    if is_for_all and row.public_content is None:
        raise StepRefusedError(lazy("Dit rapport heeft geen uitgave voor iedereen."))
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
    if readership is Readership.PUBLIEK:
        row.public_words = _with(row.public_words or {}, texts)
    else:
        was_confirmed = row.public_words in (None, row.words)
        row.words = _with(row.words, texts)
        if also_public:
            row.public_words = row.words
        elif was_confirmed:
            row.public_words = {}
    row.makers = sorted({*row.makers, by.subject})
    await take_step.note(tx, row, Step.SCHRIJVEN, by)
    return row


def is_public_too(row: VersionRow) -> bool:
    """Whether everybody reads the same words, and somebody said so."""
    return bool(row.words) and row.public_words == row.words


def _with(words: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    return {place: text for place, text in {**words, **texts}.items() if text}


def _fault(text: str) -> str:
    if len(text) > LONGEST:
        return lazy("Deze tekst is te lang: hoogstens 5000 tekens.")
    if any(category(each) in UNKEPT and each not in "\n\t" for each in text):
        return lazy("Deze tekst heeft tekens die we niet kunnen bewaren.")
    return NAMES_SOMEBODY if any(names_somebody(line) for line in text.splitlines()) else ""
