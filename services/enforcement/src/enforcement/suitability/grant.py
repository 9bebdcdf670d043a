"""Give a declaration its validity and its conditions, by a first decision or a renewal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import SuitabilityGranted, SuitabilityRenewed
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline, Term
from enforcement.suitability import store
from enforcement.suitability.conditions import set_conditions
from enforcement.suitability.end_declaration import EXPIRY
from enforcement.suitability.plan_yearly_visit import plan_yearly_visit
from enforcement.suitability.rules import VALIDITY_TERM, permit_type, validity
from enforcement.suitability.store import Dossier


@dataclass(frozen=True, slots=True)
class Grant:
    """Days are inclusive; without them the regulation's validity counts.

    ``due`` gives a condition a last day of its own, instead of ``conditions_due_on``.
    """

    valid_from: date | None
    valid_to: date | None
    conditions: Sequence[str]
    conditions_due_on: date | None
    due: Mapping[str, date]


async def grant(
    tx: Transaction,
    dossier: Dossier,
    granted: Grant,
    decided_at: datetime,
    *,
    renewal: bool,
) -> None:
    """Tell it as well. Raises ``FieldRefusedError``."""
    today = city_day(decided_at)
    term = (await legal_terms.law(tx, today, VALIDITY_TERM)).terms[VALIDITY_TERM]
    given = permit_type(dossier.permit_type, today)
    if given is not None and given.has_last_day and granted.valid_to is None:
        reason = lazy(
            "Deze soort vergunning geldt voor dagen die je zelf noemt. Geef de laatste dag."
        )
        raise FieldRefusedError("validTo", reason)
    present_end = dossier.valid_to if renewal else None
    valid_from, valid_to = validity(granted.valid_from, granted.valid_to, today, present_end, term)
    if renewal:
        dossier.former_valid_to, dossier.former_conditions = present_end, [*dossier.conditions]
    dossier.valid_from = dossier.valid_from if renewal else valid_from
    dossier.valid_to = valid_to
    dossier.renewal_refused_on = None
    await set_conditions(tx, dossier, granted.conditions, granted.conditions_due_on, granted.due)
    await watch_validity(tx, dossier, valid_from, term)
    if not renewal:
        await plan_yearly_visit(tx, dossier, await _seen_on(tx, dossier) or today)
    due_on = granted.conditions_due_on if granted.conditions else None
    await _record_validity(tx, dossier, valid_from, decided_at, due_on, renewal=renewal)


async def _seen_on(tx: Transaction, dossier: Dossier) -> date | None:
    """The day of the last visit; None while nobody saw the place."""
    visits = await store.visits.of_dossier(tx, dossier.dossier_id)
    return city_day(visits[-1].completed_at) if visits else None


async def watch_validity(tx: Transaction, dossier: Dossier, valid_from: date, term: Term) -> None:
    """The board shows the last day of the declaration, and the clock ends it after that."""
    assert dossier.valid_to is not None
    ends = Deadline(dossier.valid_to, dossier.valid_to - timedelta(days=term.warn_before_days))
    await case_terms.start_until(
        tx, dossier.dossier_id, VALIDITY_TERM, valid_from, ends, term.valid_from
    )
    over = day_start(dossier.valid_to + timedelta(days=1))
    await schedule(tx, EXPIRY, str(dossier.dossier_id), over)


async def _record_validity(
    tx: Transaction,
    dossier: Dossier,
    valid_from: date,
    decided_at: datetime,
    conditions_due_on: date | None,
    *,
    renewal: bool,
) -> None:
    assert dossier.valid_to is not None
    premises = await store.as_fact(tx, dossier)
    if renewal:
        record(
            tx,
            SuitabilityRenewed(
                premises_id=dossier.premises_id,
                dossier_id=dossier.dossier_id,
                premises=premises,
                conditional=bool(dossier.conditions),
                conditions=tuple(dossier.conditions),
                conditions_due_on=conditions_due_on,
                valid_from=valid_from,
                valid_to=dossier.valid_to,
                decided_at=decided_at,
            ),
        )
        return
    record(
        tx,
        SuitabilityGranted(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            premises=premises,
            conditional=bool(dossier.conditions),
            conditions=tuple(dossier.conditions),
            conditions_due_on=conditions_due_on,
            valid_from=valid_from,
            valid_to=dossier.valid_to,
            decided_at=decided_at,
            permit_type=dossier.permit_type,
        ),
    )
