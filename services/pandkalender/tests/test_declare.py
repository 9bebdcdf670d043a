from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.pandkalender import ShiftDeclared

from .conftest import EVENING, NOW, City, Owner, worker


async def test_a_shift_declared_before_it_starts_is_accepted_and_told_sealed(
    city: City, owner: Owner
) -> None:
    response = await owner.declare()
    assert response.status_code == 201
    answer = response.json()
    assert answer == {
        "shiftId": answer["shiftId"],
        "state": "aangegeven",
        "late": False,
        "leadMinutes": 600,
        "identityStatus": "te_controleren",
        "warnings": [],
    }
    (event,) = await city.events(ShiftDeclared, shift_id=answer["shiftId"])
    assert (event.room_id, event.premises_id) == (owner.rooms[0], owner.premises_id)
    assert (event.lead_minutes, event.late, event.declared_by) == (600, False, "eigenaar")
    assert event.worker.value.identity.given_names == "Ana1"
