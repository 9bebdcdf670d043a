"""Measures that close a place without a permit, told of its premises once these get one."""

from chassis.db import Transaction
from enforcement.cases.store.timeline import CLOCK
from enforcement.mayor_measures import store
from enforcement.mayor_measures.put_into_effect import let_work
from enforcement.sanctions.place_code import code_of
from enforcement.suitability.store import Premises


async def tell_standing(tx: Transaction, premises: Premises) -> None:
    """Of a measure that began on a report the address was a code; where it was written down, the
    premises are the same, and their closure was told."""
    code = code_of(tx, premises.street, premises.house_number, premises.postcode)
    for case in await store.barring_for_update(tx, code):
        case.premises_id, case.unlisted = premises.premises_id, False
        if case.restricts:
            await let_work(tx, case, CLOCK)
