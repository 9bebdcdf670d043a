"""Identities that are to be looked at again, or should have been looked at by now."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from contracts.databank import IdentityRevalidationDue
from contracts.identity import WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed

from ..support.browser import Browser
from ..support.databank import Databank, Someone, day, declared, unlike_others
from ..support.shifts import LATER


def with_document_until(who: Someone, expires_on: date, at: datetime) -> ShiftDeclared:
    identity = who.identity
    assert identity.document is not None
    document = identity.document.model_copy(update={"expires_on": expires_on})
    claim = WorkerClaim(
        worker_ref=who.worker_ref, identity=identity.model_copy(update={"document": document})
    )
    return declared(who, at).model_copy(update={"worker": Sealed.of(claim)})


async def validated(
    databank: Databank, shift: ShiftDeclared, at: datetime, outcome: str = "gevalideerd"
) -> None:
    look = {
        "shiftId": str(shift.shift_id),
        "outcome": outcome,
        "method": "paspoort",
        "at": at.isoformat(),
    }
    await databank.created("/v1/identity-validations", look, at)


async def state_of(databank: Databank, shift: ShiftDeclared) -> str:
    person_id = await databank.person_of(shift)
    (row,) = await databank.fetch("SELECT identity_state FROM person WHERE id = $1", person_id)
    return str(row["identity_state"])


async def told(databank: Databank, who: Someone) -> list[Any]:
    return await databank.told(IdentityRevalidationDue, workerRef=who.worker_ref)


async def test_a_document_that_expired_is_looked_at_again_and_every_owner_of_it_hears(
    databank: Databank,
) -> None:
    """Of days that are still to come: a term that was over already would end at once."""
    today = databank.today
    who, newer = unlike_others(), unlike_others()
    other = replace(who, worker_ref=uuid4())
    last = day(today + 2).date()
    shift = with_document_until(who, last, day(today))
    seen_twice = with_document_until(newer, last, day(today))
    await databank.tell(shift, with_document_until(other, last, day(today)), seen_twice)
    await validated(databank, shift, day(today))
    await validated(databank, seen_twice, day(today))
    await validated(databank, seen_twice, day(today + 1), "weerlegd")
    assert await told(databank, who) == []
    await validated(databank, declared_later := await another(databank, today + 4), day(today + 4))
    for _ in range(2400):
        if await told(databank, who):
            break
        databank.clock.advance(databank.clock.now() + timedelta(seconds=1))  # a timer may come back
        await asyncio.sleep(0.05)
    assert len(await told(databank, who)) == len(await told(databank, other)) == 1
    assert await state_of(databank, shift) == "te_valideren"
    assert await state_of(databank, declared_later) == "gevalideerd"
    assert await state_of(databank, seen_twice) == "weerlegd", "a newer look stands"
    assert await told(databank, newer) == []
    await validated(databank, shift, day(today + 5))
    assert await state_of(databank, shift) == "gevalideerd"


async def another(databank: Databank, today: int) -> ShiftDeclared:
    """Somebody whose document had expired before she was seen: that was known at the look."""
    shift = with_document_until(unlike_others(), day(today - 13).date(), day(today))
    await databank.tell(shift)
    return shift


async def test_an_identity_that_nobody_checked_in_time_stands_on_the_screen_of_the_day(
    databank: Databank, browser: Browser
) -> None:
    known, new = unlike_others(), unlike_others()
    again, first = declared(known, LATER), declared(new, LATER)
    await databank.tell(declared(known, LATER - timedelta(days=2)), again, first)
    browser.moves_to(LATER + timedelta(minutes=5))

    async def overdue() -> str:
        page = (await browser.get("/kwartier")).text
        return page.partition('id="identiteit-te-laat"')[2].partition("</details>")[0]

    shown = await overdue()
    assert f"/identiteit/{again.shift_id}" in shown
    assert str(first.shift_id) not in shown
    assert known.family not in shown
    await validated(databank, again, LATER)
    assert str(again.shift_id) not in await overdue()
