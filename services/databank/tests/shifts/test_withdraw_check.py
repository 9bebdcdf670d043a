"""A check that was a slip of the thumb is withdrawn, and everybody who heard of it hears that."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.databank import ShiftCheckWithdrawn, UnannouncedPresenceWithdrawn
from contracts.pandkalender import ShiftDeclared

from ..support.browser import Browser
from ..support.databank import START, Databank, day, declared, unlike_others
from ..support.findings import report
from ..support.forms import send_twice

REASON = {"reason": "verkeerde knop"}


async def announced(databank: Databank) -> ShiftDeclared:
    shift = declared(unlike_others(), START)
    await databank.tell(shift)
    return shift


async def checked(databank: Databank, shift: ShiftDeclared, outcome: str, **more: Any) -> str:
    body = {
        "shiftId": str(shift.shift_id),
        "outcome": outcome,
        "observedAt": START.isoformat(),
    } | more
    return str((await databank.created("/v1/verifications", body))["verificationId"])


async def withdrawn(databank: Databank, check: str) -> None:
    await databank.created(f"/v1/verifications/{check}/withdrawal", REASON)


async def state_of(databank: Databank, shift: ShiftDeclared) -> str:
    (row,) = await databank.fetch(
        "SELECT verification FROM shift WHERE shift_id = $1", shift.shift_id
    )
    return str(row["verification"])


@pytest.mark.parametrize("outcome", ["aanwezig", "afwezig"])
async def test_a_slip_is_taken_back_with_all_that_followed(
    databank: Databank, outcome: str
) -> None:
    shift = await announced(databank)
    check = await checked(databank, shift, outcome)
    await withdrawn(databank, check)
    assert await state_of(databank, shift) == "niet_gecontroleerd"
    (gone,) = await databank.told(ShiftCheckWithdrawn, shiftId=shift.shift_id)
    assert gone.data.get("standing") is None
    assert gone.data["observedAt"].startswith("2026-01-05T10:00:00")
    assert "verkeerde" not in repr(gone.data), "the reason stays with the police"
    seen = await databank.fetch(
        "SELECT withdrawn_at FROM sighting WHERE source_id = $1", UUID(check)
    )
    assert all(row["withdrawn_at"] for row in seen)
    again = await databank.post(f"/v1/verifications/{check}/withdrawal", REASON)
    assert again.status_code == 409


async def test_an_earlier_check_that_stands_is_shown_again(databank: Databank) -> None:
    shift = await announced(databank)
    await checked(databank, shift, "aanwezig")
    slip = await checked(databank, shift, "afwezig", observedAt=day(0.1).isoformat())
    assert await state_of(databank, shift) == "afwezig_bij_controle"
    await withdrawn(databank, slip)
    assert await state_of(databank, shift) == "bevestigd_ter_plaatse"
    (gone,) = await databank.told(ShiftCheckWithdrawn, shiftId=shift.shift_id)
    assert gone.data["standing"] == "aanwezig"


async def test_somebody_else_who_was_not_there_is_no_unannounced_presence(
    databank: Databank,
) -> None:
    who = unlike_others()
    shift = await announced(databank)
    check = await checked(databank, shift, "andere", person=who.body)
    assert len(await databank.fetch("SELECT 1 FROM sighting WHERE source_id = $1", UUID(check)))
    await withdrawn(databank, check)
    (gone,) = await databank.told(UnannouncedPresenceWithdrawn, observationId=check)
    assert gone.data["shiftId"] == str(shift.shift_id)
    rows = await databank.fetch(
        "SELECT 1 FROM sighting WHERE source_id = $1 AND withdrawn_at IS NULL", UUID(check)
    )
    assert rows == []


async def test_a_look_without_a_result_told_nobody_and_its_end_tells_nobody(
    databank: Databank,
) -> None:
    shift = await announced(databank)
    await withdrawn(databank, await checked(databank, shift, "niet_vast_te_stellen"))
    assert await state_of(databank, shift) == "niet_gecontroleerd"
    assert await databank.told(ShiftCheckWithdrawn, shiftId=shift.shift_id) == []


async def test_a_check_on_which_a_finding_stands_is_not_withdrawn(databank: Databank) -> None:
    shift = await announced(databank)
    check = await checked(databank, shift, "andere")
    await databank.created("/v1/findings", report(verificationId=check))
    refused = await databank.post(f"/v1/verifications/{check}/withdrawal", REASON)
    assert refused.status_code == 409
    assert "Trek eerst de vaststelling in." in refused.text
    assert await state_of(databank, shift) == "weerlegd"


async def test_an_unknown_check_is_not_found_and_a_reason_is_asked(databank: Databank) -> None:
    path = f"/v1/verifications/{uuid4()}/withdrawal"
    assert (await databank.post(path, REASON)).status_code == 404
    assert (await databank.post(path, {"reason": ""})).status_code == 422


async def test_on_a_phone_the_page_of_the_shift_leads_to_it(
    databank: Databank, browser: Browser
) -> None:
    shift = await announced(databank)
    check = await checked(databank, shift, "afwezig")
    path = f"/controle/{shift.shift_id}"
    away = f"{path}/intrekken/{check}"
    assert away in (await browser.get(path)).text
    asked = await browser.post(away, {"reden": "", "sleutel": str(uuid4())})
    assert asked.status_code == 422
    assert "Noem geen personen." in asked.text
    await send_twice(browser, away, reden="verkeerde knop")
    page = (await browser.get(path)).text
    assert away not in page
    assert "De controle is ingetrokken." in page
