"""Back-tests: a draft of a rule held against the past, however long that is."""

import asyncio
from statistics import median
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from ..support.databank import Databank, day, declared, unlike_others
from ..support.rule_versions import (
    back_tested,
    drafted,
    finished,
    leader,
)
from ..support.rules import tidy as tidy


async def test_a_back_test_tells_what_would_appear_and_vanish(databank: Databank) -> None:
    """In a time of its own, where no other test puts anybody."""
    near, far = unlike_others(), unlike_others()
    begins = 4000
    await databank.inspect("straat", day(begins), near)
    seen = await databank.inspect("escort", day(begins + 3), near)
    await databank.inspect("straat", day(begins), far)
    gone = await databank.inspect("massagesalon", day(begins + 20), far)
    (kept,), (vanishing,) = seen["branchShifts"], gone["branchShifts"]
    for case, outcome in ((kept, "bevestigd"), (vanishing, "foutieve_koppeling")):
        await databank.created(f"/v1/branch-shifts/{case}/assessment", {"outcome": outcome})
    distant = unlike_others()
    await databank.inspect("straat", day(begins - 40), distant)
    await databank.inspect("raam", day(begins + 1), distant)

    period = {
        "begins": str(day(begins).date()),
        "to": str(day(begins + 30).date()),
    }
    shorter = await back_tested(databank, await drafted(databank, windowDays=7), **period)
    result = shorter["result"]
    assert (result["found"], result["today"], result["kept"]) == (1, 2, 1)
    assert (result["appear"], result["vanish"]) == (0, 1)
    assert result["vanishing"] == [vanishing]
    month = day(begins + 3).date().isoformat()[:7]
    assert result["perMonth"] == [{"month": month, "group": "straat → escort", "count": 1}]
    assert result["precision"]["right"]["share"] == 1.0
    assert result["vanishingPrecision"]["falsePositives"]["share"] == 1.0

    longer = await back_tested(databank, await drafted(databank, windowDays=60), **period)
    result = longer["result"]
    assert (result["found"], result["kept"], result["appear"]) == (3, 2, 1)
    right = result["precision"]["right"]
    assert (right["count"], right["outOf"]) == (1, 2)
    assert 0 < right["low"] < 0.5 < right["high"] < 1

    only = [{"fromBranch": "straat", "toBranch": "massagesalon"}]
    paired = await back_tested(databank, await drafted(databank, branchPairs=only), **period)
    assert [one["group"] for one in paired["result"]["perMonth"]] == ["straat → massagesalon"]


MANY, DAYS = 1000, 20


@pytest.fixture
async def long_history(databank: Databank) -> Any:
    """20,000 sightings of 1,000 people, far from the days of other tests; gone afterwards."""
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    shift = declared(unlike_others(), day(9000))
    await databank.tell(shift)
    person_id = await databank.person_of(shift)
    await conn.execute(
        "INSERT INTO person SELECT (jsonb_populate_record(person, jsonb_build_object("
        " 'id', gen_random_uuid()))).* FROM person, generate_series(1, $2) WHERE id = $1",
        person_id,
        MANY,
    )
    await conn.execute(
        """
        INSERT INTO sighting (id, person_id, claim_id, branch, seen_at, source_kind, source_id,
               confidence, recorded_at)
        SELECT gen_random_uuid(), person.id, of_one.claim_id,
               (ARRAY['raam', 'straat', 'escort'])[1 + number % 3],
               of_one.seen_at + number * interval '1 day', 'inspection', gen_random_uuid(),
               1, of_one.recorded_at
          FROM sighting AS of_one, person, generate_series(1, $3) AS number
         WHERE of_one.source_id = $1 AND person.created_at = (
               SELECT created_at FROM person WHERE id = $2)
        """,
        shift.shift_id,
        person_id,
        DAYS,
    )
    yield
    await conn.execute("DELETE FROM sighting WHERE seen_at > $1", day(9000))
    await conn.close()


