"""A minor and each holder of parental authority: own letters, own terms, and what the law adds."""

import io
import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI
from pypdf import PdfReader

from chassis.days import city_day
from chassis.web import Function
from enforcement.gas import notified
from enforcement.legal_terms.rules import working_days
from launcher.page_walk import words

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import final_fine, refused
from ..support.letters import ADDRESS, fine_case
from ..support.own_case import CODE, visitor
from ..support.procedure import OFFICER, WORKER, FineCase, fine

HOME = "/mijn-dossier"
LAWYER = "Advocaat van de minderjarige"


async def of_a_minor(city: City, app: FastAPI, rows: asyncpg.Connection) -> FineCase:
    """A minor and one holder of parental authority."""
    case = FineCase(city, app, UUID(await fine_case(city, rows, minor=True, envisaged=100)))
    await named(case, "Ouder Een")
    return case


async def named(case: FineCase, name: str, **address: str) -> None:
    body = {**ADDRESS, "role": "ouderlijk_gezag", "name": name, **address}
    await case.city.does(WORKER, f"/v1/cases/{case.case_id}/addressees", body)


async def drafted(case: FineCase, kind: str, **particulars: object) -> list[str]:
    body = {"caseId": str(case.case_id), "kind": kind, **particulars}
    answer = await case.city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    ids: list[str] = [letter["letterId"] for letter in answer.json()]
    for letter_id in ids:
        await case.city.does(
            Function.JURIST_BH, f"/v1/letters/{letter_id}/check", subject="collega"
        )
    return ids


async def posted(case: FineCase, *ids: str) -> None:
    for letter_id in ids:
        body = {"postedOn": f"{city_day(case.city.now)}", "enclosesReport": True}
        await case.city.does(WORKER, f"/v1/letters/{letter_id}/posting", body)


async def sent(case: FineCase, kind: str, **particulars: object) -> list[str]:
    ids = await drafted(case, kind, **particulars)
    await posted(case, *ids)
    return ids


async def own_page(case: FineCase, letter_id: str) -> str:
    """What the addressee of a letter sees of the case."""
    worker = await signed_in(case.app, case.city, WORKER)
    pdf = PdfReader(io.BytesIO((await worker.get(f"/brieven/{letter_id}/brief.pdf")).content))
    (code,) = CODE.findall(" ".join(page.extract_text() for page in pdf.pages))
    browser = visitor(case.app, case.city)
    await browser.does(HOME, code=code)
    return words((await browser.get(HOME)).text)


def shown(day: date) -> str:
    return f" {day.day}/{day:%m}/{day.year}"


