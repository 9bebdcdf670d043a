"""Freeze a year: from then on its figures change only by a new delivery with a reason."""

from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from contracts.codes import CareOrganisation
from registry.deliveries import store
from registry.deliveries.rules.delivery import Step, is_over
from registry.deliveries.rules.records import Period


async def freeze_year(tx: Transaction, year: int, *, by: str) -> list[UUID]:
    """The deliveries that are frozen by it. Raises ``StepRefusedError``. ``by`` is a pseudonym."""
    for organisation in CareOrganisation:
        await store.lock_year(tx, organisation, year)
    if not is_over(Period(year), tx.now):
        raise StepRefusedError(f"Het jaar {year} is nog niet voorbij.", [])
    if await store.is_frozen(tx, year):
        raise StepRefusedError(f"Het jaar {year} is al bevroren.", [])
    waiting = await store.organisations_to_accept(tx, year)
    if waiting:
        names = ", ".join(waiting)
        raise StepRefusedError(f"Aanvaard eerst wat ingediend is: {names}.", [Step.ACCEPTANCE])
    return await store.freeze(tx, year, by)
