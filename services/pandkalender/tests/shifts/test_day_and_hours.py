"""Days and hours on the owner's pages: typed, offered, around midnight, and as a shift ended."""

import re
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

import pytest

from chassis.typeset import typeset
from contracts.pandkalender import ShiftChanged, ShiftDeclared
from pandkalender.shifts.pages import proof

from ..support.browser import Browser
from ..support.city import EVENING, City, Owner, worker
from ..support.forms import TODAY, new_person, taps_to_declare


def hours_of(page: str, name: str) -> str:
    """What the day's page says of somebody's hours."""
    before = page[: page.index(f'<span class="pk-bar__name">{name}')]
    return re.sub(
        r"<[^>]*>", "", before[before.rindex("pk-bar__hours") :].partition(">")[2]
    ).strip()


async def test_hours_as_people_type_them(browser: Browser, owner: Owner, city: City) -> None:
    sent = new_person(owner, 909) | {
        "slot": "anders",
        "van": "20u30",
        "tot": "4.15",
        "dag": "5/1/2026",
    }
    assert (await browser.post("/aangeven/nieuw", sent)).status_code == 303
    (event,) = await city.events(ShiftDeclared, premises_id=owner.premises_id)
    assert event.starts_at == datetime(2026, 1, 5, 19, 30, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 1, 6, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize("slot", ["dag", "nacht"])
@pytest.mark.parametrize("typed", [{"van": "22:00", "tot": "06:00"}, {"van": "22:00"}])
async def test_hours_that_are_typed_beside_a_slot_are_not_ignored(
    browser: Browser, owner: Owner, city: City, slot: str, typed: dict[str, str]
) -> None:
    sent = new_person(owner, 912, slot=slot) | typed
    answer = await browser.post("/aangeven/nieuw", sent)
    assert answer.status_code == 422
    assert "Je typte andere uren dan die van je keuze." in answer.text
    assert 'href="#van"' in answer.text
    assert 'value="22:00"' in answer.text, "what was typed is still there"
    assert not await city.events(ShiftDeclared, premises_id=owner.premises_id)


async def test_the_hours_of_the_slot_itself_may_be_typed(browser: Browser, owner: Owner) -> None:
    sent = new_person(owner, 913) | {"van": "19u", "tot": "7:00"}
    assert (await browser.post("/aangeven/nieuw", sent)).status_code == 303


async def test_another_room_in_the_night_with_an_hour_more_keeps_the_hours(
    browser: Browser, owner: Owner, city: City
) -> None:
    """Until 02:30 for the second time: on the clock of the form it looks like the first."""
    starts, ends = (
        datetime(2026, 10, day, hour, 30, tzinfo=UTC) for day, hour in ((24, 17), (25, 1))
    )
    now = datetime(2026, 10, 24, 12, tzinfo=UTC)
    shift_id = await owner.declared(starts_at=starts, endsAt=ends.isoformat(), at=now)
    browser.moves_to(now)
    sent = {"ruimte": str(owner.rooms[1]), "dag": "2026-10-24", "van": "19:30", "tot": "02:30"}
    assert (await browser.post(f"/shift/{shift_id}/wijzigen", sent)).status_code == 303
    (event,) = await city.events(ShiftChanged, shift_id=shift_id)
    assert (event.starts_at, event.ends_at) == (starts, ends)


async def test_a_proof_says_when_a_shift_ended(
    browser: Browser, owner: Owner, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Declared until 04:00, ended at 03:15: paper and page say the same."""
    shift_id = await owner.declared(who=worker(971))
    browser.moves_to(EVENING + timedelta(hours=7, minutes=15))
    assert (await browser.post(f"/shift/{shift_id}/beeindigen")).status_code == 303
    printed: list[dict[str, Any]] = []

    def print_it(template: bytes, content: dict[str, Any], *more: Any) -> Any:
        printed.append(content)
        return typeset(template, content, *more)

    monkeypatch.setattr(proof, "typeset", print_it)
    pdf = await browser.get(f"/shift/{shift_id}/bewijs.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert ["Einde", "di 6/01/2026, 03:15"] in printed[0]["lines"]
    shown = (await browser.get(f"/shift/{shift_id}")).text
    assert "di 6/01/2026, 03:15" in shown and "Beëindigd, 20:00–03:15" in shown
    assert "04:00" not in shown.partition("Wat er gebeurde")[0]


async def test_a_shift_past_midnight_stands_in_both_days(browser: Browser, owner: Owner) -> None:
    await owner.declared(who=worker(980))
    for day in ("2026-01-05", "2026-01-06"):
        assert "Ana980" in (await browser.get("/vandaag", dag=day)).text
    assert "Ana980" not in (await browser.get("/vandaag", dag="2026-01-07")).text


async def test_last_night_reads_as_last_night(browser: Browser, owner: Owner) -> None:
    """From 20:00 on Monday to 04:00: on Tuesday's page it is of yesterday, not of tonight."""
    await owner.declared(who=worker(981))
    await owner.declared(who=worker(982), starts_at=EVENING + timedelta(days=1), room=1)
    last_night = datetime(2026, 1, 6, 0, 30, tzinfo=UTC)
    browser.moves_to(last_night)
    page = (await browser.get("/vandaag")).text
    assert hours_of(page, "Ana981") == "gisteren 20:00–04:00"
    assert hours_of(page, "Ana982") == "20:00–04:00"
    before = (await browser.get("/vandaag", dag="2026-01-05")).text
    assert hours_of(before, "Ana981") == "20:00–04:00"
    later = (await browser.get("/vandaag", dag="2026-01-07")).text
    assert hours_of(later, "Ana982") == "di 6/1 20:00–04:00"


async def test_the_form_of_tonight_offers_tonight_also_when_it_has_begun(
    browser: Browser, owner: Owner
) -> None:
    """Half past eight on Monday: what begins next is tomorrow's day, and nobody asked for it."""
    browser.moves_to(datetime(2026, 1, 5, 19, 30, tzinfo=UTC))
    today = (await browser.get("/vandaag")).text
    form = escape(f"/aangeven?ruimte={owner.rooms[0]}&dag={TODAY}")
    assert f'href="{form}"' in today
    page = await browser.get("/aangeven/nieuw", ruimte=str(owner.rooms[0]), dag=TODAY)
    offered = taps_to_declare(page.text)
    assert (offered["dag"], offered["slot"]) == (TODAY, "nacht")
