"""A letter that leaves somebody a last day says it first, with what to do.

The terms are those of the law as the letters have them: 15 days to defend (GAS law art. 25; NGW
art. 119ter), 60 days for the Council of State, 30 days to complete an application.
"""

import asyncio
import re
from datetime import date

import pytest

from enforcement.app import CORRESPONDENCES
from enforcement.cases.rules import CaseKind
from enforcement.letter_texts.preview import example
from enforcement.notifications.city import City as CityData
from enforcement.notifications.render import render
from enforcement.notifications.rules import LetterKind

from ..support.pdf import text_of

CITY = CityData.load(None)
SINCE_RECEIPT = "Tegen wanneer: binnen 15 dagen vanaf de kennisgeving van deze brief"
DEFEND = "Schriftelijk: binnen 15 dagen vanaf de kennisgeving van deze brief"
COUNCIL = "Niet akkoord: vraag binnen 60 dagen vanaf de kennisgeving van deze brief"
HEARING = "Wanneer: donderdag 2 april 2026 om 10.00 uur"
K, L = CaseKind, LetterKind
FIRST: dict[tuple[CaseKind, LetterKind], tuple[str, ...]] = {
    (K.GAS, L.UITNODIGING_HOORZITTING): (HEARING, "Wat kan u doen:"),
    (K.GAS, L.VERSLAG_HOORZITTING): (SINCE_RECEIPT,),
    (K.GAS, L.GERECHTSKOSTEN): ("Tegen wanneer: binnen 30 dagen", "Wat moet u doen: € 150 betalen"),
    (K.SANCTION, L.UITNODIGING_HOORZITTING): (HEARING, DEFEND, "Wat kan u doen:"),
    (K.SANCTION, L.UITNODIGING_OPNIEUW): (HEARING, DEFEND),
    (K.SANCTION, L.VERSLAG_HOORZITTING): (SINCE_RECEIPT,),
    (K.SANCTION, L.BESLISSING): ("Tot wanneer: tot en met 19 april 2026", COUNCIL),
    (K.STREET_BAN, L.UITNODIGING_HOORZITTING): (HEARING, "Schriftelijk: voor die dag"),
    (K.STREET_BAN, L.BESLISSING): (
        "Tot wanneer: tot en met 10 april 2026",
        "Wat moet u doen: niet komen in de straten hieronder",
        COUNCIL,
    ),
    (K.MEASURE, L.UITNODIGING_HOORZITTING): (HEARING, "Schriftelijk: voor die dag"),
    (K.MEASURE, L.BESLISSING): (
        "Vanaf wanneer: 12 maart 2026, en niet voor u deze brief kreeg",
        "Tot wanneer: tot en met 10 april 2026",
        COUNCIL,
    ),
    (K.MEASURE, L.DWANGMIDDEL): (
        "Dwangsom: € 250 per dag, hoogstens € 5000 in totaal",
        "Vanaf wanneer: 21 maart 2026, en niet voor de dag nadat u deze brief kreeg",
        COUNCIL,
    ),
    (K.MEASURE, L.DWANGSOM_VERBEURD): (
        "Tegen wanneer: binnen 30 dagen vanaf de kennisgeving van deze brief",
        "Wat moet u doen: € 500 betalen",
        "Niet akkoord: zeg het ons voor die dag",
    ),
    (K.INTEGRITY, L.UITNODIGING_HOORZITTING): (HEARING, DEFEND),
    (K.INTEGRITY, L.BESLISSING): ("15 dagen na de kennisgeving van deze brief", COUNCIL),
    (K.SUITABILITY, L.AANVULLING): ("Tegen wanneer: binnen 30 dagen", "sturen wat ontbreekt"),
    (K.SUITABILITY, L.UITNODIGING_HOORZITTING): (HEARING, DEFEND),
    (K.SUITABILITY, L.BESLISSING): ("Geldig: tot en met 31 mei 2028", COUNCIL),
    (K.SUITABILITY, L.HERINNERING_VERNIEUWING): ("Tegen wanneer: voor 31 mei 2028",),
    (K.SUITABILITY, L.MELDING_BEOORDEELD): ("een nieuwe aanvraag doen", COUNCIL),
    (K.SUITABILITY, L.STOPZETTING): ("een nieuwe aanvraag doen", COUNCIL),
    (K.SUITABILITY, L.HERNEMING): ("het pand mag niet meer gebruikt worden", COUNCIL),
}


async def drawn(case_kind: CaseKind, letter: LetterKind) -> str:
    words = next(each for each in CORRESPONDENCES if each.kind is case_kind).outline(letter).words
    rendered = await render(words, date(2026, 3, 16), example(CITY, case_kind, letter))
    return " ".join((await asyncio.to_thread(text_of, rendered.pdf)).split())


@pytest.mark.parametrize(("case_kind", "letter"), FIRST)
async def test_the_last_day_and_what_to_do_stand_before_anything_else(
    case_kind: CaseKind, letter: LetterKind
) -> None:
    after = (await drawn(case_kind, letter)).partition("Geachte heer, mevrouw")[2]
    box = after[:520]
    assert [part for part in FIRST[case_kind, letter] if part not in box] == []


async def test_every_letter_with_a_term_from_its_arrival_says_it_first() -> None:
    """None is forgotten: where the words run from the notification, the box at the top says so."""
    late = []
    for procedure in CORRESPONDENCES:
        for letter in procedure.outlines:
            text = (await drawn(procedure.kind, letter)).partition("Geachte heer, mevrouw")[2]
            terms = re.findall(r"\d+ dagen (?:vanaf|na) de kennisgeving", text)
            if terms and terms[0] not in text[:520]:
                late.append((procedure.kind, letter))
    assert late == []
