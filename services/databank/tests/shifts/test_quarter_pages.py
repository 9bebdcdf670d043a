"""An officer on the spot: the quarter now, one screen per room, an identity, a move to judge."""

import re
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from urllib.parse import parse_qs, quote_plus, urlsplit
from uuid import uuid4

import pytest

from chassis.web import Function
from contracts.databank import (
    BranchShiftWithdrawn,
    IdentityRefuted,
    IdentityValidated,
    ShiftAbsenceObserved,
    ShiftVerified,
    UnannouncedPresenceObserved,
)
from contracts.pandkalender import ShiftEnded

from ..support.browser import Browser, signed_in
from ..support.cases import branch_shift_case
from ..support.databank import START, Databank, declared, unlike_others
from ..support.forms import keyed
from ..support.shifts import LATER, announce_shift, suitable


def linked(page: str, begin: str) -> str:
    """The address of the link that begins so."""
    found = re.search(rf'href="({re.escape(escape(begin))}[^"]*)"', page)
    assert found, begin
    return unescape(found[1])


async def test_a_room_is_verified_in_two_taps(databank: Databank, browser: Browser) -> None:
    shift = await announce_shift(databank)
    browser.moves_to(LATER + timedelta(hours=1))
    quarter = await browser.get("/kwartier")
    assert f'href="/controle/{shift.shift_id}"' in quarter.text, "tap 1: the room"
    page = f"/controle/{shift.shift_id}"
    form = await keyed(browser, page, vaststelling="aanwezig")
    assert (await browser.get(page)).text.count('name="vaststelling"') == 4
    done = await browser.post(page, form)  # tap 2: a button that sends the form
    assert (done.status_code, done.headers["location"]) == (303, f"/kwartier?na={shift.shift_id}")
    assert len(await databank.told(ShiftVerified, shiftId=shift.shift_id)) == 1
    assert "Je vaststelling is bewaard." in (await browser.get("/kwartier")).text


async def test_a_check_leads_back_to_the_same_part_of_the_quarter_and_to_the_next_room(
    databank: Databank, browser: Browser
) -> None:
    """The message stands on top, so the address opens the page there: it has no fragment."""
    one, other = await announce_shift(databank), await announce_shift(databank)
    street = f"Proefsteeg & {uuid4().hex[:6]}"
    for number, shift in enumerate((one, other), 1):
        await databank.tell(suitable(shift, street, str(number), f"R-{number}"))
    browser.moves_to(LATER + timedelta(hours=1))
    quarter = await browser.get(f"/kwartier?straat={quote_plus(street)}&open=true")
    path = linked(quarter.text, f"/controle/{one.shift_id}")
    assert parse_qs(urlsplit(path).query) == {"straat": [street], "open": ["true"]}
    check = await browser.get(path)
    assert "/kwartier?straat=" in linked(check.text, "/kwartier?straat=")
    identity = linked(check.text, f"/identiteit/{one.shift_id}")
    for form in (
        (path, await keyed(browser, path, vaststelling="aanwezig")),
        (identity, await keyed(browser, identity, besluit="gevalideerd", document="paspoort")),
    ):
        back = (await browser.post(*form)).headers["location"]
        assert parse_qs(urlsplit(back).query) == {
            "straat": [street],
            "open": ["true"],
            "na": [str(one.shift_id)],
        }
        assert urlsplit(back).fragment == ""
    page = (await browser.get(back)).text
    assert "Je vaststelling is bewaard." in page
    assert f"Volgende: {escape(street)} 2, R-2" in page
    onward = linked(page, f"/controle/{other.shift_id}")
    await browser.post(onward, await keyed(browser, onward, vaststelling="afwezig"))
    assert "Volgende:" not in (await browser.get(f"{back}")).text


async def test_a_phone_that_sends_again_changes_nothing(
    databank: Databank, browser: Browser
) -> None:
    shift = await announce_shift(databank)
    browser.moves_to(LATER + timedelta(hours=1))
    page = f"/controle/{shift.shift_id}"
    form = await keyed(browser, page, vaststelling="afwezig")
    for _ in range(3):
        assert (await browser.post(page, form)).status_code == 303
    assert len(await databank.told(ShiftAbsenceObserved, shiftId=shift.shift_id)) == 1
    rows = await databank.fetch("SELECT 1 FROM verification WHERE shift_id = $1", shift.shift_id)
    assert len(rows) == 1


