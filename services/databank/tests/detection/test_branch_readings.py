"""Readings and "seen elsewhere" as they are kept: found, changed, taken back, in any order."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI

from chassis.days import day_start
from chassis.db import Database
from chassis.web import Function
from contracts.databank import (
    BranchReadingChanged,
    BranchReadingFound,
    BranchReadingWithdrawn,
    SeenElsewhere,
    SeenElsewhereWithdrawn,
)
from databank.detection.readings import follow_record, store
from databank.timers import TIMERS
from launcher.deadlines import run_until, standing
from launcher.page_walk import words

from ..support.branch_readings import (
    readings_of,
    records_read,
    signals_of,
    told_is_what_stands,
)
from ..support.browser import signed_in
from ..support.databank import Databank, Someone, day, declared, unlike_others
from ..support.forms import send_twice

NAME, KEY = "branch-readings", "every night"


@pytest.fixture
def database(app: FastAPI) -> Database:
    found: Database = app.state.database
    return found


def on(number: float) -> str:
    return day(number).date().isoformat()


async def keeps_her_window(databank: Databank, who: Someone, first: float) -> UUID:
    """Thirty weeks with a shift in each, of which the last one has begun."""
    weeks = [declared(who, day(first + 7 * week)) for week in range(30)]
    await databank.tell(*weeks, at=day(first - 1))
    return await databank.person_of(weeks[0])


async def test_who_is_new_in_a_branch_is_signalled_once_and_the_reading_follows(
    databank: Databank,
) -> None:
    first = databank.today
    who = unlike_others()
    person_id = await keeps_her_window(databank, who, first)
    await databank.inspect("straat", day(first + 60.2), who)
    (signal,) = await signals_of(databank, person_id)
    branch, known_in, known_until, seen_on = signal
    assert (branch, known_in) == ("straat", ("raam",))
    assert (known_until.isoformat(), seen_on.isoformat()) == (on(first + 56), on(first + 60))
    assert await readings_of(databank, person_id) == [], "one evening is no second branch"
    await databank.inspect("straat", day(first + 130.2), who)
    await databank.inspect("straat", day(first + 200.2), who)
    assert await signals_of(databank, person_id) == [signal], "once, however often she changes"
    (reading,) = await readings_of(databank, person_id)
    assert reading[:3] == ("werkt_ook", "raam", "straat")
    assert [each.isoformat() for each in reading[3:]] == [on(first + 60), on(first + 200)]
    (row,) = await databank.fetch("SELECT * FROM seen_elsewhere WHERE person_id = $1", person_id)
    (event,) = await databank.told(SeenElsewhere, signalId=row["id"])
    assert (event.data["branch"], event.data["knownIn"]) == ("straat", ["raam"])
    assert event.data["knownUntil"] == on(first + 56)
    assert datetime.fromisoformat(event.data["seenAt"]) == day_start(day(first + 60).date())
    officer = await signed_in(databank, Function.POLITIE_AGENT, "leest-lezingen")
    page = await officer.moves_to(day(first + 205)).get("/verschuivingen")
    assert "Werkt in twee vormen: raam en straat" in words(page.text)
    assert "Straat: op 3 dagen gezien of aangegeven" in words(page.text)
    assert who.family not in page.text, "the list names nobody"


async def test_a_sighting_that_is_withdrawn_takes_back_what_was_told_of_it(
    databank: Databank,
) -> None:
    first = databank.today
    who = unlike_others()
    person_id = await keeps_her_window(databank, who, first)
    seen = await databank.inspect("escort", day(first + 60.2), who)
    assert len(await signals_of(databank, person_id)) == 1
    officer = await signed_in(databank, Function.POLITIE_AGENT, "agent-1")
    officer.moves_to(day(first + 205))
    path = f"/inspecties/{seen['inspectionId']}"
    await send_twice(officer, f"{path}/intrekken", reden="dubbel")
    assert await signals_of(databank, person_id) == []
    (row,) = await databank.fetch("SELECT * FROM seen_elsewhere WHERE person_id = $1", person_id)
    assert row["withdrawn_reason"] == "waarneming_ingetrokken"
    (gone,) = await databank.told(SeenElsewhereWithdrawn, signalId=row["id"])
    assert (gone.data["branch"], gone.data["reason"]) == ("escort", "waarneming_ingetrokken")


async def test_a_reason_is_told_though_the_night_asked_for_the_same_person_before(
    databank: Databank, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is read anew each night waits in the same line as what changed, and may stand before."""
    monkeypatch.setattr(follow_record, "AT_ONCE", 1)
    first, who = databank.today, unlike_others()
    person_id = await keeps_her_window(databank, who, first)
    await databank.inspect("escort", day(first + 60.2), who)
    assert len(await signals_of(databank, person_id)) == 1
    await records_read(databank)
    async with database.begin(day(first + 61)) as tx:
        await tx.conn.execute(
            "UPDATE sighting SET withdrawn_at = $2 WHERE person_id = $1 AND branch = 'escort'",
            person_id,
            tx.now,
        )
        await store.note_due(tx.conn, [(person_id, None), (person_id, "waarneming_ingetrokken")])
        assert await follow_record.follow_records(tx) == 1
    (row,) = await databank.fetch("SELECT * FROM seen_elsewhere WHERE person_id = $1", person_id)
    assert row["withdrawn_reason"] == "waarneming_ingetrokken"


