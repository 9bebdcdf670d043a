"""Notices that only the police get, and that no owner can tell from any answer (DP-11)."""

import asyncio
import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from contracts.pandkalender import (
    MinorDeclarationAttempted,
    ShiftConflictNoticed,
    ShiftDeclared,
)
from pandkalender.sealed_columns import CLAIM

from ..support.city import EVENING, NOW, City, Owner, worker

MINOR = "2009-05-06"
ADULT = "1999-05-06"


def without_ids(text: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<id>", text)


async def attempts(city: City, owner: Owner) -> list[Any]:
    return await city.events(MinorDeclarationAttempted, premises_id=owner.premises_id)


async def test_a_minor_is_refused_and_what_was_tried_is_kept_and_told(
    city: City, owner: Owner
) -> None:
    response = await owner.declare(who=worker(birthDate=MINOR))
    assert (response.status_code, response.json()["code"]) == (422, "leeftijd")
    assert response.json()["title"] == "De leeftijdsvoorwaarde is niet voldaan."
    assert "politie" not in response.text
    (attempt,) = await attempts(city, owner)
    assert (attempt.correction, attempt.shift_id) == (False, None)
    assert attempt.worker.value.identity.birth_date == MINOR
    assert attempt.starts_at == EVENING
    (kept,) = await city.query(
        "SELECT attempt_id, claim_id, said FROM minor_attempt a JOIN worker_claim USING (claim_id)"
        " WHERE a.owner = $1",
        owner.organisation,
    )
    vault = await city.sandbox.vault("pandkalender")
    said = vault.open(CLAIM, kept["claim_id"], kept["said"])
    assert (kept["attempt_id"], said["birth_date"]) == (attempt.attempt_id, MINOR)
    assert said["given_names"] == "Ana1"
    assert await city.events(ShiftDeclared, premises_id=owner.premises_id) == []


async def test_who_may_be_a_minor_is_refused_the_same_way_and_asked_for_the_full_date(
    city: City, owner: Owner
) -> None:
    response = await owner.declare(who=worker(birthDate="2008"))
    assert response.json()["code"] == "leeftijd"
    assert response.json()["detail"] == "Geef de volledige geboortedatum."
    assert len(await attempts(city, owner)) == 1


async def test_a_minor_is_protected_also_when_the_declaration_was_wrong_anyhow(
    city: City, owner: Owner
) -> None:
    response = await owner.declare(hours=14, who=worker(birthDate=MINOR))
    assert response.json()["code"] == "leeftijd"
    assert len(await attempts(city, owner)) == 1


async def test_a_corrected_birth_date_is_told_under_the_first_attempt_and_answered_as_any_other(
    city: City, owner: Owner
) -> None:
    for _ in range(2):
        await owner.declare(who=worker(birthDate=MINOR))
    corrected = await owner.declare(who=worker(birthDate=ADULT))
    ordinary = await owner.declare(room=1, who=worker(2, birthDate=ADULT))
    assert corrected.status_code == ordinary.status_code == 201
    assert without_ids(corrected.text) == without_ids(ordinary.text)
    first, _second, correction = await attempts(city, owner)
    assert correction.correction
    assert correction.attempt_id == first.attempt_id
    assert str(correction.shift_id) == corrected.json()["shiftId"]
    assert correction.worker.value.identity.birth_date == ADULT
    shown = await owner.shown(corrected.json()["shiftId"])
    other = await owner.shown(ordinary.json()["shiftId"])
    assert shown.keys() == other.keys()
    assert shown["identityStatus"] == other["identityStatus"]

    await owner.declared(starts_at=EVENING + timedelta(days=1), who=worker(birthDate=ADULT))
    assert len(await attempts(city, owner)) == 3, "a correction is told once"


async def test_a_correction_is_seen_by_names_alone_and_within_one_roster(
    city: City, owner: Owner
) -> None:
    minor = worker(birthDate=MINOR, document=None)
    adult = worker(birthDate=ADULT, givenNames="ana1", document=None)
    response = await owner.post(
        "/v1/rosters", {"shifts": [owner.shift(who=minor), owner.shift(who=adult)]}
    )
    assert [result["status"] for result in response.json()["results"]] == ["geweigerd", "aanvaard"]
    assert [attempt.correction for attempt in await attempts(city, owner)] == [False, True]


async def test_who_turns_eighteen_was_not_corrected(city: City, owner: Owner) -> None:
    soon = worker(birthDate="2008-01-10")
    assert (await owner.declare(who=soon)).json()["code"] == "leeftijd"
    await owner.declared(starts_at=EVENING + timedelta(days=10), who=soon)
    assert [attempt.correction for attempt in await attempts(city, owner)] == [False]


async def test_the_attempt_of_one_owner_says_nothing_about_the_worker_of_another(
    city: City, owner: Owner
) -> None:
    await owner.declare(who=worker(birthDate=MINOR))
    other = await city.owner()
    await other.declared(who=worker(birthDate=ADULT))
    assert await attempts(city, other) == []


async def test_a_change_that_makes_the_worker_a_minor_is_refused_and_told(
    city: City, owner: Owner
) -> None:
    later = EVENING + timedelta(days=10)
    shift_id = await owner.declared(starts_at=later, who=worker(birthDate="2008-01-10"))
    body = {
        "startsAt": EVENING.isoformat(),
        "endsAt": (EVENING + timedelta(hours=8)).isoformat(),
        "reason": "uren",
    }
    response = await owner.post(f"/v1/shifts/{shift_id}/changes", body)
    assert response.json()["code"] == "leeftijd"
    (attempt,) = await attempts(city, owner)
    assert attempt.starts_at == EVENING
    assert (await owner.shown(shift_id))["startsAt"].startswith(f"{later:%Y-%m-%dT%H}")


async def test_one_person_at_two_owners_is_accepted_by_both_and_only_the_police_hear(
    city: City, owner: Owner
) -> None:
    alone, first, second = await city.owner(), owner, await city.owner()
    nobody = await alone.declare(who=worker(70))
    one = await first.declare(who=worker(71))
    two = await second.declare(starts_at=EVENING + timedelta(hours=6), who=worker(71))
    three = await alone.declare(room=1, starts_at=EVENING + timedelta(hours=6), who=worker(72))
    assert without_ids(one.text) == without_ids(nobody.text)
    assert without_ids(two.text) == without_ids(three.text)
    (conflict,) = await city.events(ShiftConflictNoticed, shift_id=two.json()["shiftId"])
    assert str(conflict.other_shift_id) == one.json()["shiftId"]
    assert conflict.overlap_starts_at == EVENING + timedelta(hours=6)
    assert conflict.overlap_ends_at == EVENING + timedelta(hours=8)

    for path in ("", "/" + two.json()["shiftId"]):
        seen = (await second.get(f"/v1/shifts{path}")).json()
        other = path and "/" + three.json()["shiftId"]
        usual = (await alone.get(f"/v1/shifts{other}")).json()
        found = seen if path else seen["_embedded"]["shifts"][0]
        expected = usual if path else usual["_embedded"]["shifts"][-1]
        assert found.keys() == expected.keys()
        for name in ("state", "identityStatus", "verification", "blockedReason", "allowed"):
            assert json.dumps(found[name]) == json.dumps(expected[name])


async def test_one_person_is_recognised_at_another_owner_by_name_when_no_document_is_shown(
    city: City, owner: Owner
) -> None:
    other = await city.owner()
    name = {"givenNames": f"Ana {uuid4().hex}", "document": None}
    await owner.declared(who=worker(**name))
    shift_id = await other.declared(who=worker(**name))
    assert len(await city.events(ShiftConflictNoticed, shift_id=shift_id)) == 1
    namesake = await other.declared(room=1, who=worker(**name, birthDate="1998-01-01"))
    assert await city.events(ShiftConflictNoticed, shift_id=namesake) == []


async def test_parallel_declarations_by_two_owners_are_always_noticed(city: City) -> None:
    owners = [await city.owner() for _ in range(4)]
    responses = await asyncio.gather(*(owner.declare(who=worker(80)) for owner in owners))
    assert [response.status_code for response in responses] == [201] * 4
    ids = {response.json()["shiftId"] for response in responses}
    conflicts = [
        conflict
        for conflict in await city.events(ShiftConflictNoticed)
        if str(conflict.shift_id) in ids
    ]
    pairs = {frozenset((str(c.shift_id), str(c.other_shift_id))) for c in conflicts}
    assert len(pairs) == len(conflicts) == 6


async def test_a_change_tells_a_new_conflict_and_not_an_old_one_again(
    city: City, owner: Owner
) -> None:
    other = await city.owner()
    await other.declared(who=worker(90), hours=4)
    shift_id = await owner.declared(who=worker(90), starts_at=EVENING + timedelta(days=1))
    assert await city.events(ShiftConflictNoticed, shift_id=shift_id) == []
    for start, reason in ((EVENING, "uren"), (EVENING - timedelta(hours=1), "uren")):
        body = {
            "startsAt": start.isoformat(),
            "endsAt": (start + timedelta(hours=8)).isoformat(),
            "reason": reason,
        }
        response = await owner.post(f"/v1/shifts/{shift_id}/changes", body)
        assert response.status_code == 200
        assert "conflict" not in response.text
    assert len(await city.events(ShiftConflictNoticed, shift_id=shift_id)) == 1


async def test_a_cancelled_shift_conflicts_with_nobody(city: City, owner: Owner) -> None:
    other = await city.owner()
    cancelled = await other.declared(who=worker(95))
    await other.post(f"/v1/shifts/{cancelled}/cancellation", {"reason": "ziek"})
    shift_id = await owner.declared(who=worker(95), at=NOW + timedelta(minutes=1))
    assert await city.events(ShiftConflictNoticed, shift_id=shift_id) == []
