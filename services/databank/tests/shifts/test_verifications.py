"""Officers at the window: what they find, and what others hear of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.databank import (
    IdentityRefuted,
    IdentityValidated,
    ShiftAbsenceObserved,
    ShiftVerified,
    UnannouncedPresenceObserved,
    WelfareSignalRaised,
)
from contracts.pandkalender import ShiftDeclared, ShiftEnded

from ..support.databank import Databank, cancelled, day, declared, unlike_others


def found(shift: ShiftDeclared, outcome: str, **more: Any) -> dict[str, Any]:
    at = shift.starts_at.isoformat()
    return {"shiftId": str(shift.shift_id), "outcome": outcome, "observedAt": at, **more}


async def verification_of(databank: Databank, shift: ShiftDeclared) -> str:
    (row,) = await databank.fetch(
        "SELECT verification FROM shift WHERE shift_id = $1", shift.shift_id
    )
    return str(row["verification"])


async def test_the_declared_person_at_work_verifies_the_shift(databank: Databank) -> None:
    shift = declared(unlike_others(), day(0))
    await databank.tell(shift)
    answer = await databank.created("/v1/verifications", found(shift, "aanwezig"))
    assert answer["personId"] == str(await person_of(databank, shift))
    assert answer["findingSuggested"] is False
    assert await verification_of(databank, shift) == "bevestigd_ter_plaatse"
    assert len(await databank.told(ShiftVerified, shiftId=shift.shift_id)) == 1


async def person_of(databank: Databank, shift: ShiftDeclared) -> UUID:
    (row,) = await databank.fetch(
        "SELECT DISTINCT person_id FROM sighting WHERE source_id = $1", shift.shift_id
    )
    return UUID(str(row["person_id"]))


async def test_who_was_seen_stays_seen_when_the_owner_cancels_afterwards(
    databank: Databank,
) -> None:
    who = unlike_others()
    shift = declared(who, day(3))
    await databank.tell(shift)
    seen = await databank.inspect("straat", day(0), who)
    await databank.created("/v1/verifications", found(shift, "aanwezig"))
    (before,) = await databank.cases(seen["persons"][0]["personId"])
    await databank.tell(cancelled(shift))
    (after,) = await databank.cases(seen["persons"][0]["personId"])
    assert after["id"] == before["id"]
    cases = await databank.listed("/v1/branch-shifts?state=gedetecteerd&pagesize=500")
    (case,) = [one for one in cases if one["caseId"] == str(after["id"])]
    assert case["evidence"][1]["sourceKind"] == "verification"


async def test_absence_is_observed_and_takes_nothing_away(databank: Databank) -> None:
    shift = declared(unlike_others(), day(0))
    await databank.tell(shift)
    answer = await databank.created("/v1/verifications", found(shift, "afwezig"))
    assert answer["findingSuggested"] is False
    assert len(await databank.told(ShiftAbsenceObserved, shiftId=shift.shift_id)) == 1
    assert await verification_of(databank, shift) == "afwezig_bij_controle"
    (row,) = await databank.fetch(
        "SELECT withdrawn_at FROM sighting WHERE source_id = $1", shift.shift_id
    )
    assert row["withdrawn_at"] is None


@pytest.mark.parametrize(
    ("minutes", "taken"), [(-30, False), (-1, False), (0, True), (375, True), (376, False)]
)
async def test_nobody_is_absent_before_the_begin_of_a_shift_nor_after_its_end(
    databank: Databank, minutes: int, taken: bool
) -> None:
    """Handbook §2.2: "nobody there during the shift". This one ended after 6 hours 16 minutes."""
    shift = declared(unlike_others(), day(0))
    ended = ShiftEnded(
        shift_id=shift.shift_id,
        premises_id=shift.premises_id,
        ended_at=day(0) + timedelta(minutes=376),
        early=True,
    )
    await databank.tell(shift, ended)
    at = (day(0) + timedelta(minutes=minutes)).isoformat()
    body = found(shift, "afwezig") | {"observedAt": at}
    answer = await databank.post("/v1/verifications", body, day(0) + timedelta(hours=7))
    if taken:
        assert answer.status_code == 201, answer.text
    else:
        assert (answer.status_code, answer.json()["code"]) == (422, "shift-loopt-niet")
        assert await verification_of(databank, shift) == "niet_gecontroleerd"
    assert len(await databank.told(ShiftAbsenceObserved, shiftId=shift.shift_id)) == taken


async def test_nobody_is_absent_from_a_shift_that_was_cancelled(databank: Databank) -> None:
    shift = declared(unlike_others(), day(0))
    await databank.tell(shift, cancelled(shift))
    answer = await databank.post("/v1/verifications", found(shift, "afwezig"), day(0.1))
    assert (answer.status_code, answer.json()["code"]) == (422, "shift-loopt-niet")


async def test_somebody_else_before_the_begin_is_seen_in_the_room_and_refutes_no_shift(
    databank: Databank,
) -> None:
    shift, other = declared(unlike_others(), day(0)), unlike_others()
    await databank.tell(shift)
    early = {"observedAt": (day(0) - timedelta(minutes=1)).isoformat()}
    body = found(shift, "andere", person=other.body) | early
    answer = await databank.created("/v1/verifications", body)
    assert await verification_of(databank, shift) == "niet_gecontroleerd"
    (event,) = await databank.told(UnannouncedPresenceObserved, premisesId=shift.premises_id)
    assert "shiftId" not in event.data and event.data["roomId"] == str(shift.room_id)
    sightings = await databank.listed(f"/v1/persons/{answer['personId']}/sightings")
    assert [one["sourceKind"] for one in sightings] == ["verification"]


async def test_somebody_else_at_work_is_seen_there_and_suggests_a_finding(
    databank: Databank,
) -> None:
    shift, other = declared(unlike_others(), day(0)), unlike_others()
    await databank.tell(shift)
    body = found(shift, "andere", person=other.body)
    answer = await databank.created("/v1/verifications", body)
    assert answer["findingSuggested"] is True
    assert answer["personId"] != str(await person_of(databank, shift))
    sightings = await databank.listed(f"/v1/persons/{answer['personId']}/sightings")
    assert [(one["branch"], one["sourceKind"]) for one in sightings] == [("raam", "verification")]
    (event,) = await databank.told(UnannouncedPresenceObserved, shiftId=shift.shift_id)
    assert event.data["observationId"] == answer["verificationId"]
    assert await verification_of(databank, shift) == "weerlegd"


async def test_somebody_at_work_without_any_declaration(databank: Databank) -> None:
    premises_id, room_id = str(uuid4()), str(uuid4())
    body = {
        "premisesId": premises_id,
        "roomId": room_id,
        "outcome": "andere",
        "observedAt": day(0).isoformat(),
        "person": unlike_others().body,
    }
    answer = await databank.created("/v1/verifications", body)
    assert answer["findingSuggested"] is True
    (event,) = await databank.told(UnannouncedPresenceObserved, premisesId=premises_id)
    assert "shiftId" not in event.data


async def test_a_closed_door_says_nothing(databank: Databank) -> None:
    shift = declared(unlike_others(), day(0))
    await databank.tell(shift)
    before = len(await databank.sandbox.recorded("databank"))
    await databank.created("/v1/verifications", found(shift, "niet_vast_te_stellen"))
    assert len(await databank.sandbox.recorded("databank")) == before
    assert await verification_of(databank, shift) == "niet_vast_te_stellen"


async def test_an_older_observation_that_comes_late_does_not_undo_a_newer_one(
    databank: Databank,
) -> None:
    shift = declared(unlike_others(), day(0))
    await databank.tell(shift)
    late = found(shift, "afwezig") | {"observedAt": day(0).isoformat()}
    newer = found(shift, "aanwezig") | {"observedAt": day(0.1).isoformat()}
    await databank.created("/v1/verifications", newer)
    await databank.created("/v1/verifications", late)
    assert await verification_of(databank, shift) == "bevestigd_ter_plaatse"


async def test_a_shift_that_is_not_known_yet_says_so(databank: Databank) -> None:
    shift = declared(unlike_others(), day(0))
    answer = await databank.post("/v1/verifications", found(shift, "aanwezig"))
    assert answer.status_code == 404
    assert answer.json()["code"] == "aangifte-onbekend"
    assert "probeer" in answer.json()["title"]


async def test_a_round_is_taken_item_by_item(databank: Databank) -> None:
    shifts = [declared(unlike_others(), day(nr)) for nr in range(3)]
    await databank.tell(*shifts)
    unknown = declared(unlike_others(), day(0))
    items = [
        *(found(shift, "aanwezig") for shift in shifts),
        found(unknown, "aanwezig"),
        {"outcome": "afwezig", "observedAt": day(0).isoformat()},
    ]
    answer = await databank.created("/v1/verifications/batch", {"verifications": items})
    assert (answer["accepted"], answer["refused"]) == (3, 2)
    assert [one["status"] for one in answer["results"]] == ["aanvaard"] * 3 + ["geweigerd"] * 2
    assert [one["index"] for one in answer["results"]] == [0, 1, 2, 3, 4]
    assert answer["results"][3]["problem"]["code"] == "aangifte-onbekend"
    for shift in shifts:
        assert len(await databank.told(ShiftVerified, shiftId=shift.shift_id)) == 1


def looked(shift: ShiftDeclared, outcome: str, **more: Any) -> dict[str, Any]:
    at = shift.starts_at.isoformat()
    return {
        "shiftId": str(shift.shift_id),
        "outcome": outcome,
        "method": "paspoort",
        "at": at,
        **more,
    }


async def test_a_validated_document_is_validated_for_every_owner_who_gave_it(
    databank: Databank,
) -> None:
    who = unlike_others()
    others = [
        unlike_others(),
        *(_again(who, document) for document in (who.document, "NEW1", None)),
    ]
    same, renewed, without = others[1:]
    shifts = [declared(one, day(nr)) for nr, one in enumerate([who, *others])]
    await databank.tell(*shifts)
    await databank.created("/v1/identity-validations", looked(shifts[0], "gevalideerd"))
    told = {one.data["workerRef"] for one in await databank.told(IdentityValidated)}
    assert {str(who.worker_ref), str(same.worker_ref)} <= told
    assert not {str(one.worker_ref) for one in (renewed, without, others[0])} & told


def _again(who: Any, document: str | None) -> Any:
    from dataclasses import replace

    return replace(who, document=document, worker_ref=uuid4())


async def test_a_refuted_identity_tells_the_owner_no_reason(databank: Databank) -> None:
    who = unlike_others()
    shift = declared(who, day(0))
    await databank.tell(shift)
    body = looked(shift, "weerlegd", reason="vals_of_vervallen_document")
    answer = await databank.created("/v1/identity-validations", body)
    assert answer["signalId"] is None
    (event,) = await databank.told(IdentityRefuted, workerRef=who.worker_ref)
    assert set(event.data) == {"workerRef", "refutedAt"}


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("minderjarig", "minderjarigheid"),
        ("mogelijk_slachtoffer", "mensenhandel"),
        ("persoon_is_niet_document", "mensenhandel"),
    ],
)
async def test_dp11_a_minor_or_a_possible_victim_opens_a_protective_flow(
    databank: Databank, reason: str, kind: str
) -> None:
    shift = declared(unlike_others(), day(0))
    await databank.tell(shift)
    body = looked(shift, "weerlegd", reason=reason)
    answer = await databank.created("/v1/identity-validations", body)
    (event,) = await databank.told(WelfareSignalRaised, signalId=answer["signalId"])
    assert (event.data["kind"], event.data["priority"]) == (kind, "dringend")
    assert set(event.data) == {"signalId", "kind", "priority", "raisedAt"}
    again = await databank.created("/v1/identity-validations", body)
    assert again["signalId"] == answer["signalId"]
    assert len(await databank.told(WelfareSignalRaised, signalId=answer["signalId"])) == 1


async def test_every_owner_hears_of_a_minor_also_one_who_declares_her_later(
    databank: Databank,
) -> None:
    """The reason goes to none of them."""
    who = unlike_others()
    other, third = (replace(who, worker_ref=uuid4()) for _ in range(2))
    shift = declared(who, day(0))
    await databank.tell(shift, declared(other, day(1)))
    await databank.created(
        "/v1/identity-validations", looked(shift, "weerlegd", reason="minderjarig")
    )
    for one in (who, other):
        (event,) = await databank.told(IdentityRefuted, workerRef=one.worker_ref)
        assert set(event.data) == {"workerRef", "refutedAt"}
    await databank.tell(declared(third, day(2)))
    assert len(await databank.told(IdentityRefuted, workerRef=third.worker_ref)) == 1


async def test_another_owner_does_not_hear_of_a_document_that_was_not_in_order(
    databank: Databank,
) -> None:
    who = unlike_others()
    other = replace(who, worker_ref=uuid4())
    shift = declared(who, day(0))
    await databank.tell(shift, declared(other, day(1)))
    body = looked(shift, "weerlegd", reason="vals_of_vervallen_document")
    await databank.created("/v1/identity-validations", body)
    await databank.tell(declared(other, day(2)))
    assert await databank.told(IdentityRefuted, workerRef=other.worker_ref) == []


async def test_an_unclear_look_is_told_to_nobody(databank: Databank) -> None:
    who = unlike_others()
    shift = declared(who, day(0))
    await databank.tell(shift)
    before = len(await databank.sandbox.recorded("databank"))
    await databank.created("/v1/identity-validations", looked(shift, "onduidelijk"))
    assert len(await databank.sandbox.recorded("databank")) == before


async def test_a_person_can_be_validated_without_a_shift(databank: Databank) -> None:
    who = unlike_others()
    shift = declared(who, day(0))
    await databank.tell(shift)
    person_id = str(await person_of(databank, shift))
    body = looked(shift, "gevalideerd") | {"personId": person_id}
    del body["shiftId"]
    await databank.created("/v1/identity-validations", body)
    assert len(await databank.told(IdentityValidated, workerRef=who.worker_ref)) == 1
    person = (await databank.get(f"/v1/persons/{person_id}")).json()
    assert person["identityState"] == "gevalideerd"
