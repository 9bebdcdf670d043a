"""Letters as they are read: what the law wants in each, and a PDF that can be read aloud."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import segno
from pypdf import PdfReader

from enforcement.gas.letters import OUTLINES as FINE
from enforcement.notifications.city import City
from enforcement.notifications.payment_code import payment_code
from enforcement.notifications.render import render, template_on, templates
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars

from ..support.pdf import must_be_read_aloud

CITY = City.load(None)
ON = date(2026, 3, 16)
EVERYTHING: dict[str, Any] = {
    "minor_name": "Jona Voorbeeld",
    "hearing_when": "donderdag 2 april 2026 om 10.00 uur",
    "hearing_where": "Voorbeeldplein 1, zaal 2",
    "hearing_present": "u, uw advocaat en de sanctionerend ambtenaar",
    "hearing_report": "U erkent de feiten niet.",
    "service_hours": 12,
    "service_what": "onderhoud van het groen",
    "motivation": "De feiten staan vast.",
    "defence_answer": "U zei dat u er niet was. Het proces-verbaal zegt iets anders.",
    "proportionality": "Het is de eerste keer.",
    "recidivism": False,
    "amount_eur": 150,
    "amount_cents": 3334,
    "payment_reference": "+++090/9337/55493+++",
    "grace_days": 14,
    "costs_cents": 23_550,
}


def told(kind: LetterKind, role: str = "overtreder", **changes: Any) -> dict[str, Any]:
    """No more than a letter of this kind cannot do without."""
    given = {name: EVERYTHING[name] for name in ("minor_name", *FINE[kind].needs)}
    if changes.get("oral") is False:
        given["envisaged_eur"] = 70
    particulars = Particulars(**given).said()
    return {
        "city": CITY.told(),
        "to": {
            "name": "Ilinca Voorbeeld",
            "lines": ["Teststraat 5 bus 2", "2000 Voorbeeld"],
            "role": role,
            "greeting": "heer, mevrouw",
        },
        "how": "Aangetekend",
        "reference": "GAS/2026/000001",
        "day": "16 maart 2026",
        "reports": ["AN.55.L1.000123/2026"],
        "facts": [
            {
                "day": "3 maart 2026",
                "hour": "22.10 uur",
                "place": "Voorbeeldstraat 5",
                "what": CITY.fact_text("straatprostitutie.klant").what,
                "article": CITY.fact_text("straatprostitutie.klant").article,
                "report": "AN.55.L1.000123/2026",
            }
        ],
        "minor": False,
        "oral": True,
        "defence_days": 15,
        "oral_limit_eur": 70,
        "highest_eur": 500,
        "payment_days": 30,
        "to_pay": "€ 33,34" if "amount_cents" in given else "€ 150",
        "costs": {"judged_on": "12 maart 2026", "days": 30, "asked_before": True},
        "warned": True,
        "decided_on": "10 maart 2026",
        "paid": "€ 33,34",
        "imposed": "€ 350",
        "back": None,
        "open": "€ 150",
        "particulars": particulars,
        "languages": ["Nederlands", "English", "français"],
        **changes,
    }


FOOT = r"Stad Voorbeeld · dossier \S+ bladzijde \d van \d ?"
"""The foot of a page, which may fall within a sentence."""


async def text_of(kind: LetterKind, **changes: Any) -> str:
    rendered = await render(kind, ON, told(kind, **changes))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(rendered.pdf)).pages]
    return re.sub(FOOT, "", " ".join(" ".join(pages).split()))


@pytest.mark.parametrize(("word", "widest"), [("x" * 300, 90), ("W" * 300, 45), ("Ж" * 300, 60)])
async def test_a_word_longer_than_a_line_breaks_within_the_page(word: str, widest: int) -> None:
    """A4 with 16 cm between its margins: so many letters of that width stand on a line."""
    particulars = told(LetterKind.BESLISSING)["particulars"] | {"motivation": f"Zie {word} nu."}
    letter = told(LetterKind.BESLISSING, particulars=particulars)
    rendered = await render(LetterKind.BESLISSING, ON, letter)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(rendered.pdf)).pages]
    lines = [line for page in pages for line in page.splitlines() if word[:10] in line]
    assert sum(line.count(word[0]) for line in lines) == 300
    assert max(map(len, lines)) <= widest


FACTS = ("3 maart 2026", "22.10 uur", "artikel 21 van de politiecodex", "AN.55.L1.000123/2026")
CONTACT = (CITY.contact.who, CITY.contact.phone, CITY.contact.mail, CITY.contact.visit)
"""Of someone who can say more about the file (Bestuursdecreet II.20)."""
COUNSEL = "laten bijstaan of laten vertegenwoordigen door een advocaat"
INSPECT = "U mag uw dossier inkijken"
WANTED: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.OPSTARTBRIEF: (
        *FACTS,
        "met een aangetekende brief, binnen 15 dagen vanaf de kennisgeving",
        "Vraag dat dan in die aangetekende brief",
        COUNSEL,
        INSPECT,
        "kopie van het proces-verbaal of het bestuurlijk verslag",
    ),
    LetterKind.OUDERLIJKE_BETROKKENHEID: (
        *FACTS,
        "schriftelijk of mondeling",
        "opvoedkundige maatregelen",
        "met de sanctionerend ambtenaar te praten",
    ),
    LetterKind.MELDING_STAFHOUDER: ("binnen twee werkdagen", "artikel 16", "andere advocaat"),
    LetterKind.BEMIDDELINGSAANBOD: (
        *FACTS,
        "gratis",
        "onafhankelijk van de sanctionerend ambtenaar",
        "geen geldboete",
        "Weigert u, of mislukt de bemiddeling",
        COUNSEL,
    ),
    LetterKind.GEMEENSCHAPSDIENST: (*FACTS, "12 uur", "binnen zes maanden", "geen geldboete"),
    LetterKind.UITNODIGING_HOORZITTING: (
        *FACTS,
        "donderdag 2 april 2026 om 10.00 uur",
        "zaal 2",
        COUNSEL,
        INSPECT,
        "tolk",
    ),
    LetterKind.VERSLAG_HOORZITTING: (*FACTS, "U erkent de feiten niet.", "uw advocaat"),
    LetterKind.UITKOMST_VERWEER: (
        *FACTS,
        "U krijgt geen geldboete, maar een waarschuwing.",
        "De feiten staan vast.",
    ),
    LetterKind.AFLOOP: (
        *FACTS,
        "U krijgt geen geldboete, maar een waarschuwing.",
        "een klacht indienen",
        "€ 33,34",
        "artikelen 12 tot en met 22",
    ),
    LetterKind.RECHTZETTING: (
        *FACTS,
        "besliste op 10 maart 2026 om een administratieve geldboete van € 350",
        "De geldboete is nu € 150.",
        "De feiten staan vast.",
        "in beroep gaan binnen één maand vanaf de kennisgeving",
        "schriftelijk verzoekschrift",
        "+++090/9337/55493+++",
        "artikelen 12 tot en met 22",
    ),
    LetterKind.BESLISSING: (
        *FACTS,
        "Hij besliste dat op 10 maart 2026",
        "€ 150",
        "U zei dat u er niet was.",
        "De feiten staan vast.",
        "Het is de eerste keer.",
        "in de 24 maanden",
        "in beroep gaan binnen één maand vanaf de kennisgeving",
        "schriftelijk verzoekschrift bij de politierechtbank",
        "De regels van de burgerlijke rechtspleging gelden",
        "Ook de stad kan in beroep gaan",
        "geen hoger beroep",
        "zodra die maand voorbij is",
        "+++090/9337/55493+++",
        CITY.payment.iban,
        "artikelen 12 tot en met 22",
        "artikel 34",
        CITY.data_protection,
    ),
    LetterKind.INTREKKING: (
        *FACTS,
        "10 maart 2026",
        "ingetrokken. U hoeft niets te betalen.",
        "De feiten staan vast.",
        "U betaalde € 33,34. De stad stort dat terug.",
    ),
    LetterKind.HERINNERING: ("€ 33,34", "+++090/9337/55493+++", "kost u niets", "14 dagen nadat u"),
    LetterKind.GERECHTSKOSTEN: (
        "bij de politierechtbank van Voorbeeld",
        "besliste op 12 maart 2026",
        "+++090/9337/55493+++",
        CITY.payment.iban,
        "binnen 30 dagen vanaf de kennisgeving",
        "los van de geldboete",
        "We vroegen u dit al eerder",
        "gerechtsdeurwaarder",
        "geen hoger beroep",
    ),
    LetterKind.AANMANING: ("aangetekende aanmaning", "€ 33,34", "dwangbevel", "14 dagen"),
}
"""Contents that the law wants in each letter (GAS law arts. 9-31; new civil procedure)."""


@pytest.mark.parametrize("kind", FINE)
async def test_a_letter_says_what_the_law_wants_in_it(kind: LetterKind) -> None:
    text = await text_of(kind)
    assert [part for part in (*WANTED[kind], *CONTACT) if part not in text] == []


async def test_an_opening_letter_offers_no_hearing_to_an_adult_up_to_the_limit() -> None:
    text = await text_of(LetterKind.OPSTARTBRIEF, oral=False)
    assert "komen praten" not in text
    assert "niet hoger dan € 70" in text
    assert "met een aangetekende brief, binnen 15 dagen" in text


@pytest.mark.parametrize("role", ["overtreder", "ouderlijk_gezag"])
async def test_a_minor_and_each_holder_of_parental_authority_read_their_rights(role: str) -> None:
    text = await text_of(LetterKind.OPSTARTBRIEF, role=role, minor=True)
    for part in ("stafhouder", "twee werkdagen", "Dat kost niets", "GAS-bemiddeling", "praten"):
        assert part in text
    assert ("het ouderlijk gezag hebt over Jona Voorbeeld" in text) is (role != "overtreder")
    decision = await text_of(LetterKind.BESLISSING, role=role, minor=True)
    for part in ("jeugdrechtbank", "verzoekschrift is gratis", "ouderlijk gezag"):
        assert part in decision
    assert "politierechtbank" not in decision


async def test_no_letter_gives_a_date_as_the_last_day_of_a_right() -> None:
    """The day of the notification is not known when a letter is written: it says how long."""
    for kind in (LetterKind.OPSTARTBRIEF, LetterKind.BESLISSING, LetterKind.AANMANING):
        assert "vanaf de kennisgeving" in await text_of(kind)


@pytest.mark.parametrize("kind", FINE)
async def test_a_letter_is_tagged_titled_and_in_dutch_as_readers_aloud_need_it(
    kind: LetterKind, tmp_path: Path
) -> None:
    """What PDF/UA-1 (ISO 14289-1) asks and a program can see: two others look, not the maker."""
    rendered = await render(kind, ON, told(kind))
    must_be_read_aloud(rendered.pdf, tmp_path)


@pytest.mark.parametrize("kind", FINE)
def test_every_kind_has_dated_words_whose_digest_tells_them_apart(kind: LetterKind) -> None:
    versions = templates(kind)
    assert len({version.digest for version in versions}) == len(versions) > 0
    assert template_on(kind, ON).valid_from <= ON
    assert set(FINE[kind].needs) <= set(EVERYTHING)


async def test_the_same_letter_is_the_same_file() -> None:
    """Its digest proves what went out."""
    kind = LetterKind.BESLISSING
    first, second = [await render(kind, ON, told(kind)) for _ in range(2)]
    assert first.pdf == second.pdf


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (LetterKind.OPSTARTBRIEF, "Tegen wanneer: 15 dagen vanaf de kennisgeving"),
        (LetterKind.BESLISSING, "Hoeveel: € 150 Niet akkoord: ga in beroep binnen één maand"),
        (LetterKind.HERINNERING, "Tegen wanneer: binnen 14 dagen nadat u deze brief kreeg Wat"),
        (LetterKind.AANMANING, "Tegen wanneer: binnen 14 dagen vanaf de kennisgeving"),
        (LetterKind.GERECHTSKOSTEN, "Tegen wanneer: binnen 30 dagen vanaf de kennisgeving"),
        (LetterKind.BEMIDDELINGSAANBOD, "Tegen wanneer: binnen 15 dagen vanaf de kennisgeving"),
        (LetterKind.GEMEENSCHAPSDIENST, "Tegen wanneer: binnen 15 dagen vanaf de kennisgeving"),
    ],
)
async def test_a_letter_begins_with_until_when_and_what_to_do(kind: LetterKind, first: str) -> None:
    """Right after the greeting, before any fact; as a length, since the day is not known yet."""
    text = await text_of(kind)
    begins = text.partition("Geachte heer, mevrouw")[2].strip()
    assert begins.startswith(first), begins[:200]


async def test_the_code_of_a_payment_is_what_the_letter_says() -> None:
    """EPC069-12, version 002: read back from the picture, as the app of a bank does."""
    particulars = Particulars(amount_cents=3334, payment_reference="+++090/9337/55493+++")
    drawn = payment_code(CITY, particulars)
    assert drawn is not None
    said = "BCD 002 1 SCT TESTBEB0 Stad_Voorbeeld,_invordering BE68539007547034 EUR33.34"
    lines = [*said.replace("_", "~").split(), "", "", "+++090/9337/55493+++"]
    payload = "\n".join(lines).replace("~", " ").encode()
    again = segno.make_qr(payload, error="m", boost_error=False)
    picture = io.BytesIO()
    again.save(picture, kind="svg", border=4, xmldecl=False)
    assert drawn == picture.getvalue().decode()
    whole = Particulars(amount_eur=150, payment_reference=particulars.payment_reference)
    assert payment_code(CITY, whole, 3334) == drawn, "of which a part was paid"
    assert payment_code(CITY, whole, 0) is None
    assert payment_code(CITY, Particulars()) is None


async def test_a_letter_says_in_which_languages_the_page_is_and_who_signs(tmp_path: Path) -> None:
    names = {**CITY.told(), "names": {CITY.officer: "Onbestaande Ambtenaar"}}
    drawn = payment_code(
        CITY,
        Particulars(**{name: EVERYTHING[name] for name in ("amount_eur", "payment_reference")}),
    )
    changes = {"code": "2222-3333-4444", "city": names, "payment_code": drawn}
    text = await text_of(LetterKind.BESLISSING, **changes)
    assert "in deze talen: Nederlands, English, français" in text
    assert "Onbestaande Ambtenaar De sanctionerend ambtenaar" in text
    assert "Scan de code met de app van uw bank" in text
    rendered = await render(LetterKind.BESLISSING, ON, told(LetterKind.BESLISSING, **changes))
    must_be_read_aloud(rendered.pdf, tmp_path)
