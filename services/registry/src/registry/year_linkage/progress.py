"""Progress of a year's linkage: who has the key, who delivered codes, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.db import Transaction
from registry.delivery_register import parts_of_year
from registry.delivery_register import store as deliveries
from registry.minimum_format.rules.records import Period
from registry.organisations.rules import Organisations
from registry.year_linkage import store
from registry.year_linkage.participants import lacking, measured, participants_of
from registry.year_linkage.rules.linkage_error import (
    FEWEST_SAMPLED,
    Lack,
    LinkageError,
    error_of,
)
from registry.year_linkage.rules.year import RUNNING, NoLinkageError, last_day
from registry.year_linkage.store import (
    LinkageDestruction,
    LinkageHandover,
    LinkageSample,
    LinkageYear,
    LinkedTotals,
)


@dataclass(frozen=True, slots=True)
class OrganisationProgress:
    """``clients`` with a contact and those ``coded`` are of the year's accepted delivery.

    They are as it was delivered: an erasure since moves neither. ``brings`` whether it has codes,
    so that a sample of them is wanted.
    """

    organisation: str
    name: str
    handover: LinkageHandover | None
    delivered: bool
    clients: int
    coded: int
    sample: LinkageSample | None
    fewest: int
    """Clients to code a second time, at least."""
    lack: Lack | None

    @property
    def brings(self) -> bool:
        return self.coded > 0

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
    lacks: Sequence[tuple[Lack, str | None]]
    """What keeps a total from being published, by what is known now: of one organisation, or of
    all together."""
    error: LinkageError | None
    """As the figures would be told with it; none before the year is closed."""

    @property
    def last_day(self) -> date:
        return last_day(self.linkage.year)


async def progress_of(
    tx: Transaction,
    year: int,
    organisations: Organisations,
    threshold: int,
    only: str | None = None,
) -> Progress:
    """Raises ``NoLinkageError``. ``only`` limits it to one organisation."""
    linkage = await store.find(tx, year)
    if linkage is None:
        raise NoLinkageError(year)
    accepted = {
        each.organisation: each
        for each in parts_of_year.accepted(await deliveries.standing(tx, year=year))
        if each.half == 0
    }
    brought = await store.brought(tx, [each.delivery_id for each in accepted.values()])
    handovers, samples = await store.handovers(tx, year), await store.samples(tx, year)
    period = Period(year)
    rows = []
    for organisation in organisations.expected(period):
        code = organisation.code.value
        if only not in (None, code):
            continue
        delivery = accepted.get(code)
        codes = brought.get(delivery.delivery_id) if delivery else None
        of = measured(code, codes, samples) if codes else None
        rows.append(
            OrganisationProgress(
                organisation=code,
                name=organisation.name_in(period),
                handover=handovers.get(code),
                delivered=delivery is not None,
                clients=of.clients if of else delivery.clienten if delivery else 0,
                coded=of.coded if of else 0,
                sample=samples.get(code),
                fewest=of.fewest if of else FEWEST_SAMPLED,
                lack=of.lack if of else None,
            )
        )
    is_frozen = await deliveries.is_frozen(tx, year)
    participants = await participants_of(tx, year) if is_frozen and linkage.state in RUNNING else []
    return Progress(
        linkage=linkage,
        organisations=rows,
        totals=await store.totals(tx, year),
        proof=await store.proof(tx, year),
        is_frozen=is_frozen,
        lacks=[
            (lack, of)
            for lack, of in lacking(participants, threshold)
            if only in (None, of) or not of
        ],
        error=error_of([each.measured for each in participants], threshold)
        if participants
        else None,
    )
