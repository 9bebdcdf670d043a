"""A document that was seen is good for every worker who is claimed with it, as its state is
written."""

from dataclasses import replace
from uuid import uuid4

import pytest

from contracts.databank import IdentityValidated
from contracts.identity import WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed
from databank.identity_status import store
from databank.identity_status.rules import ValidationOutcome

from ..support.databank import Databank, Someone, day, declared, unlike_others


def of_state(who: Someone, country: str, today: int) -> ShiftDeclared:
    identity = who.identity
    assert identity.document is not None
    document = identity.document.model_copy(update={"country": country})
    claim = WorkerClaim(
        worker_ref=who.worker_ref, identity=identity.model_copy(update={"document": document})
    )
    return declared(who, day(today)).model_copy(update={"worker": Sealed.of(claim)})


async def hears(databank: Databank, who: Someone) -> int:
    return len(await databank.told(IdentityValidated, workerRef=who.worker_ref))


@pytest.mark.parametrize(
    ("seen", "written", "told"), [("XKX", "RKS", 1), ("ROU", "ROM", 1), ("ROU", "BGR", 0)]
)
async def test_an_owner_who_wrote_the_state_of_the_document_otherwise_hears_that_it_was_seen(
    databank: Databank, seen: str, written: str, told: int
) -> None:
    """ISO 3166-1 has XKX for Kosovo, its passports have RKS; Romania was ROM until 2002."""
    who, today = unlike_others(), databank.today
    of_another_owner = replace(who, worker_ref=uuid4())
    shown = of_state(who, seen, today)
    other = of_state(of_another_owner, written, today)
    await databank.tell(shown, other)
    assert await databank.person_of(shown) == await databank.person_of(other)
    look = {
        "shiftId": str(shown.shift_id),
        "outcome": "gevalideerd",
        "method": "paspoort",
        "at": day(today).isoformat(),
    }
    await databank.created("/v1/identity-validations", look, day(today))
    assert await hears(databank, who) == 1
    assert await hears(databank, of_another_owner) == told
    async with databank.sandbox.asking("databank") as conn:
        known = await store.statuses(conn, [await databank.person_of(shown)])
    expected = {who.worker_ref, of_another_owner.worker_ref} if told else {who.worker_ref}
    assert known == dict.fromkeys(expected, ValidationOutcome.GEVALIDEERD)
