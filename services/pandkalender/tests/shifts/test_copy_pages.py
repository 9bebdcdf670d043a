"""Copies of a day and of a week: declared on the day that stands on the page."""

import re
from datetime import timedelta

import pytest

from contracts.pandkalender import ShiftDeclared

from ..support.browser import Browser
from ..support.city import EVENING, City, Owner, worker
from ..support.forms import TODAY

SHELL = 1
"""Forms that every page has: signing out."""


def hidden_of(page: str) -> dict[str, str]:
    """The fields of the copy page that nobody sees."""
    content = page[page.index('action="/kopieren"') :]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', content))


def ticked(page: str) -> set[str]:
    """The shifts that are ticked."""
    return set(re.findall(r'name="shift"[^>]*value="([0-9a-f-]{36})" checked', page))


async def test_a_day_and_a_week_are_copied_without_what_does_not_go_on(
    browser: Browser, owner: Owner, city: City
) -> None:
    first = await owner.declared(who=worker(950), room=0)
    await owner.declared(who=worker(951), room=1)
    look = await browser.get("/kopieren", van=TODAY, dagen="7")
    assert look.text.count('name="shift"') == 2
    sent = {"van": TODAY, "naar": "2026-01-12", "dagen": "7", "shift": [first]}
    done = await browser.post("/kopieren", sent)
    week = "/week?dag=2026-01-12"
    assert (done.status_code, done.headers["location"]) == (303, week)
    assert "1 shift aangegeven" in (await browser.get(week)).text
    events = await city.events(ShiftDeclared, premises_id=owner.premises_id)
    assert [event.starts_at - EVENING for event in events] == [timedelta(0)] * 2 + [
        timedelta(days=7)
    ]
    assert (await browser.post("/kopieren", sent)).status_code == 303
    again = (await browser.get(week)).text
    assert "1 shift is niet aangegeven: Pand 1" in again
    assert "al een shift aangegeven" in again
    assert "Ana950" not in again[again.index("niet aangegeven") :][:300]
    nothing = await browser.post("/kopieren", {"van": TODAY, "naar": "2026-01-12", "dagen": "7"})
    assert nothing.status_code == 422


async def test_a_copy_is_declared_on_the_day_that_stands_on_the_page(
    browser: Browser, owner: Owner, city: City
) -> None:
    """Who types another day and presses the lower button sees its shifts first."""
    first = await owner.declared(who=worker(952), room=0)
    second = await owner.declared(who=worker(953), room=1)
    look = await browser.get("/kopieren", van=TODAY)
    assert look.text.count("<form") == look.text.count('action="/kopieren"') + SHELL
    sent = hidden_of(look.text) | {"naar": "2026-01-09", "shift": [first], "stap": "aangeven"}
    assert sent["getoond"] == "2026-01-06"
    again = await browser.post("/kopieren", sent)
    assert again.status_code == 422 and "Je koos een andere dag." in again.text
    assert "vr 9/01/2026, 20:00" in again.text and "di 6/01/2026" not in again.text
    assert ticked(again.text) == {str(first)}, "what was unticked stays so"
    assert len(await city.events(ShiftDeclared, premises_id=owner.premises_id)) == 2
    done = await browser.post("/kopieren", sent | hidden_of(again.text))
    assert done.headers["location"] == "/vandaag?dag=2026-01-09"
    (event,) = (await city.events(ShiftDeclared, premises_id=owner.premises_id))[2:]
    assert event.starts_at == EVENING + timedelta(days=4)
    looked = await browser.post("/kopieren", sent | {"naar": "2026-01-10", "stap": "kijken"})
    assert looked.status_code == 200 and "za 10/01/2026, 20:00" in looked.text
    assert ticked(looked.text) == {str(first)}
    wrong = await browser.post("/kopieren", sent | {"naar": "30/2/2026", "stap": "aangeven"})
    assert wrong.status_code == 422 and "Deze datum bestaat niet." in wrong.text
    assert 'name="getoond" value="2026-01-06"' in wrong.text and str(second) in wrong.text


@pytest.mark.parametrize("chosen", ["2026-01-12", "2026-01-14", "2026-01-18"])
async def test_a_week_is_copied_to_the_same_days_of_the_week(
    browser: Browser, owner: Owner, chosen: str
) -> None:
    await owner.declared(who=worker(954))
    page = await browser.get("/kopieren", van=TODAY, dagen="7", naar=chosen)
    assert "ma 12/01/2026, 20:00" in page.text
    assert 'name="getoond" value="2026-01-12"' in page.text
