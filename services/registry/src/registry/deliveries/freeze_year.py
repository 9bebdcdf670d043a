"""Freeze a year: from then on its figures change only by a new delivery with a reason."""

from collections.abc import Collection
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError, RefusedError, StepRefusedError
from contracts.codes import CareOrganisation
from registry.deliveries import store
from registry.deliveries.rules.delivery import Step, is_over
from registry.deliveries.rules.records import Period
from registry.organisations.rules import Organisations


class MissingError(RefusedError):
    """Organisations of which nothing was accepted, and without which nobody said to freeze."""

    def __init__(self, missing: Collection[CareOrganisation]) -> None:
        super().__init__(
            f"Voor dit jaar is niets aanvaard van: {', '.join(missing)}.",
            code="oplevering-ontbreekt",
            detail="Bevries zonder deze organisaties als dat de bedoeling is: noem ze dan.",
            extra={"missing": [*missing]},
        )


async def freeze_year(
    tx: Transaction,
    year: int,
    without: Collection[CareOrganisation],
    organisations: Organisations,
    *,
    by: str,
) -> list[UUID]:
    """The deliveries that are frozen by it. Raises ``RefusedError``. ``by`` is a pseudonym.

    ``without`` names the organisations whose figures the year will lack, and no others: a year
    never freezes without somebody unseen.
    """
    for organisation in CareOrganisation:
        await store.lock_year(tx, organisation, year)
    if not is_over(Period(year), tx.now):
        raise StepRefusedError(f"Het jaar {year} is nog niet voorbij.", [])
    if await store.is_frozen(tx, year):
        raise StepRefusedError(f"Het jaar {year} is al bevroren.", [])
    waiting = await store.organisations_to_accept(tx, year)
    if waiting:
        names = ", ".join(waiting)
        raise StepRefusedError(
            f"Aanvaard eerst wat ingediend is, of stuur het terug: {names}.",
            [Step.ACCEPTANCE, Step.RETURN],
        )
    counted = await store.organisations_counted(tx, year)
    expected = [each.code for each in organisations.expected(Period(year))]
    missing = [code for code in expected if code not in counted]
    if set(missing) - set(without):
        raise MissingError(missing)
    if set(without) - set(missing):
        names = ", ".join(sorted(set(without) - set(missing)))
        raise FieldRefusedError("without", f"{names} hoort hier niet bij: laat dit weg.")
    return await store.freeze(tx, year, by, missing)
