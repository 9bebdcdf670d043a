"""Looking at a document on the spot: what does not add up is said, and an officer decides."""

import gzip
from typing import Any
from uuid import uuid4

import pytest

from contracts.codes import DocumentKind, Sex
from contracts.databank import WelfareSignalRaised
from contracts.identity import Document
from contracts.pandkalender import ShiftDeclared
from databank.sealed_columns import READ
from databank.stated_identity.rules import mrz

from ..support.browser import Browser
from ..support.databank import Databank, day, declared, unlike_others
from ..support.forms import PACKED, hidden
from ..support.shifts import announce_shift

AT = day(640)
HOLDS, SLIP = "85.07.30-033.28", "85.07.30-033.29"
"""The example of the rule itself, which is nobody's number; and one digit beside it."""


async def shown(databank: Databank, browser: Browser, **who: Any) -> tuple[str, ShiftDeclared]:
    shift = await announce_shift(databank, AT, **who)
    browser.moves_to(AT)
    return f"/identiteit/{shift.shift_id}", shift


def looked(**more: str) -> dict[str, str]:
    return {"besluit": "gevalideerd", "document": "paspoort", "sleutel": str(uuid4())} | more


async def kept(databank: Databank, shift: ShiftDeclared) -> list[Any]:
    return await databank.fetch(
        "SELECT * FROM identity_validation WHERE shift_id = $1", shift.shift_id
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rijksregister": SLIP}, "Het controlegetal van het rijksregisternummer klopt niet"),
        ({"rijksregister": "123"}, "heeft 11 cijfers"),
        ({"rijksregister": HOLDS, "geboren": "17-5-1998"}, "past niet bij het rijksregisternummer"),
        ({"vervalt": "31-12-2020"}, "Het document is vervallen."),
        ({"geboren": "1-1-1950"}, "De geboortedatum is anders dan aangegeven."),
        ({"nummer": "ANDERS-1"}, "anders dan aangegeven."),
        ({"mrz": "P<ROU"}, "Deze regels zijn niet volledig"),
    ],
)
async def test_what_does_not_add_up_asks_for_a_word_and_then_the_officer_decides(
    databank: Databank, browser: Browser, typed: dict[str, str], said: str
) -> None:
    path, shift = await shown(databank, browser)
    form = looked(**typed)
    hint = await browser.post(f"{path}/nakijken", form)
    assert said in hint.text
    answer = await browser.post(path, form)
    assert answer.status_code == 422
    assert said in answer.text
    assert await kept(databank, shift) == []
    for _ in range(2):
        done = await browser.post(path, form | {"opmerking": "zo staat het er"})
        assert done.status_code == 303
    (row,) = await kept(databank, shift)
    assert (row["outcome"], row["remark"]) == ("gevalideerd", "zo staat het er")
    assert row["doubts"] != "[]"


def lines_of(family: str, given: str) -> str:
    """The first line of a passport of Utopia with these names, and a second line that holds."""
    names = f"P<UTO{family}<<{given}".upper().ljust(44, "<")
    number, born, expires = (
        f"{part}{mrz.check_digit(part)}" for part in ("L898902C3", "740812", "320415")
    )
    rest = "<" * 14 + "<"
    whole = mrz.check_digit(f"{number}{born}{expires}{rest}")
    return f"{names}\n{number}UTO{born}F{expires}{rest}{whole}"


@pytest.mark.parametrize("other", [True, False])
async def test_the_names_on_the_paper_are_compared_with_those_declared(
    databank: Databank, browser: Browser, other: bool
) -> None:
    """Who shows the paper of another was passed by where number and birth date were not typed."""
    path, shift = await shown(databank, browser, birth="1974-08-12", document="L898902C3")
    who = shift.worker.value.identity
    lines = lines_of("Gansanders" if other else who.family_name, who.given_names)
    form = looked(mrz=lines)
    assert ("een andere naam" in (await browser.post(f"{path}/nakijken", form)).text) is other
    answer = await browser.post(path, form)
    assert ("een andere naam" in answer.text) is other
    assert bool(await kept(databank, shift)) is not other


