"""Join the organisations of a year once: count, protect, publish, and destroy key and codes.

One person of the study department asks for it, another does it. All happens in one transaction:
there is no moment at which a join was published and its key still exists.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from chassis import long_work
from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import CareOrganisation
from contracts.registry import LinkedTotal, LinkedTotalsPublished
from registry.deliveries import store as deliveries
from registry.deliveries.rules.records import Period
from registry.deliveries.store import Delivery
from registry.disclosure.secret import secret_of
from registry.integration import store as integration
from registry.integration.rules import cells
from registry.integration.rules.aggregation import aggregate
from registry.integration.rules.cells import Key
from registry.year_linkage import store
from registry.year_linkage.destroy import destroy
from registry.year_linkage.hand_over import running
from registry.year_linkage.rules.linked_figures import (
    MOST_TOGETHER,
    LinkedFigures,
    LinkedQuestion,
    linked_figures,
)
from registry.year_linkage.rules.persons import LinkedClient, persons
from registry.year_linkage.rules.year import (
    COMPLETE_FROM,
    FEWEST,
    Ground,
    LinkageRefusedError,
    LinkageState,
    SamePersonError,
)
from registry.year_linkage.store import LinkedTotals

TOO_FEW = lazy(
    "Van minder dan twee organisaties zijn er koppelcodes in de oplevering die telt. Er is niets te"
    " koppelen. Stop de koppeling als er geen codes meer komen."
)
TOO_MANY = lazy(
    "Meer dan %(most)s organisaties samen koppelen kan dit platform niet veilig.",
    most=MOST_TOGETHER,
)
NOT_ASKED = lazy("Vraag de koppeling eerst aan. Iemand anders voert ze dan uit.")


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation with codes in the delivery that counts; ``clients`` had a contact."""

    organisation: str
    delivery: Delivery
    clients: tuple[LinkedClient, ...]
    shown: Mapping[Key, int]
    """What it shows exactly of its clients in the year, and what was really counted."""

    @property
    def coded(self) -> int:
        return sum(1 for each in self.clients if each.code is not None)


async def request(tx: Transaction, year: int, *, by: str) -> None:
    """Ask for the join. Raises ``RefusedError``. ``by`` is a pseudonym."""
    linkage = await running(tx, year)
    await _check(tx, year)
    if linkage.state is LinkageState.AANGEVRAAGD:
        raise LinkageRefusedError(lazy("De koppeling van %(year)s is al aangevraagd.", year=year))
    linkage.state = LinkageState.AANGEVRAAGD
    linkage.requested_at, linkage.requested_by = tx.now, by
    tx.session.add(linkage)


async def withdraw_request(tx: Transaction, year: int) -> None:
    """Take the request back, whoever made it. Raises ``RefusedError``."""
    linkage = await running(tx, year)
    linkage.state = LinkageState.OPEN
    linkage.requested_at = linkage.requested_by = None
    tx.session.add(linkage)


async def join(tx: Transaction, year: int, threshold: int, *, by: str) -> LinkedTotals:
    """The published totals; key and codes are gone. Raises ``RefusedError``.

    ``by`` is a pseudonym, and not the one that asked; ``threshold`` a number of persons.
    """
    linkage = await running(tx, year)
    if linkage.state is not LinkageState.AANGEVRAAGD:
        raise LinkageRefusedError(NOT_ASKED)
    if linkage.requested_by == by:
        raise SamePersonError
    participants = await _check(tx, year)
    clients = [client for each in participants for client in each.clients]
    question = LinkedQuestion(
        shown=_shown(participants),
        persons=persons(clients),
        secret=await secret_of(tx, year),
        threshold=threshold,
    )
    await long_work.computes(tx)
    figures = await asyncio.to_thread(linked_figures, question)
    coded = sum(each.coded for each in participants)
    totals = LinkedTotals(
        publication_id=uuid4(),
        year=year,
        organisations=[each.organisation for each in participants],
        threshold=threshold,
        is_complete=all(each.coded >= COMPLETE_FROM * len(each.clients) for each in participants)
        and coded > 0,
        totals=[_plain(each) for each in _told(figures)],
        published_at=tx.now,
    )
    await store.add_totals(tx, totals)
    record(tx, _event(totals))
    await destroy(tx, linkage, Ground.GEKOPPELD, by=by)
    return totals


async def participants_of(tx: Transaction, year: int) -> list[Participant]:
    """The organisations whose codes a join would use, by the delivery of the year that counts."""
    found = []
    for delivery in deliveries.counting(await deliveries.standing(tx, year=year)):
        codes = await store.codes_of(tx, delivery.delivery_id) if delivery.half == 0 else {}
        if codes:
            found.append(await _participant(tx, delivery, codes))
    return sorted(found, key=lambda each: each.organisation)


async def _check(tx: Transaction, year: int) -> list[Participant]:
    if not await deliveries.is_frozen(tx, year):
        raise LinkageRefusedError(
            lazy(
                "Sluit eerst het jaar %(year)s af. Daarna veranderen de cijfers niet meer vanzelf.",
                year=year,
            )
        )
    participants = await participants_of(tx, year)
    if len(participants) < FEWEST:
        raise LinkageRefusedError(TOO_FEW)
    if len(participants) > MOST_TOGETHER:
        raise LinkageRefusedError(TOO_MANY)
    return participants


async def _participant(
    tx: Transaction, delivery: Delivery, codes: Mapping[str, str]
) -> Participant:
    rows = await deliveries.rows(tx, delivery.delivery_id)
    met = {contact.client_code for contact in rows.contacten}
    clients = tuple(
        LinkedClient(delivery.organisation, each.branche_hoofd, codes.get(each.client_code))
        for each in rows.clienten
        if each.client_code in met
    )
    period = Period(delivery.year)
    counts = aggregate(rows, period.months)
    shown = {
        key: value
        for key, value in (await integration.exact(tx, delivery, period)).items()
        if key.measure == cells.CLIENTEN and counts[key].value == value
    }
    return Participant(delivery.organisation, delivery, clients, shown)


def _shown(participants: list[Participant]) -> dict[Key, dict[str, int]]:
    keys = {key for each in participants for key in each.shown}
    return {
        key: {each.organisation: each.shown[key] for each in participants if key in each.shown}
        for key in keys
    }


def _told(figures: LinkedFigures) -> list[LinkedTotal]:
    return [
        LinkedTotal(
            measure=key.measure,
            dimensions=dict(key.dimensions),
            value=figure.value,
            at_least=figure.at_least,
            at_most=figure.at_most,
        )
        for key, figure in figures.items()
    ]


def _plain(total: LinkedTotal) -> dict[str, object]:
    return total.model_dump(mode="json")


def _event(totals: LinkedTotals) -> LinkedTotalsPublished:
    return LinkedTotalsPublished(
        publication_id=totals.publication_id,
        year=totals.year,
        organisations=tuple(map(CareOrganisation, totals.organisations)),
        threshold=totals.threshold,
        is_complete=totals.is_complete,
        totals=tuple(LinkedTotal(**each) for each in totals.totals),
        published_at=totals.published_at,
    )