async def test_what_is_told_late_leaves_what_is_told_in_time(databank: Databank) -> None:
    first, days = databank.today, (("straat", 60.2), ("escort", 80.2), ("straat", 130.2))
    later = [*days, ("straat", 190.2)]
    left = []
    for order in (later, later[::-1], [*later[2:], *later[:2]]):
        who = unlike_others()
        person_id = await keeps_her_window(databank, who, first)
        for branch, at in order:
            await databank.inspect(branch, day(first + at), who)
            await records_read(databank)
        left.append((await readings_of(databank, person_id), await signals_of(databank, person_id)))
    assert left[0] == left[1] == left[2]
    await told_is_what_stands(databank)
    readings, signals = left[0]
    assert [each[:3] for each in readings] == [("werkt_ook", "raam", "straat")]
    assert [each[0] for each in signals] == ["escort", "straat"]


async def test_absence_alone_makes_a_move_in_the_night_that_it_convinces(
    databank: Databank, database: Database
) -> None:
    """She was seen in the street, and declares a window since; then rounds of the street that no
    longer met her are written down, late."""
    first, who = databank.today, unlike_others()
    for at in (1, 255):
        on_day = day(first + at).date()
        await databank.fetch(
            "INSERT INTO branch_chance (branch, since, met, looks, chance)"
            " SELECT branch, $1, 30, 100, 0.3 FROM unnest($2::text[]) AS t (branch)"
            " ON CONFLICT (branch, since) DO UPDATE SET chance = 0.3",
            date(on_day.year, 1 if on_day.month < 7 else 7, 1),
            ["straat"],
        )
    seen = await databank.inspect("straat", day(first), who)
    person_id = UUID(seen["persons"][0]["personId"])
    for at in (50, 100):
        await databank.inspect("straat", day(first + at), who)
    weeks = [declared(who, day(first + 140 + 7 * week)) for week in range(16)]
    await databank.tell(*weeks, at=day(first + 139))
    await databank.inspect("stripclub", day(first + 250), unlike_others())
    kinds = {each[0] for each in await readings_of(databank, person_id)}
    assert "verschoven" not in kinds, "nobody looked in the street since"
    for at in range(110, 250, 5):
        await databank.inspect("straat", day(first + at), unlike_others())
    night = datetime.combine(day(first + 255).date(), datetime.min.time(), UTC)
    async with standing(databank.sandbox, "databank", NAME, KEY, night):
        await run_until(database, {NAME: TIMERS[NAME]}, night + timedelta(hours=1))
    (reading,) = await readings_of(databank, person_id)
    assert reading[:3] == ("verschoven", "straat", "raam")
    assert [each.isoformat() for each in reading[3:]] == [on(first + 100), on(first + 140)]
    (row,) = await databank.fetch("SELECT * FROM branch_reading WHERE person_id = $1", person_id)
    found = await databank.told(BranchReadingFound, readingId=row["id"])
    changed = await databank.told(BranchReadingChanged, readingId=row["id"])
    assert [each.data.get("revision", 1) for each in (*found, *changed)] == [
        *range(1, row["revision"] + 1)
    ]
    last = [*found, *changed][-1].data
    assert last["reading"] == {
        "kind": "verschoven",
        "fromBranch": "straat",
        "toBranch": "raam",
        "after": on(first + 100),
        "before": on(first + 140),
        "countedOn": row["counted_on"].isoformat(),
        "probability": row["probability"],
        "parameters": 1,
    }
    first_declared = day_start(day(first + 140).date())
    assert datetime.fromisoformat(last["movedAt"]) == first_declared, "the window's end is declared"
    assert str(person_id) not in str(last), "nobody is named"


async def test_a_reading_that_holds_no_more_is_taken_back_by_its_own_event(
    databank: Databank,
) -> None:
    """Three evenings in the street, of which two were written down twice."""
    first, who = databank.today, unlike_others()
    person_id = await keeps_her_window(databank, who, first)
    seen = [await databank.inspect("straat", day(first + at), who) for at in (60.2, 130.2, 200.2)]
    (reading,) = await readings_of(databank, person_id)
    assert reading[0] == "werkt_ook"
    (row,) = await databank.fetch("SELECT * FROM branch_reading WHERE person_id = $1", person_id)
    assert len(await databank.told(BranchReadingFound, readingId=row["id"])) == 1
    officer = await signed_in(databank, Function.POLITIE_AGENT, "agent-1")
    officer.moves_to(day(first + 205))
    for each in seen[1:]:
        path = f"/inspecties/{each['inspectionId']}"
        await send_twice(officer, f"{path}/intrekken", reden="dubbel")
    assert await readings_of(databank, person_id) == []
    (gone,) = await databank.told(BranchReadingWithdrawn, readingId=row["id"])
    assert gone.data["reason"] == "waarneming_ingetrokken"
    await told_is_what_stands(databank)
