"""Texts that a city may write in its letters, and what stays out of them.

What the law wants in a letter (terms, remedies, amounts, names, facts) comes from the case and the
law alone and stands in the letter itself, whatever a city writes beside it. A public letter says
who can say more, with telephone and e-mail (Bestuursdecreet art. II.20): the text in place of ours
must keep their places.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldError, FieldsRefusedError, StepRefusedError
from enforcement.cases.rules import TO_FILL_IN, CaseKind
from enforcement.notifications.rules import LetterKind


class Slot(StrEnum):
    """Places in letters where a city may write; ``motivering`` are blocks for who gives reasons."""

    OPENING = "opening"
    UITLEG = "uitleg"
    VRAGEN = "vragen"
    MOTIVERING = "motivering"
    ONDERTEKENAAR = "ondertekenaar"


IN_LETTER = (Slot.OPENING, Slot.UITLEG, Slot.VRAGEN)
SIGNATURES: Mapping[str, tuple[str, ...]] = {
    "sanctionerend_ambtenaar": ("officer",),
    "burgemeester": ("mayor",),
    "college": ("college",),
    "financien": ("payment", "signed"),
    "dossierbeheer": ("contact", "who"),
}
"""Who signs, and where the city keeps the words of that function."""
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "naam": ("to", "name"),
    "kenmerk": ("reference",),
    "stad": ("city", "name"),
    "dienst": ("city", "department"),
    "vraagpersoon": ("city", "contact", "who"),
    "telefoon": ("city", "contact", "phone"),
    "uren": ("city", "contact", "hours"),
    "mail": ("city", "contact", "mail"),
    "adres": ("city", "contact", "visit"),
}
"""Places that each letter fills in by itself, and where it finds what stands there."""
REQUIRED: Mapping[Slot, tuple[str, ...]] = {
    Slot.VRAGEN: ("vraagpersoon", "telefoon", "mail", "kenmerk")
}
OURS: Mapping[Slot, str] = {
    Slot.VRAGEN: (
        "{vraagpersoon} helpt u verder. U kan bellen naar {telefoon} ({uren}), mailen naar {mail} "
        "of langskomen op dit adres: {adres}. Zeg altijd het kenmerk van uw dossier: {kenmerk}."
    )
}
"""Our own words in a letter, in whose place those of a city come."""
LONGEST, LONGEST_NAME = 4000, 120
FURTHEST = timedelta(days=3653)
"""The longest time ahead at which a text may begin."""
_PLACE = re.compile(r"\{([^{}]*)\}")
_NUMBERS = (
    r"(?:\d+|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien"
    r"|\w*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd))"
)
_MONTHS = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
)
_OF_LAW = re.compile(
    rf"€|\beuro\b|\beur\b|\b[a-z]{{2}}\d{{2}}(?:\s?\d{{4}}){{3}}"
    rf"|\b{_NUMBERS}\)?[\s-]+(?:\(?\w+\)?[\s-]+)?"
    rf"(?:\w*dag(?:en)?(?:termijn)?|we?ek(?:en)?|maand(?:en)?|jaar|jaren)\b"
    rf"|\bbinnen (?:de|deze|het) (?:dag|week|maand|jaar)\b"
    rf"|\bbinnen (?:de )?{_NUMBERS} (?:uur|uren)\b"
    rf"|\b(?:voor|vóór|tegen|tot|tot en met|uiterlijk|uiterlijk op|ten laatste|ten laatste op)"
    rf" (?:\w*dag )?\d{{1,2}}(?:[/.-]\d| {_MONTHS}\b)"
    rf"|\b(?:hoger )?beroep(?:schrift|stermijn|sprocedure)?\b|\bbezwaar(?:schrift|termijn)?\b"
    rf"|\bverzoekschrift\b|\b\w*rechtbank\b|\braad van state\b",
    re.IGNORECASE,
)
"""Terms, amounts, accounts, remedies: beside those of the law they would contradict it one day."""


class LetterTextWaitsError(StepRefusedError):
    """One proposal for a place at a time: the second would not know what it changes."""

    def __init__(self) -> None:
        super().__init__(lazy("Voor deze plaats wacht al een voorstel. Beslis daar eerst over."))


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a city may write: of a letter, of a procedure, or of whoever signs.

    ``title`` tells the blocks of a procedure apart, and who signs; empty elsewhere.
    """

    slot: Slot
    case_kind: CaseKind | None = None
    letter: LetterKind | None = None
    title: str = ""

    @property
    def key(self) -> str:
        return "/".join((self.slot, self.case_kind or "", self.letter or "", self.title))


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A version of a text as people write it: paragraphs between empty lines, without marks.

    Without ``words`` the place is ours again, or the block is offered no more, from that day on.
    """

    place: Place
    valid_from: date
    words: str


@dataclass(frozen=True, slots=True)
class CityTexts:
    """The texts of a city in a letter of a day, by slot, and the names of those who sign: an empty
    one takes the place of a name in the city's file.
    """

    ids: tuple[UUID, ...]
    words: Mapping[Slot, str]
    names: Mapping[str, str]

    def said(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """What the templates ask for: paragraphs, their places filled in from the letter."""
        city = told["city"]
        own = {_found(city, SIGNATURES[who]): name for who, name in self.names.items()}
        names = {who: name for who, name in {**city["names"], **own}.items() if name}
        return {
            "texts": {str(slot): paragraphs(words, told) for slot, words in self.words.items()},
            "city": {**city, "names": names},
        }


def check(
    draft: TextDraft,
    letters: Mapping[CaseKind, Sequence[LetterKind]],
    today: date,
) -> None:
    """Raises ``FieldsRefusedError``."""
    wrong = [*_wrong_place(draft.place, letters), *_wrong_day(draft.valid_from, today)]
    objection = _objection(draft)
    if objection is not None:
        wrong.append(FieldError("words", objection))
    if wrong:
        raise FieldsRefusedError(wrong)


def _wrong_place(
    place: Place, letters: Mapping[CaseKind, Sequence[LetterKind]]
) -> Sequence[FieldError]:
    of_case, of_letter, titled = place.case_kind, place.letter, bool(place.title)
    if place.slot in IN_LETTER:
        own = letters.get(of_case, ()) if of_case is not None else ()
        right = of_letter in own and not titled
        return [] if right else [FieldError("letter", lazy("Kies een brief van deze procedure."))]
    if place.slot is Slot.MOTIVERING:
        right = of_case in letters and of_letter is None and titled
        return [] if right else [FieldError("title", lazy("Geef het blok een titel."))]
    right = of_case is None and of_letter is None and place.title in SIGNATURES
    return [] if right else [FieldError("title", lazy("Kies wie ondertekent."))]


def _wrong_day(valid_from: date, today: date) -> Sequence[FieldError]:
    reason: LazyMessage | None = None
    if valid_from < today:
        reason = lazy("Deze dag is voorbij. Een brief die al gemaakt is, houdt zijn tekst.")
    elif valid_from > today + FURTHEST:
        reason = lazy("Kies een dag binnen tien jaar.")
    return [] if reason is None else [FieldError("validFrom", reason)]


def _objection(draft: TextDraft) -> LazyMessage | None:
    """The reason (Dutch) why these words may not stand there, or None."""
    slot, words = draft.place.slot, draft.words
    named = _PLACE.findall(words)
    known = PLACEHOLDERS if slot in IN_LETTER else {}
    unknown = [each for each in named if each not in known]
    missing = [each for each in REQUIRED.get(slot, ()) if words and each not in named]
    open_place = TO_FILL_IN.search(words) if slot is not Slot.MOTIVERING else None
    of_law = _OF_LAW.search(_read(words)) if slot is not Slot.MOTIVERING else None
    most = LONGEST_NAME if slot is Slot.ONDERTEKENAAR else LONGEST
    objection: LazyMessage | None = None
    if len(words) > most:
        objection = lazy("Maak de tekst korter: hoogstens %(most)s tekens.", most=most)
    elif unknown or _PLACE.sub("", words).count("{") or _PLACE.sub("", words).count("}"):
        objection = lazy(
            "Deze plaats kennen we niet: %(name)s. Kies er een uit de lijst.",
            name="{" + (unknown[0] if unknown else "") + "}",
        )
    elif open_place is not None:
        objection = lazy("Vul dit nog in: %(place)s", place=open_place.group())
    elif missing:
        objection = lazy(
            "De tekst moet ook dit zeggen: %(names)s. Wie een brief krijgt, moet weten wie meer "
            "kan zeggen.",
            names=", ".join(f"{{{each}}}" for each in missing),
        )
    elif of_law is not None:
        objection = lazy(
            "Laat ‘%(found)s’ weg. Termijnen, bedragen en hoe iemand in beroep gaat, zet de brief "
            "er zelf in, volgens de wet en het dossier.",
            found=of_law.group().strip(),
        )
    return objection


def _read(words: str) -> str:
    """The words as somebody reads them: in one line, without signs that nobody sees."""
    shown = unicodedata.normalize("NFKC", words)
    seen = "".join(each for each in shown if unicodedata.category(each) != "Cf")
    return " ".join(seen.split())


def paragraphs(words: str, told: Mapping[str, Any]) -> list[str]:
    """The paragraphs of a text, with its places filled in."""

    def filled(place: re.Match[str]) -> str:
        return _found(told, PLACEHOLDERS[place.group(1)])

    return [
        " ".join(_PLACE.sub(filled, part).split())
        for part in re.split(r"\n\s*\n", words.replace("\r\n", "\n"))
        if part.strip()
    ]


def _found(told: Mapping[str, Any], path: Sequence[str]) -> str:
    found: Any = told
    for name in path:
        found = found[name]
    return str(found)
