"""A look at a roster is no attempt yet: a slip can be put right, and nothing else is hidden."""

from datetime import timedelta
from typing import Any

from contracts.pandkalender import MinorDeclarationAttempted

from ..support.browser import Browser
from ..support.city import EVENING, NOW, City, Owner, worker
from ..support.rosters import LINE, upload, workbook
from ..support.timers import time_passes

HOUR = timedelta(minutes=61)


def roster(born: str, name: str = "Ana60") -> bytes:
    return workbook([*LINE[:5], name, LINE[6], born])


async def told(city: City, owner: Owner) -> list[Any]:
    return await city.events(MinorDeclarationAttempted, premises_id=owner.premises_id)


async def test_three_looks_at_one_row_are_told_once_and_only_after_the_hour(
    browser: Browser, owner: Owner, city: City
) -> None:
    for _ in range(3):
        look = await upload(browser, roster("3/2/2010"))
        assert "De leeftijdsvoorwaarde is niet voldaan." in look.text
    await time_passes(city, NOW + timedelta(minutes=59))
    assert await told(city, owner) == []
    await time_passes(city, NOW + HOUR)
    (attempt,) = await told(city, owner)
    assert attempt.worker.value.identity.birth_date == "2010-02-03"
    assert (attempt.correction, attempt.attempted_at) == (False, NOW)


async def test_a_slip_that_is_put_right_at_once_leaves_nothing(
    browser: Browser, owner: Owner, city: City
) -> None:
    await upload(browser, roster("3/2/2015"))
    await upload(browser, roster("3/2/2005"))
    await time_passes(city, NOW + HOUR)
    assert await told(city, owner) == []
    kept = "SELECT 1 FROM minor_attempt WHERE owner = $1"
    assert await city.query(kept, owner.organisation) == []


async def test_a_slip_that_is_put_right_by_a_declaration_is_no_correction(
    browser: Browser, owner: Owner, city: City
) -> None:
    await upload(browser, roster("3/2/2015"))
    who = worker(givenNames="Ana60", birthDate="2005-02-03", document=None)
    await owner.declared(who=who)
    await time_passes(city, NOW + HOUR)
    assert await told(city, owner) == []


async def test_a_birth_date_that_was_changed_by_more_than_a_slip_is_told_as_a_correction(
    browser: Browser, owner: Owner, city: City
) -> None:
    await upload(browser, roster("3/2/2009"))
    await upload(browser, roster("3/2/1998"))
    assert await told(city, owner) == [], "a look alone tells nothing"
    who = worker(givenNames="Ana60", birthDate="1998-02-03", document=None)
    shift_id = await owner.declared(who=who)
    attempt, correction = await told(city, owner)
    assert (attempt.correction, correction.correction) == (False, True)
    assert attempt.attempt_id == correction.attempt_id
    assert str(correction.shift_id) == shift_id
    await time_passes(city, NOW + HOUR)
    assert len(await told(city, owner)) == 2, "each once"


async def test_a_minor_who_was_looked_at_and_then_declared_is_told_once(
    browser: Browser, owner: Owner, city: City
) -> None:
    await upload(browser, roster("3/2/2009"))
    who = worker(givenNames="Ana60", birthDate="2009-02-03", document=None)
    assert (await owner.declare(who=who)).status_code == 422
    await time_passes(city, NOW + HOUR)
    assert len(await told(city, owner)) == 1


async def test_a_typo_in_a_declaration_is_told_as_any_attempt(city: City, owner: Owner) -> None:
    """Only a look is no attempt: who sends a declaration means it (handbook §4.6)."""
    await owner.declare(who=worker(birthDate="2015-02-03"))
    await owner.declared(starts_at=EVENING, who=worker(birthDate="2005-02-03"))
    assert [attempt.correction for attempt in await told(city, owner)] == [False, True]
