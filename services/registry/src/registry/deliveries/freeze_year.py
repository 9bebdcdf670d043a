"""Freeze a year: from then on its figures change only by a new delivery with a reason."""

from collections.abc import Collection
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError, StepRefusedError
from contracts.codes import CareOrganisation
from contracts.registry import CareYearFrozen, IndicatorCoverage
from registry.completeness.read_year import read_year
from registry.delivery_register import store
from registry.delivery_register.rules.delivery import Step, is_over
from registry.delivery_register.store import FrozenYear
from registry.integration import store as publications
from registry.minimum_format.rules.records import Period
from registry.settings import RegistrySettings


class MissingError(RefusedError):
    """Organisations of which nothing was accepted, and without which nobody said to freeze."""

    def __init__(self, missing: Collection[CareOrganisation]) -> None:
        super().__init__(
            lazy("Voor dit jaar is niets aanvaard van: %(names)s.", names=", ".join(missing)),
            code="oplevering-ontbreekt",
            detail=lazy("Bevries zonder deze organisaties als dat de bedoeling is: noem ze dan."),
            extra={"missing": [*missing]},
        )


async def freeze_year(
    tx: Transaction,
    year: int,
    without: Collection[CareOrganisation],
    settings: RegistrySettings,
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
        raise StepRefusedError(lazy("Het jaar %(year)s is nog niet voorbij.", year=year), [])
    if await store.is_frozen(tx, year):
        raise StepRefusedError(lazy("Het jaar %(year)s is al bevroren.", year=year), [])
    waiting = await store.organisations_to_accept(tx, year)
    if waiting:
        names = ", ".join(waiting)
        raise StepRefusedError(
            lazy("Aanvaard eerst wat ingediend is, of stuur het terug: %(names)s.", names=names),
            [Step.ACCEPTANCE, Step.RETURN],
        )
    await check_told(tx, year)
    counted = await store.organisations_counted(tx, year)
    expected = [each.code for each in settings.known.expected(Period(year))]
    missing = [code for code in expected if code not in counted]
    if set(missing) - set(without):
        raise MissingError(missing)
    if set(without) - set(missing):
        names = ", ".join(sorted(set(without) - set(missing)))
        raise FieldRefusedError(
            "without", lazy("%(names)s hoort hier niet bij: laat dit weg.", names=names)
        )
    newest = await publications.newest_of_year(tx, year)
    frozen = FrozenYear(
        year=year,
        freeze_id=uuid4(),
        frozen_at=tx.now,
        frozen_by=by,
        without=[*missing],
        aggregate_ids=[str(each.aggregate_id) for each in newest],
    )
    deliveries = await store.freeze(tx, frozen)
    record(tx, await _event(tx, frozen, settings))
    return deliveries


async def check_told(tx: Transaction, year: int) -> None:
    """Nothing of the year waits to be told a first time. Raises ``StepRefusedError``.

    What waits to be told once more holds nothing up: the year keeps what was told.
    """
    waiting = await publications.waiting_for_day(tx, year)
    if waiting:
        last = max(each.leaves_on for each in waiting if each.leaves_on is not None)
        raise StepRefusedError(
            lazy(
                "De cijfers van %(names)s publiceren we op %(day)s. Sluit het jaar daarna af.",
                names=", ".join(sorted({each.organisation for each in waiting})),
                day=f"{last:%d/%m/%Y}",
            ),
            [],
        )


async def _event(tx: Transaction, frozen: FrozenYear, settings: RegistrySettings) -> CareYearFrozen:
    assert frozen.freeze_id is not None  # it was just made
    return CareYearFrozen(
        freeze_id=frozen.freeze_id,
        year=frozen.year,
        without=tuple(CareOrganisation(code) for code in frozen.without),
        aggregate_ids=tuple(UUID(each) for each in frozen.aggregate_ids),
        coverage=tuple(
            IndicatorCoverage(
                organisation=each.organisation.code,
                indicator=indicator.indicator,
                completeness=indicator.year,
            )
            for each in await read_year(tx, frozen.year, settings)
            for indicator in each.indicators
        ),
        frozen_at=frozen.frozen_at,
    )
