"""Sanctions that close a place without a permit, told of its premises once these get one."""

from chassis.db import Transaction
from enforcement.sanctions import store
from enforcement.sanctions.place_code import code_of
from enforcement.sanctions.put_into_effect import tell_closed
from enforcement.sanctions.rules import Effect
from enforcement.suitability.store import Premises


async def tell_standing(tx: Transaction, premises: Premises) -> None:
    """The case is of these premises from now on: its end is told of them too."""
    code = code_of(tx, premises.street, premises.house_number, premises.postcode)
    for case in await store.closing_for_update(tx, code):
        case.premises_id, case.unlisted = premises.premises_id, False
        if case.restricts and case.effect_from is not None:
            tell_closed(tx, case, Effect(case.effect_from, case.effect_to), tx.now)
