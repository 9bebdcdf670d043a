"""Merges and splits one by one: what they refuse, and what they leave behind."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.databank import (
    BranchShiftDetected,
    BranchShiftWithdrawn,
    FirstContactDue,
    IdentityRevalidationDue,
    IdentityValidated,
)
from databank.review.store.merge_history import FOLLOWING

from ..support.databank import Databank, day, declared, unlike_others
from ..support.officers import Officer, claims_of, seen

KNOWN_TO_FOLLOW = {
    *FOLLOWING,
    "sighting",  # with the confidence of its link
    "first_contact",  # with its term
    "branch_shift_case",  # with its sightings
    "membership",  # the links themselves
    "claim_features",  # by a trigger on the links
    "person_change",  # the history of merges and splits
    "pattern_case",  # found anew from the facts
    "pattern_work",  # a note that facts changed
    "reading_due",  # a note that a record changed
    "branch_reading",  # read anew where a record changed
    "seen_elsewhere",  # the same
    "worker_access",  # granting.settle
    "shield",  # history: whose file it was; what is shielded now follows by shield_claim
    "emergency_access",  # history of what was asked; whom it is about now is along merged_into
    "person_read",  # whom somebody read that day, as it was then
    "purpose_grant",  # for what an officer looked then; for who somebody is now it is said anew
}


async def two(databank: Databank) -> tuple[str, str]:
    """Two persons who each moved between branches, and whose moves differ when they are one."""
    one, other = unlike_others(), unlike_others()
    first = await seen(databank, "straat", day(0), one)
    await databank.inspect("raam", day(10), one)
    second = await seen(databank, "escort", day(5), other)
    await databank.inspect("massagesalon", day(20), other)
    return first, second


async def moves(databank: Databank, *people: str) -> list[tuple[str, str]]:
    rows = [row for one in people for row in await databank.cases(one)]
    return sorted((row["from_branch"], row["to_branch"]) for row in rows)


async def net(databank: Databank, *people: str) -> int:
    """Detections that others heard of and that were not withdrawn."""
    ids = await databank.fetch(
        "SELECT id FROM branch_shift_case WHERE person_id = ANY($1::uuid[])", list(people)
    )
    mine = {str(row["id"]) for row in ids}
    found = {e.data["caseId"] for e in await databank.told(BranchShiftDetected)}
    gone = {e.data["caseId"] for e in await databank.told(BranchShiftWithdrawn)}
    return len((found - gone) & mine)


async def test_every_table_that_names_a_person_is_known_to_merges(databank: Databank) -> None:
    """A table that is added must say how its rows follow when people merge and part persons."""
    rows = await databank.fetch(
        "SELECT DISTINCT table_name FROM information_schema.columns"
        " WHERE column_name = 'person_id' AND table_schema = current_schema()"
    )
    assert {row["table_name"] for row in rows} - KNOWN_TO_FOLLOW == set()


async def test_two_persons_with_moves_of_their_own_become_one_and_two_again(
    databank: Databank,
) -> None:
    first, second = await two(databank)
    apart = [("escort", "massagesalon"), ("straat", "raam")]
    assert await moves(databank, first, second) == apart
    officer = Officer(databank)
    change = await officer.merge(first, second, day(30))
    assert await moves(databank, first) == [
        ("escort", "raam"),
        ("raam", "massagesalon"),
        ("straat", "escort"),
    ]
    assert await net(databank, first, second) == 3
    await officer.undo(change, day(31))
    assert await moves(databank, first) == [("straat", "raam")]
    assert await moves(databank, second) == [("escort", "massagesalon")]
    assert await net(databank, first, second) == 2


async def test_what_people_said_of_a_move_comes_back_with_it(databank: Databank) -> None:
    """Also that its link is wrong: then others are not made to count it again."""
    for outcome, counted in (("bevestigd", 2), ("foutieve_koppeling", 1)):
        first, second = await two(databank)
        (case,) = await databank.cases(first)
        await databank.created(
            f"/v1/branch-shifts/{case['id']}/assessment", {"outcome": outcome}, day(25)
        )
        officer = Officer(databank)
        await officer.undo(await officer.merge(first, second, day(30)), day(31))
        (again,) = await databank.cases(first)
        assert (again["outcome"], again["assessed_by"]) == (outcome, "agent-1")
        assert await net(databank, first, second) == counted


async def test_a_merged_id_keeps_answering_along_the_whole_chain(databank: Databank) -> None:
    people = [await seen(databank, "straat", day(nr), unlike_others()) for nr in range(3)]
    officer = Officer(databank)
    first = await officer.merge(people[1], people[0])
    await officer.merge(people[2], people[1])
    for merged in people[:2]:
        answer = await officer.get(f"/v1/persons/{merged}")
        assert answer.status_code == 307
        assert answer.json() == {"personId": merged, "mergedInto": people[2]}
        assert answer.headers["Location"] == f"/v1/persons/{people[2]}"
        sightings = await officer.get(f"/v1/persons/{merged}/sightings?pagesize=5")
        assert sightings.headers["Location"] == f"/v1/persons/{people[2]}/sightings?pagesize=5"
    known = await officer.read(f"/v1/persons/{people[2]}")
    assert sorted(known["knownAs"]) == sorted(people[:2])
    body = {
        "kind": "dwang",
        "personId": people[0],
        "observedAt": day(4).isoformat(),
    }
    raised = await officer.did("/v1/signals", body, day(4))
    (row,) = await databank.fetch(
        "SELECT person_id FROM signal WHERE id = $1", UUID(raised["signalId"])
    )
    assert str(row["person_id"]) == people[2]
    early = await officer.post(
        f"/v1/person-changes/{first['changeId']}/undo", {"ground": "vergissing"}
    )
    assert (early.status_code, early.json()["code"]) == (409, "later-samengevoegd")
    history = await officer.read(f"/v1/persons/{people[1]}/history")
    assert history["mergedInto"] == people[2]
    assert [one["kind"] for one in history["changes"]] == ["samengevoegd"] * 2
    assert {one["by"] for one in history["changes"]} == {"agent-1"}


async def test_signals_findings_contacts_and_looks_follow_the_claim_and_come_back(
    databank: Databank,
) -> None:
    who, other = unlike_others(), unlike_others()
    first = await seen(databank, "straat", day(0), who)
    second = await seen(databank, "raam", day(0.2), other)
    officer = Officer(databank)
    signal = {"kind": "dwang", "personId": second, "observedAt": day(1).isoformat()}
    await officer.did("/v1/signals", signal)
    look = {
        "personId": second,
        "outcome": "gevalideerd",
        "method": "paspoort",
        "at": day(1).isoformat(),
    }
    await officer.did("/v1/identity-validations", look)
    finding = {
        "reportKind": "RIR",
        "reportNumber": f"R-{uuid4().hex[:8]}",
        "factCode": "overtreding",
        "factAt": day(1).isoformat(),
        "branch": "raam",
        "inToleranceZone": False,
        "addressee": "intern",
        "offenderRole": "exploitant",
        "offender": {"name": "Voorbeeld"},
        "personId": second,
        "possibleVictim": "nee",
    }
    await officer.did("/v1/findings", finding)
    tables = ("signal", "identity_validation", "finding", "first_contact", "inspection_person")
    before = await _counts(databank, tables, first, second)
    change = await officer.merge(first, second)
    merged = await _counts(databank, tables, first, second)
    assert {table: counts[1] for table, counts in merged.items()} == dict.fromkeys(tables, 0)
    assert all(sum(merged[table]) == sum(before[table]) for table in tables)
    assert (await officer.read(f"/v1/persons/{first}"))["identityState"] == "gevalideerd"
    due = await databank.fetch(
        "SELECT id, state FROM first_contact WHERE person_id = $1 ORDER BY state", UUID(first)
    )
    assert [row["state"] for row in due] == ["open", "samengevoegd"]
    held = {"heldAt": day(2).isoformat()}
    answer = await officer.post(f"/v1/first-contacts/{due[1]['id']}/held", held)
    assert (answer.status_code, answer.json()["extraInfo"]["allowed"]) == (409, [])
    await officer.undo(change)
    assert await _counts(databank, tables, first, second) == before
    assert (await officer.read(f"/v1/persons/{first}"))["identityState"] == "te_valideren"
    due = await databank.fetch(
        "SELECT state FROM first_contact WHERE person_id = ANY($1::uuid[])",
        [UUID(first), UUID(second)],
    )
    assert [row["state"] for row in due] == ["open", "open"]


async def test_what_is_written_of_a_person_after_a_merge_stays_with_that_file_when_it_is_undone(
    databank: Databank,
) -> None:
    """The officer chose the file of the first; the claims of the other came to it just before."""
    first = await seen(databank, "straat", day(0), unlike_others())
    second = await seen(databank, "raam", day(0.2), unlike_others())
    officer = Officer(databank)
    change = await officer.merge(first, second, day(1))
    finding = {
        "reportKind": "RIR",
        "reportNumber": f"R-{uuid4().hex[:8]}",
        "factCode": "overtreding",
        "factAt": day(1).isoformat(),
        "branch": "straat",
        "inToleranceZone": False,
        "addressee": "intern",
        "offenderRole": "exploitant",
        "offender": {"name": "Voorbeeld"},
        "personId": first,
        "possibleVictim": "nee",
    }
    await officer.did("/v1/findings", finding, day(2))
    signal = {"kind": "dwang", "personId": first, "observedAt": day(1).isoformat()}
    await officer.did("/v1/signals", signal, day(2))
    await officer.undo(change, day(3))
    counts = await _counts(databank, ("finding", "signal"), first, second)
    assert counts == {"finding": [1, 0], "signal": [1, 0]}


async def _counts(
    databank: Databank, tables: tuple[str, ...], *people: str
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for table in tables:
        for one in people:
            (row,) = await databank.fetch(
                f"SELECT count(*) FROM {table} WHERE person_id = $1",
                UUID(one),
            )
            found.setdefault(table, []).append(row["count"])
    return found


async def test_a_split_gives_the_claims_a_person_of_their_own_who_is_due_a_first_contact(
    databank: Databank,
) -> None:
    who = unlike_others()
    person = await seen(databank, "straat", day(0), who)
    await databank.inspect("raam", day(3), replace(who, phone="0473"))
    assert await moves(databank, person) == [("straat", "raam")]
    first, second = await claims_of(databank, person)
    before = len(await databank.told(FirstContactDue))
    change = await Officer(databank).split(person, second)
    other = change["otherPersonId"]
    assert other != person
    assert await claims_of(databank, person) == [first]
    assert await claims_of(databank, other) == [second]
    assert await moves(databank, person, other) == []
    assert await net(databank, person, other) == 0
    assert len(await databank.told(FirstContactDue)) == before + 1
    again = await seen(databank, "raam", day(5), replace(who, phone="0473"))
    assert again == other  # word for word the claim that went


async def test_claims_that_nobody_placed_go_to_the_side_that_they_resemble(
    databank: Databank,
) -> None:
    who, other = unlike_others(), unlike_others()
    first = await seen(databank, "straat", day(0), who)
    second = await seen(databank, "raam", day(1), other)
    officer = Officer(databank)
    change = await officer.merge(first, second)
    assert await seen(databank, "raam", day(2), replace(other, phone="0474")) == first
    assert await seen(databank, "straat", day(3), replace(who, phone="0475")) == first
    await officer.undo(change)
    assert [len(await claims_of(databank, one)) for one in (first, second)] == [2, 2]
    assert await moves(databank, first, second) == []


async def test_a_split_may_give_claims_to_a_known_person(databank: Databank) -> None:
    who, other = unlike_others(), unlike_others()
    first = await seen(databank, "straat", day(0), who)
    await databank.inspect("straat", day(1), replace(who, phone="0476"))
    second = await seen(databank, "raam", day(2), other)
    _, strayed = await claims_of(databank, first)
    await Officer(databank).split(first, strayed, toPersonId=second)
    assert len(await claims_of(databank, second)) == 2
    assert await moves(databank, second) == [("straat", "raam")]


Refusal = tuple[str, dict[str, Any], int, str]


@pytest.fixture
async def pair(databank: Databank) -> tuple[str, str]:
    first = await seen(databank, "straat", day(0), unlike_others())
    return first, await seen(databank, "straat", day(0), unlike_others())


async def test_merges_and_splits_that_make_no_sense_are_refused_and_change_nothing(
    databank: Databank, pair: tuple[str, str]
) -> None:
    first, second = pair
    (mine,), (theirs,) = await claims_of(databank, first), await claims_of(databank, second)
    officer, ground = Officer(databank), {"ground": "vergissing"}
    merge, split = f"/v1/persons/{first}/merge", f"/v1/persons/{first}/split"
    refusals: list[Refusal] = [
        (merge, {"otherPersonId": first}, 422, "otherPersonId"),
        (merge, {"otherPersonId": str(uuid4())}, 422, "otherPersonId"),
        (split, {"claimIds": []}, 422, "claimIds"),
        (split, {"claimIds": [mine]}, 422, "claimIds"),
        (split, {"claimIds": [theirs]}, 422, "claimIds"),
        (f"/v1/person-changes/{uuid4()}/undo", {}, 404, ""),
    ]
    for path, body, status, field in refusals:
        answer = await officer.post(path, body | ground)
        assert answer.status_code == status, (path, body, answer.text)
        if field:
            assert answer.json()["errors"][0]["field"] == field
    assert (await officer.read(f"/v1/persons/{first}"))["knownAs"] == []
    change = await officer.merge(first, second)
    again = await officer.post(merge, {"otherPersonId": second} | ground)
    assert (again.status_code, again.json()["code"]) == (409, "al-samengevoegd")
    assert again.json()["extraInfo"]["mergedInto"] == first
    stuck = await officer.post(split, {"claimIds": [theirs]} | ground)
    assert (stuck.status_code, stuck.json()["code"]) == (409, "ander-oordeel")
    await officer.undo(change)
    twice = await officer.post(f"/v1/person-changes/{change['changeId']}/undo", ground)
    assert twice.status_code == 409


async def test_a_chain_of_verdicts_holds_a_person_together(databank: Databank) -> None:
    """A with B, and B with C: A and C are not parted until one of the two is taken back."""
    people = [await seen(databank, "straat", day(nr), unlike_others()) for nr in range(3)]
    claims = [(await claims_of(databank, one))[0] for one in people]
    officer = Officer(databank)
    await officer.merge(people[0], people[1], day(10))
    await officer.merge(people[0], people[2], day(11))
    body: dict[str, Any] = {
        "claimIds": [claims[2]],
        "stayingClaimIds": [claims[0]],
        "ground": "persoon_gezien",
    }
    answer = await officer.post(f"/v1/persons/{people[0]}/split", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "ander-oordeel")
    named = [verdict["verdictId"] for verdict in answer.json()["extraInfo"]["verdicts"]]
    assert len(named) == 2
    body["overrules"] = named[:1]
    half = await officer.post(f"/v1/persons/{people[0]}/split", body)
    assert [one["verdictId"] for one in half.json()["extraInfo"]["verdicts"]] == named[1:]
    body["overrules"] = named
    await officer.did(f"/v1/persons/{people[0]}/split", body)
    merge: dict[str, Any] = {"otherPersonId": people[0], "ground": "vergissing"}
    other = (
        await databank.fetch(
            "SELECT person_id FROM membership WHERE claim_id = $1 AND until_at IS NULL",
            UUID(claims[2]),
        )
    )[0]["person_id"]
    refused = await officer.post(f"/v1/persons/{other}/merge", merge)
    assert refused.status_code == 409
    merge["overrules"] = [one["verdictId"] for one in refused.json()["extraInfo"]["verdicts"]]
    await officer.did(f"/v1/persons/{other}/merge", merge)


async def test_an_undone_merge_opens_the_question_that_it_answered(databank: Databank) -> None:
    who = unlike_others()
    first = await seen(databank, "straat", day(0), who)
    second = await seen(databank, "escort", day(1), unlike_others(document=who.document))
    officer = Officer(databank)
    path = f"/v1/reviews?personId={second}"
    (asked,) = (await officer.read(path))["_embedded"]["reviews"]
    answered = await officer.answer(asked["reviewId"], "dezelfde_persoon", day(2))
    assert await moves(databank, first) == [("straat", "escort")]
    await officer.undo(answered, day(3))
    assert await moves(databank, first, second) == []
    (again,) = (await officer.read(path))["_embedded"]["reviews"]
    assert again["reviewId"] == asked["reviewId"]
    assert (await officer.read(f"/v1/persons/{second}"))["provisional"]


async def test_shifts_of_a_merged_worker_stay_hers(databank: Databank) -> None:
    who, other = unlike_others(), unlike_others()
    shift = declared(other, day(1))
    await databank.tell(shift)
    second = str(await databank.person_of(shift))
    first = await seen(databank, "straat", day(0), who)
    officer = Officer(databank)
    change = await officer.merge(first, second)
    assert str(await databank.person_of(shift)) == first
    late = declared(other, day(4))
    await databank.tell(late)
    assert str(await databank.person_of(late)) == first
    await officer.undo(change)
    assert {str(await databank.person_of(one)) for one in (shift, late)} == {second}


async def test_owners_hear_of_an_identity_only_where_a_correction_changed_it(
    databank: Databank,
) -> None:
    """One document, two women: what was seen of the one is not told of the other for ever."""
    who = unlike_others()
    other = unlike_others(document=who.document)
    mine, theirs = declared(who, day(1)), declared(other, day(2))
    await databank.tell(mine, theirs)
    first, second = str(await databank.person_of(mine)), str(await databank.person_of(theirs))
    assert first != second
    officer = Officer(databank)
    change = await officer.merge(first, second, day(3))
    look = {
        "shiftId": str(mine.shift_id),
        "outcome": "gevalideerd",
        "method": "paspoort",
        "at": day(4).isoformat(),
    }
    await officer.did("/v1/identity-validations", look, day(4))
    for one in (who, other):
        assert len(await databank.told(IdentityValidated, workerRef=one.worker_ref)) == 1
    await officer.undo(change, day(5))
    (again,) = await databank.told(IdentityRevalidationDue, workerRef=other.worker_ref)
    assert set(again.data) == {"workerRef", "since"}
    assert await databank.told(IdentityRevalidationDue, workerRef=who.worker_ref) == []
