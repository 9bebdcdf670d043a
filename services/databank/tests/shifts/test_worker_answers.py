"""What a worker herself said of a declaration, where an officer needs it, and nowhere else."""

from datetime import timedelta
from uuid import UUID

import pytest

from contracts.codes import DisputeReason
from contracts.identity import DisputeGrounds
from contracts.pandkalender import ShiftConfirmed, ShiftDeclared, ShiftDisputed
from contracts.sealed import Sealed
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround
from databank.shifts.rules.worker_answer import Answer, Confirmation, confirmation_of

from ..support.browser import Browser
from ..support.databank import Databank, day, declared, unlike_others
from ..support.searches import logged, purpose

LATER = day(820)
QUESTION = "Wat deze persoon zelf antwoordde"


async def answered(databank: Databank) -> tuple[ShiftDeclared, UUID]:
    """Disputed for fear and for the hours; confirmed a minute later, which takes nothing back."""
    shift = declared(unlike_others(), LATER)
    reasons = (DisputeReason.ONVEILIG, DisputeReason.UREN_KLOPPEN_NIET)
    said_at = LATER + timedelta(hours=1)
    await databank.tell(
        shift,
        ShiftDisputed(
            shift_id=shift.shift_id,
            disputed_at=said_at,
            grounds=Sealed.of(DisputeGrounds(reasons=reasons)),
        ),
        ShiftConfirmed(shift_id=shift.shift_id, confirmed_at=said_at + timedelta(minutes=1)),
        at=said_at,
    )
    return shift, await databank.person_of(shift)


async def test_an_officer_at_the_door_reads_what_she_said(
    databank: Databank, browser: Browser
) -> None:
    shift, person_id = await answered(databank)
    browser.moves_to(LATER + timedelta(hours=2))
    page = (await browser.get(f"/controle/{shift.shift_id}")).text
    said = page[page.index(QUESTION) :]
    assert "Betwist." in said
    assert "De aangifte klopt niet: voelt zich niet veilig, de uren kloppen niet" in said
    assert said.index("klopt niet") < said.index("De aangifte klopt<"), "the oldest first"
    assert "<details" in page, "closed, for whoever looks along"
    assert await logged(databank, "person", str(person_id)) == ["toezicht", "bescherming"]


async def test_a_declaration_without_an_answer_says_nothing_of_it(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), LATER)
    await databank.tell(shift, at=LATER)
    browser.moves_to(LATER + timedelta(hours=1))
    assert QUESTION not in (await browser.get(f"/controle/{shift.shift_id}")).text


@pytest.mark.parametrize(
    ("asked", "over", "answers", "state"),
    [
        (False, False, [], Confirmation.NIET_GEVRAAGD),
        (False, True, [], Confirmation.NIET_GEVRAAGD),
        (True, False, [], Confirmation.GEVRAAGD),
        (True, True, [], Confirmation.GEEN_ANTWOORD),
        (True, True, [Answer.BEVESTIGD], Confirmation.BEVESTIGD),
        (False, False, [Answer.BETWIST], Confirmation.BETWIST),
        (True, False, [Answer.BETWIST, Answer.BEVESTIGD], Confirmation.BETWIST),
        (True, False, [Answer.BEVESTIGD, Answer.BETWIST], Confirmation.BETWIST),
    ],
)
def test_a_dispute_stands_and_silence_is_an_answer_only_in_the_end(
    asked: bool, over: bool, answers: list[Answer], state: Confirmation
) -> None:
    assert confirmation_of(answers, asked=asked, over=over) is state


async def test_an_officer_sees_that_she_was_asked_and_kept_silent(
    databank: Databank, browser: Browser
) -> None:
    """Her code asks her; a shift that was over before she had it never did."""
    who = unlike_others()
    before, shift = declared(who, LATER - timedelta(days=2)), declared(who, LATER)
    await databank.tell(before, shift, at=LATER - timedelta(days=2))
    person_id = await databank.person_of(shift)
    await databank.created(f"/v1/persons/{person_id}/worker-access", {}, LATER)
    for hours, said in ((1, "Gevraagd, nog geen antwoord."), (9, "Gevraagd, geen antwoord")):
        browser.moves_to(LATER + timedelta(hours=hours))
        page = (await browser.get(f"/controle/{shift.shift_id}")).text
        assert said in page[page.index(QUESTION) :]
    assert QUESTION not in (await browser.get(f"/controle/{before.shift_id}")).text


async def test_a_shield_hides_that_she_said_anything(databank: Databank, browser: Browser) -> None:
    shift, person_id = await answered(databank)
    async with databank.sandbox.asking("databank") as conn:
        await shields.place(conn, person_id, ShieldGround.BESCHERMING, LATER, "leider-9")
    browser.moves_to(LATER + timedelta(hours=2))
    page = await browser.get(f"/controle/{shift.shift_id}")
    assert page.status_code == 200
    assert QUESTION not in page.text


async def test_her_answers_stand_on_the_timeline(databank: Databank, browser: Browser) -> None:
    _, person_id = await answered(databank)
    browser.moves_to(LATER + timedelta(hours=2))
    page = (await browser.get(await purpose(browser, f"/personen/{person_id}"))).text
    timeline = page[page.index("db-timeline") :]
    assert "betwist: voelt zich niet veilig, de uren kloppen niet" in timeline
    assert timeline.count("Antwoord van de persoon zelf") == 2
    assert timeline.index("bevestigd") < timeline.index("betwist"), "the newest first"
