"""Patterns on the real bus and database: shortly after the facts, and gone when they change."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.web import Function
from contracts.databank import WelfareSignalRaised
from databank.detection.patterns.rules import PATTERNS

from ..support.databank import Databank, cancelled, day, unlike_others
from ..support.officers import Officer, seen
from ..support.pattern_cases import HOUR, cases, ends, moves, verify
from ..support.patterns import swept, works


@pytest.fixture
async def in_force(databank: Databank) -> Any:
    """The patterns as the police may put them in force: the shipped versions, for these tests."""
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    change = "UPDATE detection_rule SET stage = $1, valid_from = {}, shadow_from = {} WHERE id = $2"
    for rule_id in PATTERNS:
        sql = change.format("'2010-01-01'", "NULL")
        await conn.execute(sql, "actief", rule_id)
    yield
    await swept(databank)
    for rule_id in PATTERNS:
        sql = change.format("NULL", "'2010-01-01'")
        await conn.execute(sql, "schaduw", rule_id)
    await conn.execute("UPDATE pattern_case SET withdrawn_at = now() WHERE withdrawn_at IS NULL")
    await conn.close()


async def test_two_overlapping_shifts_are_a_case_until_one_is_cancelled(
    databank: Databank,
) -> None:
    who = unlike_others()
    one, other = works(who, 0), works(who, 0.1)
    await databank.tell(one, other)
    person_id = await databank.person_of(one)
    (case,) = await cases(databank, "two-places", person_id)
    assert {each["id"] for each in case["evidence"]} == {str(one.shift_id), str(other.shift_id)}
    assert case["shadow"]
    await databank.tell(cancelled(other))
    assert await cases(databank, "two-places", person_id) == []
    (row,) = await databank.fetch("SELECT * FROM pattern_case WHERE id = $1", case["id"])
    assert row["withdrawn_reason"] == "feiten_gewijzigd"


async def test_a_shift_that_ended_early_leaves_the_case(databank: Databank) -> None:
    who = unlike_others()
    one, other = works(who, 0), works(who, 0.25)
    await databank.tell(one, other)
    person_id = await databank.person_of(one)
    assert len(await cases(databank, "two-places", person_id)) == 1
    await databank.tell(ends(one, 6))
    assert await cases(databank, "two-places", person_id) == []


async def test_who_was_seen_to_be_absent_was_not_in_two_places(databank: Databank) -> None:
    who = unlike_others()
    one, other = works(who, 0), works(who, 0.1)
    await databank.tell(one, other)
    person_id = await databank.person_of(one)
    assert len(await cases(databank, "two-places", person_id)) == 1
    await verify(databank, other, "afwezig")
    assert await cases(databank, "two-places", person_id) == []


async def test_declared_in_a_window_and_met_on_the_street(databank: Databank) -> None:
    who = unlike_others()
    shift = works(who, 0)
    await databank.tell(shift)
    await databank.inspect("straat", day(0.15), who)
    (case,) = await cases(databank, "two-places", await databank.person_of(shift))
    assert {one["kind"] for one in case["evidence"]} == {"shift", "inspection"}


async def test_long_hours_by_what_owners_declare_together(databank: Databank) -> None:
    who = unlike_others()
    shifts = [works(replace(who, worker_ref=uuid4()), nr, 11) for nr in range(8)]
    await databank.tell(*shifts)
    person_id = await databank.person_of(shifts[0])
    (case,) = await cases(databank, "long-hours", person_id)
    assert (case["ground"], case["figures"]) == ("weekuren", {"hours": 66, "limit": 60})
    await databank.tell(ends(shifts[3], 2))
    (later,) = await cases(databank, "long-hours", person_id)
    assert later["id"] == case["id"]
    assert later["figures"] == {"hours": 68, "limit": 60}


async def test_a_group_that_moves_together_and_one_who_turns_out_not_to(
    databank: Databank,
) -> None:
    here, there = uuid4(), uuid4()
    people = [unlike_others() for _ in range(3)]
    before = [works(who, nr * HOUR, premises=here) for nr, who in enumerate(people)]
    after = [works(who, 4 + nr * HOUR, premises=there) for nr, who in enumerate(people)]
    await databank.tell(*before, *after)
    (case,) = await cases(databank, "group-move", here)
    assert case["to_premises_id"] == there
    assert len(case["persons"]) == 3
    await databank.tell(moves(after[1], after[1].starts_at, uuid4()))
    assert await cases(databank, "group-move", here) == []


async def test_a_group_is_warned_of_while_its_move_is_only_announced(databank: Databank) -> None:
    """Early warning: patterns look at what owners declare, until it is called off."""
    here, there, today = uuid4(), uuid4(), databank.today
    people = [unlike_others() for _ in range(3)]
    before = [works(who, today + nr * HOUR, premises=here) for nr, who in enumerate(people)]
    after = [works(who, today + 4 + nr * HOUR, premises=there) for nr, who in enumerate(people)]
    await databank.tell(*before, *after, at=day(today) - timedelta(hours=1))
    (case,) = await cases(databank, "group-move", here)
    assert case["to_premises_id"] == there
    await databank.tell(cancelled(after[1]), at=day(today))
    assert await cases(databank, "group-move", here) == []


async def test_no_shows_in_premises_are_about_the_owner(databank: Databank) -> None:
    premises = uuid4()
    shifts = [works(unlike_others(), nr, premises=premises) for nr in range(4)]
    await databank.tell(*shifts)
    for shift in shifts:
        await verify(databank, shift, "afwezig")
    (case,) = await cases(databank, "no-shows-premises", premises)
    assert (case["person_id"], case["persons"]) == (None, [])
    assert case["figures"] == {"absences": 4, "lookedAt": 4, "share": 1.0}
    await verify(databank, shifts[0], "aanwezig")
    assert await cases(databank, "no-shows-premises", premises) == []


async def test_a_house_whose_people_change_within_weeks_is_a_case_in_shadow(
    databank: Databank,
) -> None:
    """Five are gone and five others work there; four of five were not enough."""
    premises, start = uuid4(), databank.today
    gone, new = ([unlike_others() for _ in range(5)] for _ in range(2))
    before = [works(who, start + nr * HOUR, premises=premises) for nr, who in enumerate(gone)]
    after = [works(who, start + 15 + nr * HOUR, premises=premises) for nr, who in enumerate(new)]
    await databank.tell(*before, *after[:4])
    assert await cases(databank, "house-turnover", premises) == []
    await databank.tell(after[4])
    (case,) = await cases(databank, "house-turnover", premises)
    assert (case["figures"], case["persons"], case["shadow"]) == ({"new": 5, "gone": 5}, [], True)
    await databank.tell(cancelled(after[4]))
    assert await cases(databank, "house-turnover", premises) == []


async def test_a_cohort_that_goes_from_house_to_house_is_a_case_in_shadow(
    databank: Databank,
) -> None:
    """It shows when the third goes on with the others, and is withdrawn when she does not; the
    facts come in an order of their own."""
    houses, start = [uuid4() for _ in range(3)], databank.today
    people = [unlike_others() for _ in range(3)]
    stays = [
        works(who, start + at + nr * HOUR, premises=houses[house])
        for house, at in ((2, 14), (0, 0), (1, 12), (1, 3))
        for nr, who in enumerate(people)
    ]
    last = stays[2]
    await databank.tell(*(each for each in stays if each is not last))
    assert await cases(databank, "cohort-rotation", houses[1]) == []
    await databank.tell(last)
    (case,) = await cases(databank, "cohort-rotation", houses[1])
    assert (case["to_premises_id"], case["shadow"]) == (houses[2], True)
    assert (len(case["persons"]), case["figures"]) == (3, {"persons": 3})
    await databank.tell(moves(stays[3], stays[3].starts_at, uuid4()))
    assert await cases(databank, "cohort-rotation", houses[1]) == [], "she came from elsewhere"


async def test_cases_in_shadow_are_for_leadership(databank: Databank) -> None:
    who = unlike_others()
    one, other = works(who, 0), works(who, 0.1)
    await databank.tell(one, other)
    (case,) = await cases(databank, "two-places", await databank.person_of(one))
    path = "/v1/patterns?rule=two-places&pagesize=500"
    assert str(case["id"]) not in {each["caseId"] for each in await databank.leafed(path)}
    assert (await databank.get(f"{path}&shadow=true")).status_code == 403
    chief = databank.as_(Function.POLITIE_TEAMLEIDER, "an")
    hidden = await chief.leafed(f"{path}&shadow=true")
    (shown,) = [each for each in hidden if each["caseId"] == str(case["id"])]
    assert shown["label"] == "Op twee plaatsen tegelijk"
    assess = f"/v1/patterns/{case['id']}/assessment"
    assert (await databank.post(assess, {"outcome": "bevestigd"})).status_code == 404
    before = len(await databank.told(WelfareSignalRaised))
    await chief.created(assess, {"outcome": "bevestigd"})
    assert len(await databank.told(WelfareSignalRaised)) == before


async def test_dp09_dp11_a_case_becomes_a_signal_only_when_an_officer_confirms_it(
    databank: Databank, in_force: None
) -> None:
    who = unlike_others()
    shifts = [works(who, nr, 11) for nr in range(7)]
    before = len(await databank.told(WelfareSignalRaised))
    await databank.tell(*shifts)
    person_id = await databank.person_of(shifts[0])
    (case,) = await cases(databank, "long-hours", person_id)
    assert len(await databank.told(WelfareSignalRaised)) == before
    await databank.created(f"/v1/patterns/{case['id']}/steps", {"action": "nemen"})
    done = await databank.created(f"/v1/patterns/{case['id']}/assessment", {"outcome": "bevestigd"})
    assert done["allowed"] == ["opvolgen", "afsluiten"]
    told = await databank.told(WelfareSignalRaised, kind="overmatige_werkuren")
    assert set(told[-1].data) == {"signalId", "kind", "priority", "raisedAt"}
    signals = await databank.listed("/v1/signals?kind=overmatige_werkuren&pagesize=500")
    (mine,) = [one for one in signals if one["personId"] == str(person_id)]
    assert mine["evidence"][0]["facts"]["caseId"] == str(case["id"])
    rule = (await databank.get("/v1/rules/long-hours")).json()
    assert rule["versions"][0]["precision"]["confirmed"]["count"] >= 1


async def test_who_joins_a_group_that_was_confirmed_is_protected_too(
    databank: Databank, in_force: None
) -> None:
    """Nobody of a group that nobody confirmed."""
    here, there, elsewhere = uuid4(), uuid4(), uuid4()
    people = [unlike_others() for _ in range(4)]
    start = databank.today + 20
    for to in (there, elsewhere):
        first = [works(who, start + nr * HOUR, premises=here) for nr, who in enumerate(people)]
        then = [works(who, start + 4 + nr * HOUR, premises=to) for nr, who in enumerate(people)]
        await databank.tell(*first, *then[:3])
        (case,) = [
            each
            for each in await cases(databank, "group-move", here)
            if each["to_premises_id"] == to
        ]
        assert len(case["persons"]) == 3
        if to == there:
            path = f"/v1/patterns/{case['id']}/assessment"
            await databank.created(path, {"outcome": "bevestigd"}, at=day(start + 6))
        before = await told_of(databank)
        await databank.tell(then[3])
        await swept(databank)
        joined = await databank.person_of(then[3])
        assert await told_of(databank) - before == ({str(joined)} if to == there else set())
        await databank.tell(*(cancelled(each) for each in [*first, *then]))
        await swept(databank)
        start += 30


async def test_a_case_that_comes_back_is_the_one_that_was_assessed(
    databank: Databank, in_force: None
) -> None:
    """Its facts were away for a while: nobody assesses it twice, and nobody is signalled twice."""
    who, start = unlike_others(), databank.today + 5
    shifts = [works(who, start + nr) for nr in range(3)]
    await databank.tell(*shifts)
    for shift in shifts:
        await verify(databank, shift, "afwezig")
    person_id = await databank.person_of(shifts[0])
    (case,) = await cases(databank, "no-shows-person", person_id)
    await databank.created(f"/v1/patterns/{case['id']}/assessment", {"outcome": "bevestigd"})
    await verify(databank, shifts[0], "aanwezig")
    assert await cases(databank, "no-shows-person", person_id) == []
    await verify(databank, shifts[0], "afwezig")
    (again,) = await cases(databank, "no-shows-person", person_id)
    assert (again["id"], again["outcome"]) == (case["id"], "bevestigd")
    signals = "SELECT count(*) FROM signal WHERE kind = 'schijnaangifte' AND person_id = $1"
    assert (await databank.fetch(signals, person_id))[0]["count"] == 1


async def test_a_case_that_comes_back_with_another_person_is_confirmed_by_nobody(
    databank: Databank, in_force: None
) -> None:
    """People parted two persons while its facts were away: of whom it is now, nobody judged it."""
    here, there, start = uuid4(), uuid4(), databank.today + 5
    people = [unlike_others() for _ in range(3)]
    met = await seen(databank, "straat", day(start - 1), replace(people[0], phone="0470665544"))
    before = [works(who, start + nr * HOUR, premises=here) for nr, who in enumerate(people)]
    after = [works(who, start + 4 + nr * HOUR, premises=there) for nr, who in enumerate(people)]
    await databank.tell(*before, *after)
    (case,) = await cases(databank, "group-move", here)
    assert UUID(met) in case["persons"] and len(case["persons"]) == 3
    await databank.created(
        f"/v1/patterns/{case['id']}/assessment", {"outcome": "bevestigd"}, at=day(start + 6)
    )
    await verify(databank, after[0], "afwezig")
    assert await cases(databank, "group-move", here) == []
    own = await databank.fetch(
        "SELECT DISTINCT claim_id::text FROM shift WHERE shift_id = ANY($1)",
        [before[0].shift_id, after[0].shift_id],
    )
    change = await Officer(databank).split(met, *(row["claim_id"] for row in own))
    await verify(databank, after[0], "aanwezig")
    (again,) = await cases(databank, "group-move", here)
    assert {*again["persons"]} ^ {*case["persons"]} == {UUID(met), UUID(change["otherPersonId"])}
    assert again["evidence"] == case["evidence"]
    assert again["id"] != case["id"] and again["outcome"] is None


async def told_of(databank: Databank) -> set[str]:
    """Persons of whom a signal says that they were moved in a group."""
    rows = await databank.fetch(
        "SELECT person_id::text FROM signal WHERE kind = 'groepsverplaatsing'"
    )
    return {row["person_id"] for row in rows}


async def test_confirming_no_shows_of_premises_signals_nobody(
    databank: Databank, in_force: None
) -> None:
    premises = uuid4()
    shifts = [works(unlike_others(), nr, premises=premises) for nr in range(4)]
    await databank.tell(*shifts)
    for shift in shifts:
        await verify(databank, shift, "afwezig")
    (case,) = await cases(databank, "no-shows-premises", premises)
    before = len(await databank.told(WelfareSignalRaised))
    await databank.created(f"/v1/patterns/{case['id']}/assessment", {"outcome": "bevestigd"})
    assert len(await databank.told(WelfareSignalRaised)) == before


async def test_a_pattern_in_force_from_a_coming_day_takes_over_what_stands_for_it(
    databank: Databank, in_force: None
) -> None:
    """In shadow until that day, told from it on; each shift declared before is judged anew."""
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    await conn.execute(
        "UPDATE detection_rule SET stage = 'schaduw', valid_from = NULL, shadow_from = '2010-01-01'"
        " WHERE id = 'two-places'"
    )
    before, after = unlike_others(), unlike_others()
    shifts = [
        works(who, at) for who, day_ in ((before, 1300), (after, 1310)) for at in (day_, day_)
    ]
    await databank.tell(*shifts)
    people = [await databank.person_of(shifts[0]), await databank.person_of(shifts[2])]
    assert all([(await cases(databank, "two-places", one))[0]["shadow"] for one in people])
    version = "/v1/rules/two-places/versions/1"
    an, bo = (databank.as_(Function.POLITIE_TEAMLEIDER, who) for who in ("an", "bo"))
    asked = await an.post(
        f"{version}/back-tests", {"from": str(day(1290).date()), "to": str(day(1320).date())}
    )
    test: dict[str, Any] = {}
    for _ in range(600):
        test = (await an.get(f"/v1/back-tests/{asked.json()['backTestId']}")).json()
        if test["state"] == "klaar":
            break
        await asyncio.sleep(0.1)
    assert (test["result"]["found"], test["result"]["appear"]) == (2, 2)
    step = {"validFrom": str(day(1305).date()), "reason": "eerste_invoering"}
    await bo.created(f"{version}/activation", step)
    for _ in range(600):
        (case,) = await cases(databank, "two-places", people[1])
        if not case["shadow"]:
            break
        await asyncio.sleep(0.1)
    assert not case["shadow"]
    assert [one["shadow"] for one in await cases(databank, "two-places", people[0])] == [True]
    await conn.execute("UPDATE detection_rule SET shadow_to = NULL WHERE id = 'two-places'")
    await conn.close()


async def test_a_wrong_link_behind_a_pattern_asks_who_is_who(
    databank: Databank, in_force: None
) -> None:
    who = unlike_others()
    one, other = works(who, 0), works(replace(who, worker_ref=uuid4()), 0.1)
    await databank.tell(one, other)
    person_id = await databank.person_of(one)
    (case,) = await cases(databank, "two-places", person_id)
    path = f"/v1/patterns/{case['id']}/assessment"
    await databank.created(path, {"outcome": "foutieve_koppeling"})
    person = (await databank.get(f"/v1/persons/{person_id}")).json()
    assert "foutieve_koppeling" in {each["reason"] for each in person["reviews"]}
    assert [each["id"] for each in await cases(databank, "two-places", person_id)] == [case["id"]]


async def test_people_who_part_two_persons_end_their_pattern_and_joining_them_finds_it(
    databank: Databank,
) -> None:
    """What a link showed goes with the link, in both directions."""
    who = unlike_others()
    one, other = works(who, 0), works(replace(who, worker_ref=uuid4()), 0.1)
    await databank.tell(one, other)
    person_id = await databank.person_of(one)
    (case,) = await cases(databank, "two-places", person_id)
    (claim,) = await databank.fetch(
        "SELECT claim_id FROM shift WHERE shift_id = $1", other.shift_id
    )
    officer = Officer(databank)
    change = await officer.split(str(person_id), str(claim["claim_id"]))
    assert await cases(databank, "two-places", person_id) == []
    assert await cases(databank, "two-places", UUID(change["otherPersonId"])) == []
    (row,) = await databank.fetch("SELECT * FROM pattern_case WHERE id = $1", case["id"])
    assert row["withdrawn_reason"] == "koppeling_gecorrigeerd"
    verdicts = await databank.fetch(
        "SELECT id FROM verdict WHERE until_at IS NULL AND $1 IN (claim_a, claim_b)",
        claim["claim_id"],
    )
    body = {
        "otherPersonId": change["otherPersonId"],
        "ground": "vergissing",
        "overrules": [str(row["id"]) for row in verdicts],
    }
    joined = await officer.did(f"/v1/persons/{person_id}/merge", body)
    (again,) = await cases(databank, "two-places", UUID(joined["personId"]))
    assert again["evidence"] == case["evidence"]


async def test_dp04_a_list_of_patterns_logs_whom_it_showed(
    databank: Databank, in_force: None
) -> None:
    who = unlike_others()
    one = works(who, 0)
    await databank.tell(one, works(who, 0.1))
    person_id = await databank.person_of(one)
    await cases(databank, "two-places", person_id)
    await databank.listed("/v1/patterns?rule=two-places&pagesize=500")
    rows = await databank.fetch(
        "SELECT purpose FROM access_log WHERE subject_id = $1", str(person_id)
    )
    assert [row["purpose"] for row in rows] == ["bescherming"]