async def test_numbers_that_agree_say_so_and_need_no_word(
    databank: Databank, browser: Browser
) -> None:
    path, shift = await shown(databank, browser, birth="1985-07-30")
    form = looked(rijksregister=HOLDS, geboren="30/07/1985", foto="lijkt", land="RO")
    look = await browser.post(path, form | {"actie": "nakijken"})
    assert "De cijfers kloppen met elkaar." in look.text
    assert await kept(databank, shift) == []
    assert (await browser.post(path, form)).status_code == 303
    (row,) = await kept(databank, shift)
    vault = await databank.sandbox.vault("databank")
    papers = vault.open(READ, row["id"], row["read"])
    assert (papers["document_country"], papers["birth_date"]) == ("ROU", "1985-07-30")
    assert (row["photo"], row["doubts"]) == ("lijkt", "[]")


async def test_dp11_a_minor_leads_to_protection_and_again_when_the_answer_was_lost(
    databank: Databank, browser: Browser
) -> None:
    path, _ = await shown(databank, browser)
    before = len(await databank.told(WelfareSignalRaised))
    form = looked(besluit="weerlegd", reden="minderjarig")
    where = {(await browser.post(path, form)).headers["location"] for _ in range(2)}
    assert len(where) == 1
    (protection,) = where
    assert protection.startswith("/bescherming/")
    page = (await browser.get(protection)).text
    for text in ("Bel 101", "jeugdrechercheurs", "Payoke", "Maak geen boete op"):
        assert text in page
    assert len(await databank.told(WelfareSignalRaised)) == before + 1


async def test_the_page_of_an_identity_is_small(databank: Databank, browser: Browser) -> None:
    path, _ = await shown(databank, browser)
    page = await browser.get(path)
    assert hidden(page, "sleutel")
    assert len(gzip.compress(page.content, 5)) < PACKED


MORE = {
    "roepnaam": "Mimi Avond",
    "geslacht": "vrouw",
    "document2": "ID-kaart EU",
    "land2": "RO",
    "nummer2": "SYNKAART-77",
}


async def test_what_an_officer_read_beyond_the_declaration_is_a_claim_that_the_matcher_sees(
    databank: Databank, browser: Browser
) -> None:
    """By the card that only the police saw she is known again, in another branch."""
    who = unlike_others()
    shift = declared(who, AT)
    await databank.tell(shift, at=AT)
    browser.moves_to(AT)
    path = f"/identiteit/{shift.shift_id}"
    form = looked(**MORE)
    for _ in range(2):
        assert (await browser.post(path, form)).status_code == 303
    (claim,) = await databank.fetch(
        "SELECT * FROM claim WHERE source_kind = 'validation' AND family_name = $1", who.family
    )
    assert (claim["alias"], claim["sex"]) == ("Mimi Avond", "vrouw")
    card = Document(kind=DocumentKind.ID_KAART_EU, country="ROU", number="synkaart 77")
    met = who.identity.model_copy(update={"document": card, "sex": Sex.VROUW})
    body = {"role": "sekswerker", "claim": met.model_dump(mode="json", by_alias=True)}
    seen = await databank.inspect("straat", AT, persons=[body])
    (person,) = await databank.fetch(
        "SELECT person_id FROM membership JOIN shift USING (claim_id)"
        " WHERE shift_id = $1 AND until_at IS NULL",
        shift.shift_id,
    )
    (found,) = seen["persons"]
    assert (found["decision"], found["personId"]) == ("gekend", str(person["person_id"]))


@pytest.mark.parametrize("besluit", ["weerlegd", "onduidelijk"])
async def test_what_stood_on_papers_that_were_not_in_order_is_no_claim(
    databank: Databank, browser: Browser, besluit: str
) -> None:
    path, _ = await shown(databank, browser)
    form = looked(**MORE, besluit=besluit, reden="persoon_is_niet_document")
    before = await databank.fetch("SELECT count(*) FROM claim WHERE source_kind = 'validation'")
    assert (await browser.post(path, form)).status_code == 303
    after = await databank.fetch("SELECT count(*) FROM claim WHERE source_kind = 'validation'")
    assert before == after


async def test_another_document_needs_its_country_and_the_page_opens_where_that_is_missing(
    databank: Databank, browser: Browser
) -> None:
    path, shift = await shown(databank, browser)
    answer = await browser.post(path, looked(nummer2="SYN-1"))
    assert answer.status_code == 422
    assert "Geef ook het land van het andere document." in answer.text
    assert 'id="nummer2-error"' in answer.text
    assert await kept(databank, shift) == []
