"""Name an addressee of a case, with the address at which letters arrive, or remove one."""

from dataclasses import replace
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from enforcement.cases.store.timeline import By
from enforcement.notifications import case_file
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.draft import PROCEDURE
from enforcement.notifications.rules.letters import AddresseeRole
from enforcement.notifications.rules.postal import postcode
from enforcement.notifications.scope import must_see
from enforcement.notifications.store import addressees, letters
from enforcement.notifications.store.addressees import Address, Addressee
from enforcement.notifications.undelivered import count_undelivered


async def name_addressee(
    tx: Transaction, actor: Actor, case_id: UUID, role: AddresseeRole, address: Address
) -> Addressee:
    """Letters that are drafted from now on go there too. Raises ``RefusedError``."""
    address = replace(address, postcode=postcode(address.postcode, address.country))
    case = await case_file.find(tx, case_id)
    must_see(actor, case)
    await record_access(
        tx,
        actor,
        action=Action.CHANGE,
        subject_kind=case.kind,
        subject_id=case_id,
        purpose=PROCEDURE,
    )
    passed_at = await correspondence(case.kind).passed_at(tx, case_id)
    named = await addressees.add(tx, case_id, role, address, By.actor(actor), passed_at)
    await correspondence(case.kind).count_persons(tx, case_id)
    return named


async def remove_addressee(tx: Transaction, actor: Actor, addressee_id: UUID) -> UUID:
    """No more letters go there; those that exist stay. The case. Raises ``RefusedError``."""
    row = await addressees.get_row(tx, addressee_id)
    if row is None or row.removed_at is not None:
        raise NotFoundError(lazy("Deze geadresseerde"))
    case = await case_file.find(tx, row.case_id)
    must_see(actor, case)
    await record_access(
        tx,
        actor,
        action=Action.CHANGE,
        subject_kind=case.kind,
        subject_id=row.case_id,
        purpose=PROCEDURE,
    )
    row.removed_at = tx.now
    await correspondence(case.kind).count_persons(tx, row.case_id)
    for returned in (await letters.came_back(tx, row.case_id))[:1]:
        await count_undelivered(tx, returned)
    return row.case_id
