"""Progress of a year's linkage: who has the key, who delivered codes, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.db import Transaction
from registry.deliveries import store as deliveries
from registry.deliveries.rules.records import Period
from registry.organisations.rules import Organisations
from registry.year_linkage import store
from registry.year_linkage.rules.year import NoLinkageError, last_day
from registry.year_linkage.store import (
    LinkageDestruction,
    LinkageHandover,
    LinkageYear,
    LinkedTotals,
)


@dataclass(frozen=True, slots=True)
class OrganisationProgress:
    """``clients`` and ``coded`` are rows of the delivery of the year that counts, if one does."""

    organisation: str
    name: str
    handover: LinkageHandover | None
    delivered: bool
    clients: int
    coded: int

    @property
    def share(self) -> int:
        """Percent of the clients that came with a code."""
        return 100 * self.coded // self.clients if self.clients else 0


@dataclass(frozen=True, slots=True)
class Progress:
    linkage: LinkageYear
    organisations: Sequence[OrganisationProgress]
    totals: LinkedTotals | None
    proof: LinkageDestruction | None
    is_frozen: bool

    @property
    def last_day(self) -> date:
        return last_day(self.linkage.year)


async def progress_of(
    tx: Transaction, year: int, organisations: Organisations, only: str | None = None
) -> Progress:
    """Raises ``NoLinkageError``. ``only`` limits it to one organisation."""
    linkage = await store.find(tx, year)
    if linkage is None:
        raise NoLinkageError(year)
    counted = {
        each.organisation: each
        for each in deliveries.counting(await deliveries.standing(tx, year=year))
        if each.half == 0
    }
    coded = {each.delivery_id: each.codes for each in await store.coded(tx, year)}
    handovers = await store.handovers(tx, year)
    period = Period(year)
    rows = []
    for organisation in organisations.expected(period):
        code = organisation.code.value
        if only not in (None, code):
            continue
        delivery = counted.get(code)
        rows.append(
            OrganisationProgress(
                organisation=code,
                name=organisation.name_in(period),
                handover=handovers.get(code),
                delivered=delivery is not None,
                clients=delivery.clienten if delivery else 0,
                coded=coded.get(delivery.delivery_id, 0) if delivery else 0,
            )
        )
    return Progress(
        linkage=linkage,
        organisations=rows,
        totals=await store.totals(tx, year),
        proof=await store.proof(tx, year),
        is_frozen=await deliveries.is_frozen(tx, year),
    )
