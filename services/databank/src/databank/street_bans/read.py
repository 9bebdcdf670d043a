"""Read the street bans that hold or will; whoever is shown is logged (DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from databank.roles import TOEZICHT, log_shown
from databank.street_bans import store
from databank.street_bans.rules import Ban


async def read_running(tx: Transaction, officer: Actor) -> list[Ban]:
    """All of them: whoever works in the street must know each."""
    bans = await store.running(tx)
    for ban in bans:
        await record_access(
            tx,
            officer,
            action=Action.CONSULT,
            subject_kind="street-ban",
            subject_id=ban.order.case_id,
            purpose=TOEZICHT,
        )
        await log_shown(tx, officer, ban.person_ids, TOEZICHT)
    return bans


async def of_person(tx: Transaction, person_id: UUID) -> list[Ban]:
    """Those of a person whose file is open: that read is logged already."""
    return await store.running(tx, person_id=person_id)


async def near(tx: Transaction, street: str | None) -> list[Ban]:
    """Those in whose area a street lies; shown without a name."""
    return [ban for ban in await store.running(tx) if ban.is_near(street)]