async def test_that_nobody_is_there_is_offered_from_the_begin_of_a_shift_to_its_end(
    databank: Databank, browser: Browser
) -> None:
    shift = await announce_shift(databank)
    page = f"/controle/{shift.shift_id}"
    for at, offered in (
        (LATER - timedelta(minutes=1), False),
        (LATER, True),
        (LATER + timedelta(hours=8), False),
    ):
        browser.moves_to(at)
        text = (await browser.get(page)).text
        assert ("Er is niemand" in text) is offered, at
        assert "Deze persoon is aanwezig" in text and "Er is iemand anders" in text
        assert ("Deze shift loopt nu niet" in text) is not offered, at
    browser.moves_to(LATER - timedelta(minutes=1))
    refused = await browser.post(page, await keyed(browser, page, vaststelling="afwezig"))
    assert refused.status_code == 422 and "Deze shift liep toen niet." in refused.text


async def test_a_shift_that_ended_earlier_reads_so(databank: Databank, browser: Browser) -> None:
    """Declared from 19:00 to 03:00 in the city, ended at 02:15."""
    at = datetime(2027, 2, 9, 18, tzinfo=UTC)
    shift = await announce_shift(databank, at)
    ended = at + timedelta(hours=7, minutes=15)
    over = ShiftEnded(
        shift_id=shift.shift_id, premises_id=shift.premises_id, ended_at=ended, early=True
    )
    await databank.tell(over, at=ended)
    browser.moves_to(ended + timedelta(minutes=5))
    for page in (f"/controle/{shift.shift_id}", f"/identiteit/{shift.shift_id}"):
        text = (await browser.get(page)).text
        assert "di 9/02/2027, 19:00–02:15" in text, page


async def test_somebody_else_in_the_room_asks_for_a_finding(
    databank: Databank, browser: Browser
) -> None:
    shift = await announce_shift(databank)
    browser.moves_to(LATER + timedelta(hours=1))
    page = f"/controle/{shift.shift_id}"
    await browser.post(page, await keyed(browser, page, vaststelling="andere"))
    assert await databank.told(UnannouncedPresenceObserved, shiftId=shift.shift_id)
    assert "Iemand werkt zonder aangifte." in (await browser.get("/kwartier")).text


async def test_the_list_of_the_quarter_names_nobody(databank: Databank, browser: Browser) -> None:
    """Names are opened one by one, and each opening is written down (DP-04)."""
    shift = await announce_shift(databank, family="Onzichtbaar")
    browser.moves_to(LATER + timedelta(hours=1))
    assert "Onzichtbaar" not in (await browser.get("/kwartier")).text
    assert "Onzichtbaar" in (await browser.get(f"/controle/{shift.shift_id}")).text
    person_id = await databank.person_of(shift)
    (row,) = await databank.fetch(
        "SELECT purpose FROM access_log WHERE subject_id = $1 AND actor_subject LIKE 'agent-%'"
        " AND action = 'consult'",
        str(person_id),
    )
    assert row["purpose"] == "toezicht"


async def test_the_quarter_stands_by_street_and_room(databank: Databank, browser: Browser) -> None:
    shift = await announce_shift(databank)
    await databank.tell(suitable(shift, "Proefsteeg", "4", "R-07"))
    browser.moves_to(LATER + timedelta(hours=1))
    page = await browser.get("/kwartier?straat=Proefsteeg")
    assert "Proefsteeg 4" in page.text
    assert "R-07" in page.text
    elsewhere = await browser.get("/kwartier?straat=Elders")
    assert "Er zijn nu geen aangiften om te controleren." in elsewhere.text
    form = await keyed(browser, f"/controle/{shift.shift_id}", vaststelling="aanwezig")
    await browser.post(f"/controle/{shift.shift_id}", form)
    assert "R-07" not in (await browser.get("/kwartier?straat=Proefsteeg&open=true")).text


async def test_an_identity_is_validated_on_the_spot(databank: Databank, browser: Browser) -> None:
    browser.moves_to(LATER + timedelta(hours=1))
    shift = await announce_shift(databank)
    page = f"/identiteit/{shift.shift_id}"
    form = await keyed(browser, page, besluit="gevalideerd", document="paspoort")
    assert (await browser.post(page, form)).status_code == 303
    worker_ref = shift.worker.value.worker_ref
    assert await databank.told(IdentityValidated, workerRef=worker_ref)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Maak een keuze."),
        ({"besluit": "weerlegd", "document": "eID"}, "Zeg waarom de identiteit niet in orde is."),
    ],
)
async def test_an_unfinished_check_says_what_is_missing(
    databank: Databank, browser: Browser, given: dict[str, str], said: str
) -> None:
    browser.moves_to(LATER + timedelta(hours=1))
    shift = await announce_shift(databank)
    page = f"/identiteit/{shift.shift_id}"
    answer = await browser.post(page, await keyed(browser, page, **given))
    assert answer.status_code == 422
    assert said in answer.text


