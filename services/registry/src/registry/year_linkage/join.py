"""Join the organisations of a year once: count, protect, publish, and destroy key and codes.

Nothing is joined before the error of the linkage is measured: afterwards nobody can.

One person of the study department asks for it, another does it. All happens in one transaction:
there is no moment at which a join was published and its key still exists.
"""

import asyncio
from uuid import uuid4

from chassis import long_work
from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import CareOrganisation
from contracts.registry import LinkageError, LinkedTotal, LinkedTotalsPublished
from registry.delivery_register import store as deliveries
from registry.disclosure.secret import secret_of
from registry.year_linkage import store
from registry.year_linkage.destroy import destroy
from registry.year_linkage.hand_over import running
from registry.year_linkage.participants import Participant, lacking, participants_of, shown
from registry.year_linkage.rules import linkage_error
from registry.year_linkage.rules.linked_figures import (
    MOST_TOGETHER,
    LinkedFigures,
    LinkedQuestion,
    linked_figures,
)
from registry.year_linkage.rules.persons import LinkedClient, as_told, persons
from registry.year_linkage.rules.year import (
    COMPLETE_FROM,
    FEWEST,
    Ground,
    LinkageRefusedError,
    LinkageState,
    NotMeasuredError,
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


async def request(tx: Transaction, year: int, threshold: int, *, by: str) -> None:
    """Ask for the join. Raises ``RefusedError``. ``by`` is a pseudonym."""
    linkage = await running(tx, year)
    await _check(tx, year, threshold)
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
    participants = await _check(tx, year, threshold)
    told, measured = shown(participants), [each.measured for each in participants]
    error = linkage_error.error_of(measured, threshold)
    if error is None:
        raise NotMeasuredError
    clients = [client for each in participants for client in await _clients(tx, each)]
    question = LinkedQuestion(
        shown=told,
        persons=persons(as_told(clients, told)),
        secret=await secret_of(tx, year),
        threshold=threshold,
    )
    await long_work.computes(tx)
    counted = await asyncio.to_thread(linked_figures, question)
    figures = linkage_error.widened(counted, told, error, threshold)
    totals = LinkedTotals(
        publication_id=uuid4(),
        year=year,
        organisations=[each.organisation for each in measured],
        threshold=threshold,
        is_complete=all(each.coded >= COMPLETE_FROM * each.clients for each in measured),
        totals=[_plain(each) for each in _told(figures)],
        published_at=tx.now,
        error={
            "agreement": error.agreement,
            "false_meetings": error.false_meetings,
            "without_code": error.without_code,
        },
    )
    await store.add_totals(tx, totals)
    record(tx, _event(totals))
    await destroy(tx, linkage, Ground.GEKOPPELD, by=by)
    return totals


async def _check(tx: Transaction, year: int, threshold: int) -> list[Participant]:
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
    lacks = lacking(participants, threshold)
    if lacks:
        raise NotMeasuredError(lacks)
    return participants


async def _clients(tx: Transaction, participant: Participant) -> list[LinkedClient]:
    """Clients with a contact, of those that are not erased since."""
    rows = await deliveries.rows(tx, participant.delivery_id)
    codes = await store.codes_of(tx, participant.delivery_id)
    met = {contact.client_code for contact in rows.contacten}
    return [
        LinkedClient(
            participant.measured.organisation,
            each.branche_hoofd,
            codes.get(each.client_code),
        )
        for each in rows.clienten
        if each.client_code in met
    ]


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
        error=None if totals.error is None else LinkageError(**totals.error),
    )
