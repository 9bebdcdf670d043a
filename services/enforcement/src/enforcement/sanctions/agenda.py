"""Proposals on the agenda of a body: those that it can decide at a meeting, and those that wait."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import DecidingBody, SanctionKind
from enforcement.cases.rules import PROPORTION
from enforcement.cases.store import timeline
from enforcement.council_of_state.annulled_before import Annulment, annulled_before
from enforcement.legal_terms import store as legal_terms
from enforcement.sanctions import store
from enforcement.sanctions.rules import DEFENCE_STEPS, SanctionState, SanctionStep, defence_runs
from enforcement.sanctions.sale import sale_of
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability import store as suitability

ANSWERS = (*DEFENCE_STEPS, SanctionStep.NO_DEFENCE)


@dataclass(frozen=True, slots=True)
class ProposalItem:
    """A proposal as the body reads it: no person in it.

    ``place`` is empty for a place without a permit, whose address is sealed. ``defence`` says what
    the owner did and when, the last first. ``adjourned_to`` is the day to which the body put it off
    before. ``holder`` is who bought the house since the fact, on ``sold_on``. ``annulled`` is the
    judgment by which the Council of State annulled what the body decides anew.
    ``objection`` (Dutch): why nothing may be decided on the
    day of the meeting.
    """

    case_id: UUID
    number: str
    place: str | None
    owner: str | None
    holder: str | None
    sold_on: date | None
    fact_code: str
    fact_on: date
    warned_on: date | None
    next_fact_on: date | None
    defence: tuple[tuple[SanctionStep, date], ...]
    kind: SanctionKind
    motivation: str
    proportionality: str
    announced: bool
    adjourned_to: date | None
    annulled: Annulment | None
    objection: str | None


async def proposals_for(tx: Transaction, body: DecidingBody, meets_on: date) -> list[ProposalItem]:
    """By number. A recorded decision takes a proposal off; a defence that comes late too.

    A kind of sanction that no body decides by default is on both agendas.
    """
    items = []
    for case in await store.proposed(tx):
        kind = SanctionKind(case.proposed_kind or "")
        if await deciding_body(tx, case, meets_on) in (body, None):
            items.append(await _item(tx, case, kind, meets_on))
    return items


async def deciding_body(tx: Transaction, case: SanctionCase, on: date) -> DecidingBody | None:
    """The body that decides on a day what was proposed; None where either may."""
    return await legal_terms.default_body(tx, SanctionKind(case.proposed_kind or ""), on)


async def _item(
    tx: Transaction, case: SanctionCase, kind: SanctionKind, meets_on: date
) -> ProposalItem:
    place = None if case.unlisted else await suitability.place_of(tx, case.premises_id)
    motivation = await timeline.latest_reason(tx, case.case_id, SanctionStep.PROPOSAL) or ""
    defence = [(step, await timeline.latest(tx, case.case_id, step)) for step in ANSWERS]
    next_fact_at = await store.next_fact_at(tx, case)
    sale = await sale_of(tx, case)
    heard = [(step, city_day(at)) for step, at in defence if at is not None]
    return ProposalItem(
        case_id=case.case_id,
        number=case.number,
        place=place,
        owner=case.owner,
        holder=sale.holder if sale else None,
        sold_on=city_day(sale.sold_at) if sale else None,
        fact_code=case.fact_code,
        fact_on=city_day(case.fact_at),
        warned_on=case.warned_on or (case.warned_at and city_day(case.warned_at)),
        next_fact_on=next_fact_at and city_day(next_fact_at),
        defence=tuple(sorted(heard, key=lambda each: each[1], reverse=True)),
        kind=kind,
        motivation=motivation.removeprefix(f"{kind}: "),
        proportionality=await timeline.reason_since(
            tx, case.case_id, PROPORTION, SanctionStep.PROPOSAL
        )
        or "",
        announced=case.state is SanctionState.OP_AGENDA_ORGAAN,
        adjourned_to=case.adjourned_to,
        annulled=await annulled_before(tx, case.case_id),
        objection=defence_runs(case.file(), meets_on) or _adjourned(case, meets_on),
    )


def _adjourned(case: SanctionCase, meets_on: date) -> str | None:
    if case.adjourned_to is None or case.adjourned_to <= meets_on:
        return None
    return lazy("Verdaagd tot %(day)s.", day=f"{case.adjourned_to:%d/%m/%Y}")