async def test_a_minor_is_protected_and_the_owner_hears_no_reason(
    databank: Databank, browser: Browser
) -> None:
    browser.moves_to(LATER + timedelta(hours=1))
    shift = await announce_shift(databank)
    page = f"/identiteit/{shift.shift_id}"
    form = await keyed(browser, page, besluit="weerlegd", document="eID", reden="minderjarig")
    assert (await browser.post(page, form)).status_code == 303
    assert "Bescherming gaat voor" in (await browser.get("/kwartier")).text
    (told,) = await databank.told(IdentityRefuted, workerRef=shift.worker.value.worker_ref)
    assert "minderjarig" not in str(told.data)


async def test_the_check_digits_of_a_number_are_an_aid(
    databank: Databank, browser: Browser
) -> None:
    browser.moves_to(LATER + timedelta(hours=1))
    for number, said in (("85073003328", "klopt."), ("85073003329", "klopt niet.")):
        shift = declared(unlike_others(number=number), LATER)
        await databank.tell(shift)
        page = await browser.get(f"/controle/{shift.shift_id}")
        assert f"Het controlegetal {said}" in page.text
        assert number not in page.text


async def test_a_move_is_judged_in_three_taps(databank: Databank, browser: Browser) -> None:
    case_id = await branch_shift_case(databank)
    start = await browser.get("/kwartier")
    assert 'href="/verschuivingen"' in start.text, "tap 1: the queue"
    queue = await browser.get("/verschuivingen")
    assert f'href="/verschuivingen/{case_id}"' in queue.text, "tap 2: the case"
    page = f"/verschuivingen/{case_id}"
    assert "Van straat naar raam" in (await browser.get(page)).text
    done = await browser.post(page, await keyed(browser, page, oordeel="verklaarbaar"))
    assert done.status_code == 303
    (row,) = await databank.fetch("SELECT state FROM branch_shift_case WHERE id = $1", case_id)
    assert row["state"] == "verklaarbaar"
    assert f"/verschuivingen/{case_id}" not in (await browser.get("/verschuivingen")).text


async def test_a_wrong_link_is_withdrawn_from_who_counted_it(
    databank: Databank, browser: Browser
) -> None:
    case_id = await branch_shift_case(databank)
    page = f"/verschuivingen/{case_id}"
    form = await keyed(browser, page, oordeel="foutieve_koppeling")
    for _ in range(2):
        assert (await browser.post(page, form)).status_code == 303
    assert len(await databank.told(BranchShiftWithdrawn, caseId=case_id)) == 1


async def test_a_colleague_s_case_cannot_be_judged_over_their_head(
    databank: Databank, browser: Browser
) -> None:
    case_id = await branch_shift_case(databank)
    await databank.as_(Function.POLITIE_AGENT, "agent-collega").created(
        f"/v1/branch-shifts/{case_id}/steps", {"action": "nemen"}
    )
    page = await browser.get(f"/verschuivingen/{case_id}")
    assert "Een collega heeft dit in beoordeling." in page.text
    answer = await browser.post(
        f"/verschuivingen/{case_id}", {"oordeel": "bevestigd", "sleutel": str(uuid4())}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize("function", [Function.POLITIE_BEHEERDER])
async def test_who_only_keeps_the_system_running_sees_no_person(
    databank: Databank, function: Function
) -> None:
    keeper = await signed_in(databank, function, "beheerder-1")
    for path in ("/kwartier", "/verschuivingen", f"/controle/{uuid4()}"):
        assert (await keeper.get(path)).status_code == 403


async def test_what_does_not_exist_is_said_plainly(browser: Browser) -> None:
    assert START
    for path in (f"/controle/{uuid4()}", f"/identiteit/{uuid4()}", f"/verschuivingen/{uuid4()}"):
        answer = await browser.get(path)
        assert answer.status_code == 404
        assert "bestaat niet." in answer.text