async def test_each_holder_has_a_term_of_their_own_and_the_case_waits_for_the_last(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await of_a_minor(city, app, rows)
    early, late = await drafted(case, "opstartbrief")
    await posted(case, early)
    city.later(days=6)
    await posted(case, late)
    city.later(days=6)
    await case.becomes("opgestart")
    until = date.fromisoformat((await case.look())["defenceUntil"])
    first, last = await own_page(case, early), await own_page(case, late)
    assert "U kan zich verdedigen tot en met" in first
    assert shown(until) in last
    assert shown(until) not in first


@pytest.mark.night(
    "a walk by guarantees of which each is tried alone",
    stays=(
        "services/enforcement/tests/gas/test_guards.py::test_each_guarantee_alone_stops_a_fine",
        "::test_each_holder_has_a_term_of_their_own_and_the_case_waits_for_the_last",
    ),
)
async def test_a_holder_who_is_named_later_gets_the_letter_before_anything_is_decided(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await of_a_minor(city, app, rows)
    await sent(case, "opstartbrief")
    city.later(days=7)
    await case.becomes("opgestart")
    before = (await case.look())["defenceUntil"]
    await case.letter(notified.mediation_offer_notified)
    await case.does("mediation-acceptance", mediator="mediator-1")
    await named(case, "Ouder Twee")
    status, reason = await case.tries("mediation-end", result="geweigerd")
    assert status == 409 and "aanbod van bemiddeling" in reason
    await sent(case, "bemiddelingsaanbod")
    await case.does("mediation-end", result="geweigerd")
    status, reason = await case.tries("ready")
    assert status == 409 and "Nog niet iedereen kreeg de opstartbrief" in reason
    worker = await signed_in(app, city, WORKER)
    page = await worker.sees(f"/brieven/dossier/{case.case_id}")
    assert page.count("Opstartbrief ontvangen op") == 2
    assert page.count("Nog geen opstartbrief ontvangen") == 1
    await sent(case, "opstartbrief")
    until = (await case.look())["defenceUntil"]
    assert until > before
    await case.does("not-contested")
    assert (await case.tries("ready"))[0] == 409, "the second parent has a term too"
    case.go_to(date.fromisoformat(until) + timedelta(days=1))
    await case.becomes("klaar_voor_beslissing")


async def test_somebody_who_moved_is_still_the_same_person(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await of_a_minor(city, app, rows)
    await sent(case, "opstartbrief")
    parent = await rows.fetchval(
        "SELECT addressee_id FROM addressee WHERE case_id = $1 AND role = 'ouderlijk_gezag'",
        case.case_id,
    )
    worker = await signed_in(app, city, WORKER)
    await worker.does(f"/brieven/geadresseerden/{parent}/weg")
    await named(case, "ouder  een", street="Nieuwstraat")
    assert await rows.fetchval("SELECT untold FROM gas_case WHERE case_id = $1", case.case_id) == 0
    await named(case, "Ouder Twee")
    assert await rows.fetchval("SELECT untold FROM gas_case WHERE case_id = $1", case.case_id) == 1


@pytest.mark.night(
    "the whole walk of what shorter ones begin late",
    stays=(
        "::test_a_holder_who_gets_the_decision_after_it_was_final_has_a_month_too",
        "services/enforcement/tests/gas/test_correction_letters.py::test_each_person_has_a_month_from_the_own_receipt_and_collection_waits_for_both",
    ),
)
async def test_a_fine_is_final_only_when_each_holder_got_it_and_each_month_is_over(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await of_a_minor(city, app, rows)
    await sent(case, "opstartbrief")
    city.later(days=7)
    await case.becomes("opgestart")
    await sent(case, "bemiddelingsaanbod")
    await case.does("mediation-end", result="geweigerd")
    case.go_to(date.fromisoformat((await case.look())["defenceUntil"]) + timedelta(days=1))
    await case.becomes("klaar_voor_beslissing")
    await case.letter(notified.bar_notified)
    await case.does("counsel")
    await case.copied_to_prosecutor()
    await case.asked_around()
    await case.does("fine", OFFICER, **fine(100))
    first = await sent(case, "beslissing")
    city.later(days=7)
    await case.becomes("ter_kennis_gebracht")
    until = date.fromisoformat((await case.look())["appealUntil"])
    await named(case, "Ouder Twee")
    (last,) = await sent(case, "beslissing")
    assert shown(until) in await own_page(case, first[0])
    later = date.fromisoformat((await case.look())["appealUntil"])
    assert later > until
    assert shown(later) in await own_page(case, last)
    case.go_to(until + timedelta(days=1))
    assert shown(until) not in await own_page(case, first[0])
    assert shown(later) in await own_page(case, last)


@pytest.mark.parametrize("in_time", [True, False])
async def test_a_holder_who_gets_the_decision_after_it_was_final_has_a_month_too(
    app: FastAPI, city: City, in_time: bool
) -> None:
    """Also after the term to decide: what came in time for one came so for the case (art. 31)."""
    claim = await final_fine(city, app)
    case = FineCase(city, app, UUID(claim.rpartition("/")[2]))
    if not in_time:
        case.go_to(date.fromisoformat((await case.look())["decideBy"]) + timedelta(days=1))
    before = (await case.look())["appealUntil"]
    await case.letter(notified.decision_notified)
    seen = await case.look()
    assert seen["state"] == "ter_kennis_gebracht" and seen["appealUntil"] > before
    assert (await refused(city, f"{claim}/steps", {"step": "payment-reminder"}))[0] == 409
    case.go_to(date.fromisoformat(seen["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")


async def test_who_appealed_before_the_others_got_the_decision_ends_nobody_elses_month(
    app: FastAPI, city: City
) -> None:
    case = await (await (await FineCase.opens(city, app)).fined()).notified()
    await case.does("appeal")
    city.later(days=40)
    await case.letter(notified.decision_notified)
    until = date.fromisoformat((await case.look())["appealUntil"])
    assert until >= city_day(city.now) + timedelta(days=28)
    await case.does("judgment", verdict="afstand")
    await city.timers_done(case.case_id)
    assert await case.state() == "vonnis"
    case.go_to(until + timedelta(days=1))
    await case.becomes("te_betalen")


async def test_the_copy_for_the_prosecutor_needs_a_proof_of_this_case(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await of_a_minor(city, app, rows)
    status, reason = await case.tries("prosecutor-copy", proofId=str(uuid4()))
    assert status == 422 and "stuk van dit dossier" in reason
    await case.copied_to_prosecutor()
    kept = await rows.fetchrow(
        "SELECT prosecutor_copied_on, d.kind FROM gas_case"
        " JOIN case_document d ON d.document_id = prosecutor_copy_proof"
        " WHERE gas_case.case_id = $1",
        case.case_id,
    )
    assert kept["prosecutor_copied_on"] == city_day(city.now)
    assert kept["kind"] == "bewijs_van_verzending"
    assert (await case.tries("prosecutor-copy", proofId=str(uuid4())))[0] in (409, 422)


@pytest.mark.parametrize("step", ["counsel", "prosecutor-copy"])
async def test_what_protects_a_minor_is_not_asked_for_an_adult(
    app: FastAPI, city: City, step: str
) -> None:
    case = await FineCase.opens(city, app)
    assert step not in (await case.look())["allowed"]


async def test_the_head_of_the_bar_has_two_working_days_that_stand_on_the_board(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await of_a_minor(city, app, rows)
    days = working_days(frozenset())
    while city_day(city.now).weekday() or not all(
        days.legal(city_day(city.now) + timedelta(days=each)) for each in range(4)
    ):
        city.later(days=1)
    await case.letter(notified.bar_notified)
    monday = city_day(city.now)
    worker = await signed_in(app, city, WORKER)

    async def said() -> str:
        """What the board says of this case's lawyer."""
        number = (await case.look())["number"]
        shown_cards = [
            words(card)
            for page in await worker.pages("/termijnen?lijst=team")
            for card in re.findall(r'<li class="kl-card.*?</li>', page, re.S)
        ]
        return " ".join(card for card in shown_cards if number in card and LAWYER in card)

    until = f"{shown(monday + timedelta(days=2)).strip()}"
    for gone, left in enumerate(("nog 2 werkdagen", "nog 1 werkdag", "vandaag", "1 dag te laat")):
        assert city_day(city.now) == monday + timedelta(days=gone)
        card = await said()
        assert f"Klaar tegen wo {until} : {left}" in card.replace(f"{until}:", f"{until} :"), card
        assert f"Uiterste dag wo {until} : {left}" in card.replace(f"{until}:", f"{until} :"), card
        assert ("Te laat" in card) == (left == "1 dag te laat")
        city.later(days=1)
    await case.does("counsel")
    assert await said() == ""
