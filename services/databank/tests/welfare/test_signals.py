"""Protective signals: kept by the police, counted by everybody else."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from contracts.databank import WelfareSignalRaised
from contracts.identity import WorkerClaim
from contracts.pandkalender import MinorDeclarationAttempted, ShiftConflictNoticed
from contracts.sealed import Sealed

from ..support.databank import Databank, Someone, day, declared, unlike_others


def attempted(who: Someone, attempt_id: UUID, **more: Any) -> MinorDeclarationAttempted:
    return MinorDeclarationAttempted(
        attempt_id=attempt_id,
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=day(0),
        ends_at=day(0.3),
        attempted_at=day(0),
        worker=Sealed.of(WorkerClaim(worker_ref=who.worker_ref, identity=who.identity)),
        **({"correction": False} | more),
    )


async def signals(databank: Databank, kind: str) -> list[dict[str, Any]]:
    return await databank.listed(f"/v1/signals?kind={kind}&pagesize=500")


async def test_a_minor_who_is_corrected_into_an_adult_is_one_signal_with_both_claims(
    databank: Databank,
) -> None:
    young = unlike_others(birth="2009-03-04")
    adult = replace(young, birth="1999-03-04")
    attempt_id = uuid4()
    await databank.tell(attempted(young, attempt_id))
    await databank.tell(attempted(adult, attempt_id, correction=True, shift_id=uuid4()))
    (signal,) = [
        one
        for one in await signals(databank, "minderjarigheid")
        if one["evidence"][0]["facts"].get("attemptId") == str(attempt_id)
    ]
    assert signal["priority"] == "dringend"
    assert [one["kind"] for one in signal["evidence"]] == ["poging", "verbetering"]
    (event,) = await databank.told(WelfareSignalRaised, signalId=signal["signalId"])
    assert set(event.data) == {"signalId", "kind", "priority", "raisedAt"}
    opened = (await databank.get(f"/v1/signals/{signal['signalId']}", "bescherming")).json()
    assert [one["birthDate"] for one in opened["claims"]] == ["2009-03-04", "1999-03-04"]


async def test_an_attempt_makes_nobody_a_person_of_the_databank(databank: Databank) -> None:
    young = unlike_others(birth="2009-03-04")
    (before,) = await databank.fetch("SELECT count(*) FROM person")
    await databank.tell(attempted(young, uuid4()))
    (after,) = await databank.fetch("SELECT count(*) FROM person")
    assert after == before


async def test_one_worker_in_two_rooms_is_one_signal_whoever_notices(databank: Databank) -> None:
    who = unlike_others()
    first, second = declared(who, day(0)), declared(replace(who, worker_ref=uuid4()), day(0))
    await databank.tell(first, second)

    def conflict(one: UUID, other: UUID) -> ShiftConflictNoticed:
        return ShiftConflictNoticed(
            shift_id=one,
            other_shift_id=other,
            overlap_starts_at=day(0),
            overlap_ends_at=day(0.3),
            noticed_at=day(0),
        )

    before = len(await databank.told(WelfareSignalRaised, kind="dubbele_aangifte"))
    await databank.tell(
        conflict(first.shift_id, second.shift_id), conflict(second.shift_id, first.shift_id)
    )
    told = await databank.told(WelfareSignalRaised, kind="dubbele_aangifte")
    assert len(told) == before + 1
    assert told[-1].data["priority"] == "gewoon"
    (signal,) = [
        one
        for one in await signals(databank, "dubbele_aangifte")
        if one["signalId"] == told[-1].data["signalId"]
    ]
    assert signal["personId"] == str(await databank.person_of(first))


async def test_what_was_claimed_is_read_for_a_purpose(databank: Databank) -> None:
    young = unlike_others(birth="2009-03-04")
    await databank.tell(attempted(young, uuid4()))
    listed = await databank.get("/v1/signals?kind=minderjarigheid&pagesize=500")
    assert young.family not in listed.text
    signal_id = listed.json()["_embedded"]["signals"][0]["signalId"]
    refused = await databank.get(f"/v1/signals/{signal_id}", purpose=None)
    assert refused.status_code == 403