@pytest.mark.night(
    "the same back-test at length", stays="::test_a_back_test_tells_what_would_appear_and_vanish"
)
async def test_a_long_back_test_tells_how_far_it_is_and_holds_nobody_up(
    databank: Databank, long_history: None
) -> None:
    """A move is seen in a quarter of a second meanwhile; on a busy machine in not much longer than
    without any back-test, at least once in a few: others may take the machine for a while."""
    version = await drafted(databank, windowDays=5)
    asker = leader(databank, "an")
    period = {"from": str(day(9000).date()), "to": str(day(9030).date())}
    held_up = []
    for _ in range(4):
        asked = await asker.post(f"{version}/back-tests", period)
        path = f"/v1/back-tests/{asked.json()['backTestId']}"
        following = asyncio.create_task(followed(asker, path))
        waits = []
        while not following.done():
            waits.append(await until_a_move_is_seen(databank))
        test, seen = following.result()
        assert test["state"] == "klaar", test
        assert test["result"]["found"] >= MANY * (DAYS - 1)
        assert any(0 < done < test["total"] for done in seen), seen
        calm = [await until_a_move_is_seen(databank) for _ in range(9)]
        if median(waits) < max(0.25, 4 * median(calm)):
            return
        held_up.append((median(waits), median(calm)))
    raise AssertionError(held_up)


async def followed(asker: Databank, path: str) -> tuple[dict[str, Any], set[int]]:
    """A back-test that is over, and how many persons it said to have looked at until then."""
    seen = set()
    while (test := (await asker.get(path)).json())["state"] in ("wacht", "bezig"):
        seen.add(test["done"])
        await asyncio.sleep(0.01)
    return test, seen


async def until_a_move_is_seen(databank: Databank) -> float:
    begun = monotonic()
    who = unlike_others()
    await databank.inspect("straat", day(0), who)
    assert len((await databank.inspect("escort", day(1), who))["branchShifts"]) == 1
    return monotonic() - begun


async def test_a_long_back_test_stops_when_it_is_cancelled(
    databank: Databank, long_history: None
) -> None:
    version = await drafted(databank, windowDays=5)
    asker = leader(databank, "an")
    period = {"from": str(day(9000).date()), "to": str(day(9030).date())}
    asked = await asker.post(f"{version}/back-tests", period)
    path = f"/v1/back-tests/{asked.json()['backTestId']}"
    for _ in range(3_000):
        if (await asker.get(path)).json()["state"] == "bezig":
            break
        await asyncio.sleep(0.02)
    assert (await asker.created(f"{path}/cancellation", {}))["state"] == "geannuleerd"
    assert (await asker.post(f"{path}/cancellation", {})).status_code == 409
    short = await back_tested(databank, version, begins=str(day(9500).date()), to="2060-01-01")
    assert (short["state"], short["result"]["found"]) == ("klaar", 0)
    test = (await asker.get(path)).json()
    assert (test["state"], test["result"]) == ("geannuleerd", None)


async def test_a_back_test_whose_process_died_is_done_again(databank: Databank) -> None:
    version = await drafted(databank)
    test = await back_tested(databank, version)
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    await conn.execute(
        "UPDATE back_test SET state = 'bezig', result = NULL, finished_at = NULL WHERE id = $1",
        UUID(test["backTestId"]),
    )
    await conn.close()
    again = await finished(leader(databank, "an"), test["backTestId"])
    assert again["state"] == "klaar"
    assert again["result"] == test["result"]


async def test_a_back_test_that_is_over_can_not_be_cancelled(databank: Databank) -> None:
    asker = leader(databank, "an")
    test = await back_tested(databank, await drafted(databank), begins="2000-01-01")
    assert test["state"] == "klaar"
    path = f"/v1/back-tests/{test['backTestId']}"
    assert (await asker.post(f"{path}/cancellation", {})).status_code == 409
    assert (await asker.get(path)).json() == test, "and its result stands"
    assert (await asker.post(f"/v1/back-tests/{uuid4()}/cancellation", {})).status_code == 404
