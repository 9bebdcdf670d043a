"""Tell owners of the status of those whom they declare: never a reason, and only what is theirs."""

from collections.abc import Collection, Mapping
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.databank import IdentityRefuted, IdentityRevalidationDue, IdentityValidated
from databank.identity_status import store
from databank.identity_status.rules import ValidationOutcome


async def tell_of_minors(
    tx: Transaction, person_ids: Collection[UUID], worker_refs: Collection[UUID]
) -> None:
    """Whoever declares somebody who was found to be a minor hears it too, also when that is new.

    ``worker_refs`` are the workers declared now. Of most people this is one question to the
    database.
    """
    minors = await store.found_minors(tx.conn, person_ids)
    if not minors:
        return
    known = await store.statuses(tx.conn, minors)
    for worker_ref in sorted(worker_refs):
        if known.get(worker_ref) is ValidationOutcome.WEERLEGD:
            record(tx, IdentityRefuted(worker_ref=worker_ref, refuted_at=tx.now))


def tell_changed(
    tx: Transaction,
    before: Mapping[UUID, ValidationOutcome],
    after: Mapping[UUID, ValidationOutcome],
) -> None:
    """Owners hear of a status only where it changed, by a merge, a split or an expired document:
    outcome by worker.

    A worker who was taken for somebody else is not refuted by that; police look again.
    """
    for worker_ref in sorted(before.keys() | after.keys()):
        outcome = after.get(worker_ref)
        if before.get(worker_ref) == outcome:
            continue
        match outcome:
            case ValidationOutcome.GEVALIDEERD:
                record(tx, IdentityValidated(worker_ref=worker_ref, validated_at=tx.now))
            case ValidationOutcome.WEERLEGD:
                record(tx, IdentityRefuted(worker_ref=worker_ref, refuted_at=tx.now))
            case _:
                record(tx, IdentityRevalidationDue(worker_ref=worker_ref, since=tx.now))
