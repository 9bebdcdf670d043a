"""A worker's code: whose it is and what it opens, whatever people decide about who is who."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from contracts.codes import DisputeReason, SignalKind
from contracts.databank import (
    WelfareSignalRaised,
    WorkerAccessChanged,
    WorkerAccessGranted,
    WorkerAccessRevoked,
)
from contracts.identity import DisputeGrounds
from contracts.pandkalender import ShiftConfirmed, ShiftDisputed
from contracts.sealed import Sealed
from contracts.worker_code import digest, read_code
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround
from databank.worker_codes.rules import holder, scope

from ..support.browser import signed_in
from ..support.databank import START, Databank, Someone, day, declared, unlike_others
from ..support.forms import keyed
from ..support.officers import Officer, claims_of

PEOPLE = st.integers(0, 3)
REFS = st.integers(0, 4)


@given(st.lists(st.tuples(REFS, PEOPLE)), PEOPLE)
def test_no_code_opens_what_is_in_any_part_somebody_elses(said: Any, person: Any) -> None:
    opened = scope(said, person)
    for ref, whose in said:
        if whose != person:
            assert ref not in opened
    assert opened <= {ref for ref, whose in said if whose == person}


@given(st.lists(st.tuples(REFS, PEOPLE)), PEOPLE, PEOPLE)
def test_two_persons_never_see_the_same(said: Any, one: Any, other: Any) -> None:
    assert one == other or not scope(said, one) & scope(said, other)


@given(st.dictionaries(REFS, PEOPLE, min_size=1))
def test_a_code_has_one_holder_or_none(person_of: Any) -> None:
    whose = holder(person_of, person_of)
    assert whose == (min(person_of.values()) if len({*person_of.values()}) == 1 else None)


async def worked(databank: Databank, who: Someone, at: float = 0) -> str:
    shift = declared(who, day(at))
    await databank.tell(shift)
    return str(await databank.person_of(shift))


async def granted(databank: Databank, person_id: str) -> dict[str, Any]:
    found: dict[str, Any] = await Officer(databank).did(f"/v1/persons/{person_id}/worker-access")
    return found


async def opens(databank: Databank, access_id: str) -> set[UUID] | None:
    """What the calendar makes of all that it was told about a code; None once it is revoked."""
    opener = databank.sandbox.opener("pandkalender")
    now: set[UUID] | None = None
    for envelope in await databank.sandbox.recorded("databank"):
        if envelope.data.get("accessId") != access_id:
            continue
        if envelope.type == WorkerAccessRevoked.type:
            return None
        event = opener.open(envelope.read(), envelope.id)
        if isinstance(event, WorkerAccessGranted):
            now = set(event.opens.value.worker_refs)
        elif isinstance(event, WorkerAccessChanged):
            now = set(event.scope.value.worker_refs)
    return now


async def test_a_code_opens_all_refs_of_the_person_and_is_kept_as_a_hash(
    databank: Databank,
) -> None:
    one = unlike_others()
    again = Someone(**{**vars(one), "worker_ref": uuid4()})
    person = await worked(databank, one)
    assert await worked(databank, again, 1) == person
    code = await granted(databank, person)
    assert await opens(databank, code["accessId"]) == {one.worker_ref, again.worker_ref}
    (row,) = await databank.fetch(
        "SELECT digest FROM worker_access WHERE id = $1", UUID(code["accessId"])
    )
    assert row["digest"] == digest(read_code(code["code"]) or "")


async def test_a_new_declaration_of_the_same_person_is_opened_too(databank: Databank) -> None:
    one = unlike_others()
    code = await granted(databank, await worked(databank, one))
    again = Someone(**{**vars(one), "worker_ref": uuid4()})
    await worked(databank, again, 1)
    assert await opens(databank, code["accessId"]) == {one.worker_ref, again.worker_ref}


async def test_a_ref_under_which_somebody_else_is_declared_closes(databank: Databank) -> None:
    one = unlike_others()
    code = await granted(databank, await worked(databank, one))
    other = unlike_others(worker_ref=one.worker_ref)
    await worked(databank, other, 1)
    assert await opens(databank, code["accessId"]) == set()


async def test_a_new_code_voids_the_old_one(databank: Databank) -> None:
    person = await worked(databank, unlike_others())
    old, new = await granted(databank, person), await granted(databank, person)
    assert await opens(databank, old["accessId"]) is None
    assert await opens(databank, new["accessId"]) is not None
    answer = await databank.client.delete(
        f"/v1/persons/{person}/worker-access", headers=databank.officer
    )
    assert answer.status_code == 204
    assert await opens(databank, new["accessId"]) is None


async def test_a_shield_ends_the_codes_that_were_given_before_at_once(databank: Databank) -> None:
    """Whoever asked for one may have kept it."""
    person = await worked(databank, unlike_others())
    code = await granted(databank, person)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-codes")
    form = await keyed(leader, f"/afscherming/{person}", stap="afschermen", grond="bescherming")
    assert (await leader.post(f"/afscherming/{person}", form)).status_code == 303
    assert await opens(databank, code["accessId"]) is None


async def test_a_code_of_an_open_file_ends_when_that_joins_a_shielded_one(
    databank: Databank,
) -> None:
    shielded = await worked(databank, unlike_others())
    other = await worked(databank, unlike_others())
    async with databank.sandbox.asking("databank") as conn:
        await shields.place(conn, UUID(shielded), ShieldGround.BESCHERMING, START, "agent-1")
    hers, theirs = await granted(databank, shielded), await granted(databank, other)
    await Officer(databank).merge(other, shielded)
    assert await opens(databank, hers["accessId"]) is not None, "given by who may open the file"
    assert await opens(databank, theirs["accessId"]) is None


async def test_a_merge_opens_both_and_undoing_it_closes_what_was_foreign(
    databank: Databank,
) -> None:
    one, other = unlike_others(), unlike_others()
    into, gone = await worked(databank, one), await worked(databank, other)
    first, second = await granted(databank, into), await granted(databank, gone)
    officer = Officer(databank)
    change = await officer.merge(into, gone)
    both = {one.worker_ref, other.worker_ref}
    assert await opens(databank, first["accessId"]) == both
    assert await opens(databank, second["accessId"]) == both
    await officer.undo(change)
    assert await opens(databank, first["accessId"]) == {one.worker_ref}
    assert await opens(databank, second["accessId"]) == {other.worker_ref}


async def test_a_code_given_to_two_who_were_one_ends_when_they_part(databank: Databank) -> None:
    """Nobody can say which of the two holds the paper."""
    into, gone = await worked(databank, unlike_others()), await worked(databank, unlike_others())
    officer = Officer(databank)
    change = await officer.merge(into, gone)
    code = await granted(databank, into)
    await officer.undo(change)
    assert await opens(databank, code["accessId"]) is None


SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))]


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_people_decide_no_code_opens_anybody_elses(
    databank: Databank, seed: int
) -> None:
    """Random merges, undone merges, splits and new codes; then every code that stands is right."""
    chance, officer = Random(seed), Officer(databank)
    people = [await worked(databank, unlike_others()) for _ in range(4)]
    refs, merges, codes = {*people}, [], []
    for _ in range(12):
        living = sorted(refs)
        match chance.choice(("code", "merge", "undo", "split")):
            case "code":
                codes.append((await granted(databank, chance.choice(living)))["accessId"])
            case "merge" if len(living) > 1:
                one, other = chance.sample(living, 2)
                body = {"otherPersonId": other, "ground": "gegevens_vergeleken"}
                answer = await officer.post(f"/v1/persons/{one}/merge", body)
                merges += [answer.json()] if answer.status_code in (200, 201) else []
            case "undo" if merges:
                change = merges.pop()
                path = f"/v1/person-changes/{change['changeId']}/undo"
                await officer.post(path, {"ground": "vergissing"})
            case "split":
                person = chance.choice(living)
                claims = await claims_of(databank, person)
                if len(claims) > 1:
                    body = {"claimIds": claims[:1], "ground": "persoon_gezien"}
                    await officer.post(f"/v1/persons/{person}/split", body)
        rows = await databank.fetch(
            "SELECT DISTINCT link.person_id FROM membership AS link JOIN membership AS former"
            " USING (claim_id) WHERE former.person_id = ANY($1::uuid[]) AND link.until_at IS NULL",
            [UUID(each) for each in people],
        )
        refs = {str(row["person_id"]) for row in rows}
    for access_id in codes:
        opened = await opens(databank, access_id)
        if opened is None:
            continue
        rows = await databank.fetch(
            "SELECT given.claim_id, link.person_id, access.person_id AS whose"
            " FROM worker_access_claim AS given JOIN worker_access AS access ON id = access_id"
            " JOIN membership AS link ON link.claim_id = given.claim_id AND until_at IS NULL"
            " WHERE access_id = $1",
            UUID(access_id),
        )
        assert {row["person_id"] for row in rows} == {rows[0]["whose"]}
        theirs = await databank.fetch(
            "SELECT worker_ref, person_id FROM claim JOIN membership ON claim_id = claim.id"
            " AND until_at IS NULL WHERE worker_ref IS NOT NULL",
        )
        assert opened == scope(
            [(r["worker_ref"], r["person_id"]) for r in theirs], rows[0]["whose"]
        )


async def test_coercion_is_an_urgent_signal_and_the_rest_is_not(databank: Databank) -> None:
    shift = declared(unlike_others(), day(3))
    await databank.tell(shift)
    reasons = (DisputeReason.GEDWONGEN, DisputeReason.HUURT_NIET)
    grounds = Sealed.of(DisputeGrounds(reasons=reasons))
    before = len(await databank.sandbox.recorded("databank"))
    await databank.tell(
        ShiftConfirmed(shift_id=shift.shift_id, confirmed_at=START),
        ShiftDisputed(
            shift_id=shift.shift_id, disputed_at=START + timedelta(minutes=1), grounds=grounds
        ),
        ShiftConfirmed(shift_id=shift.shift_id, confirmed_at=START + timedelta(minutes=2)),
    )
    rows = await databank.fetch(
        "SELECT kind, priority, person_id, state FROM signal WHERE source = $1 ORDER BY kind",
        f"dispute {shift.shift_id}",
    )
    assert [(row["kind"], row["priority"]) for row in rows] == [
        (SignalKind.DWANG, "dringend"),
        (SignalKind.SCHIJNAANGIFTE, "gewoon"),
    ]
    assert {row["person_id"] for row in rows} == {await databank.person_of(shift)}
    assert {row["state"] for row in rows} == {"gemeld"}, "a later confirmation takes nothing back"
    told = (await databank.sandbox.recorded("databank"))[before:]
    assert {envelope.type for envelope in told} == {WelfareSignalRaised.type}


async def test_a_dispute_of_an_unknown_shift_is_heard_all_the_same(databank: Databank) -> None:
    grounds = Sealed.of(DisputeGrounds(reasons=(DisputeReason.ONVEILIG,)))
    shift_id = uuid4()
    await databank.tell(ShiftDisputed(shift_id=shift_id, disputed_at=START, grounds=grounds))
    rows = await databank.fetch("SELECT kind FROM signal WHERE source = $1", f"dispute {shift_id}")
    assert [row["kind"] for row in rows] == [SignalKind.DWANG]
