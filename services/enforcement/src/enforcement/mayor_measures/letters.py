"""Letters of measures of the mayor: the order as it was signed, nothing of its grounds.

NGW arts. 133-135. Where an order could not wait, there is no defence to answer yet.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import MeasureKind
from enforcement.cases.rules import CaseKind
from enforcement.cases.state_reasons import stated_reasons
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.annulled_before import told_annulment
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.functions import MEASURE_WORKERS
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures import heard, later_receipt, tell_forfeits, tell_means
from enforcement.mayor_measures import sale as sales
from enforcement.mayor_measures import store as measures
from enforcement.mayor_measures.acts.means import NotifyMeans
from enforcement.mayor_measures.acts.order import NotifyOrder
from enforcement.mayor_measures.awaited_letters import AWAITED
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.motivation import motivation_of
from enforcement.mayor_measures.rules.law import KEPT_YEARS
from enforcement.mayor_measures.rules.states import (
    ENDED,
    NOTIFIED,
    ORDERED,
    MeasureState,
    MeasureStep,
)
from enforcement.mayor_measures.store import MICRO, MayorMeasure, MeasureMeans, MeasureOrder
from enforcement.meetings import store as meetings
from enforcement.notifications.correspondence import Arrival, Correspondence
from enforcement.notifications.ended_decisions import (
    NONE_ENDED,
    must_have_ended,
    told_ended,
    why_ended,
)
from enforcement.notifications.must_reach_holder import must_reach_holder
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars
from enforcement.notifications.rules.outlines import (
    HEARING,
    NOT_ORDERED,
    PLAN_FIRST,
    Outline,
    is_over,
)
from enforcement.notifications.rules.overtaken import is_renewed, taken_back_at
from enforcement.notifications.words import day_in_words, euros_in_words, moment_in_words
from enforcement.suitability import store as suitability

READY: Mapping[LetterKind, tuple[Callable[[MayorMeasure], bool], str]] = {
    LetterKind.UITNODIGING_HOORZITTING: (
        lambda case: case.hearing_at is not None and not case.heard,
        PLAN_FIRST,
    ),
    LetterKind.BESLISSING: (lambda case: case.pending, NOT_ORDERED),
    LetterKind.DWANGMIDDEL: (lambda case: case.means_pending, tell_means.ALL_TOLD),
}
"""By kind of letter, beyond the state: when it may be written, and what is said when not."""

DEFENCE = (MeasureStep.HEARING, MeasureStep.WRITTEN_DEFENCE, MeasureStep.ABSENCE)


SIGNED = (MeasureStep.ORDER, MeasureStep.RENEWAL)
"""Steps by which the mayor makes an order, or renews it."""


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    case = await measures.find_for_update(tx, case_id)
    if case is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.MEASURE,
        case.number,
        case.state,
        on_hold=False,
        premises_id=case.premises_id,
    )


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``StepRefusedError`` for a letter about what did not happen yet in the case."""
    if kind is LetterKind.HERNEMING:
        await must_have_ended(tx, case.case_id)
        return
    if kind is LetterKind.DWANGSOM_VERBEURD:
        if not await tell_forfeits.to_ask(tx, case.case_id):
            raise StepRefusedError(tell_forfeits.ALL_ASKED)
        return
    is_ready, objection = READY[kind]
    measure = await measures.get(tx, case.case_id)
    if not is_ready(measure):
        raise StepRefusedError(objection)
    if kind is LetterKind.BESLISSING:
        for order in (await measures.orders(tx, case.case_id))[-1:]:
            if order.effective_to is not None and order.effective_to <= tx.now:
                raise StepRefusedError(is_over(city_day(order.effective_to - MICRO)))
        if sale := await sales.ordered_on_buyer(tx, measure):
            await must_reach_holder(tx, case.case_id, sale.sold_at)


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The hearing as planned, and the reasons of the draft that was signed, or of its renewal, with
    what the mayor answered."""
    measure = await measures.get(tx, case.case_id)
    known: dict[str, Any] = {}
    if kind is LetterKind.UITNODIGING_HOORZITTING and measure.hearing_at is not None:
        known["hearing_when"] = moment_in_words(measure.hearing_at)
    if kind is LetterKind.BESLISSING:
        known["motivation"] = await motivation_of(tx, measure)
        known |= await stated_reasons(tx, case.case_id, *SIGNED)
    if kind is LetterKind.HERNEMING:
        known |= await why_ended(tx, case.case_id)
    if kind is LetterKind.DWANGMIDDEL:
        known["motivation"] = await _why_means(tx, measure)
    if kind is LetterKind.DWANGSOM_VERBEURD:
        known["amount_cents"] = await tell_forfeits.asked_cents(tx, case.case_id)
        known["payment_reference"] = await tell_forfeits.reference(tx, case.case_id)
    return {name: value for name, value in known.items() if value}


async def retaken_at(
    tx: Transaction, case_id: UUID, kind: LetterKind, drafted_at: datetime
) -> datetime | None:
    """When the mayor took back the order that stood when a letter was drafted: what had one
    respected that is gone is none any more either."""
    if kind in (LetterKind.DWANGMIDDEL, LetterKind.DWANGSOM_VERBEURD):
        ordered_at = (await measures.get(tx, case_id)).ordered_at
        gone = ordered_at is None or ordered_at > drafted_at
        return await timeline.latest(tx, case_id, MeasureStep.RETAKE) if gone else None
    if kind is not LetterKind.BESLISSING:
        return None
    return taken_back_at(
        await timeline.of_case(tx, case_id), drafted_at, SIGNED, MeasureStep.RETAKE
    )


async def renewed_since(
    tx: Transaction, case_id: UUID, kind: LetterKind, drafted_at: datetime
) -> bool:
    """Whether a renewal stands that the mayor signed after a letter was drafted."""
    if kind is not LetterKind.BESLISSING:
        return False
    return is_renewed(await timeline.of_case(tx, case_id), drafted_at, SIGNED, MeasureStep.RETAKE)


async def told(
    tx: Transaction, case: CaseFile, _found: Sequence[Finding], _particulars: Particulars
) -> dict[str, Any]:
    """The last order, and what the article wants before it: consultation and defence.

    The appeal is a length, since the day of the notification is not known.
    """
    measure = await measures.get(tx, case.case_id)
    orders = await measures.orders(tx, case.case_id)
    law = await legal_terms.law(tx, city_day(tx.now), APPEAL_TERM)
    return {
        "appeal_days": law.terms[APPEAL_TERM].value,
        "kept_years": KEPT_YEARS,
        "order": {
            "place": await _place(tx, measure),
            "basis": measure.basis,
            "content": measure.content,
            "urgency": measure.urgency if measure.renewals == 0 else None,
            "help": measure.kind is MeasureKind.SLUITING_MENSENHANDEL,
            "consulted_on": measure.consulted_on and day_in_words(measure.consulted_on),
            "heard": await _heard(tx, measure),
            **await _order(tx, orders[-1] if orders else None),
        },
    }


async def told_of(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    if kind is LetterKind.HERNEMING:
        return await told_ended(tx, case.case_id)
    if kind is LetterKind.DWANGSOM_VERBEURD:
        return await tell_forfeits.told_in_letter(tx, case.case_id)
    if kind is LetterKind.BESLISSING:
        sale = await sales.ordered_on_buyer(tx, await measures.get(tx, case.case_id))
        bought = {} if sale is None else {"sold_on": _day(sale.sold_at)}
        return bought | await told_annulment(tx, case.case_id)
    if kind is not LetterKind.DWANGMIDDEL:
        return {}
    means = await tell_means.to_tell(tx, await measures.get(tx, case.case_id))
    return {"means": [_means(each) for each in means]}


async def _place(tx: Transaction, measure: MayorMeasure) -> str:
    """Begun on a report, the address is the one that stays sealed with it.

    Raises ``StepRefusedError`` where the report knows none: a letter without a place says nothing.
    """
    known = await suitability.place_of(tx, measure.premises_id)
    if known is not None:
        return known
    places = await findings.places_of(tx, await measures.reports(tx, measure.case_id))
    for place in places.values():
        written = place.address or place.label
        if written:
            return written
    raise StepRefusedError(
        lazy("Het rapport noemt geen adres. Vraag het aan de politie voor je een brief maakt.")
    )


async def _order(tx: Transaction, order: MeasureOrder | None) -> dict[str, Any]:
    if order is None:
        return {"given": False, "confirmed": False, "meeting_on": None}
    meeting = await meetings.next_after(tx, city_day(order.ordered_at))
    last = order.effective_to and order.effective_to - MICRO
    return {
        "given": True,
        "renewal": order.renewal,
        "ordered_on": _day(order.ordered_at),
        "starts": _day(order.effective_from),
        "last_day": _day(last),
        "confirmed": order.confirmation_needed,
        "meeting_on": day_in_words(meeting) if meeting and order.confirmation_needed else None,
    }


def _means(means: MeasureMeans) -> dict[str, Any]:
    """Amounts as people write them; ``owed_from`` is the first day that the grace leaves."""
    grace = means.grace_until
    return {
        "what": str(means.means),
        "decided_on": _day(means.ordered_at),
        "amount": means.amount_cents and euros_in_words(means.amount_cents),
        "unit": means.unit and str(means.unit),
        "ceiling": means.ceiling_cents and euros_in_words(means.ceiling_cents),
        "grace_until": grace and day_in_words(grace),
        "owed_from": grace and day_in_words(grace + timedelta(days=1)),
    }


async def _why_means(tx: Transaction, measure: MayorMeasure) -> str:
    """The reasons of each that the letter tells, in order."""
    decided = {each.ordered_at for each in await tell_means.to_tell(tx, measure)}
    lines = await timeline.of_case(tx, measure.case_id)
    reasons = [
        line.reason
        for line in lines
        if line.step == MeasureStep.ENFORCEMENT and line.at in decided and line.reason
    ]
    return "\n\n".join(reasons)


async def _heard(tx: Transaction, measure: MayorMeasure) -> dict[str, str] | None:
    """How the defence was given, and on which day; None before it was."""
    if not measure.heard:
        return None
    given = {each: await timeline.latest(tx, measure.case_id, each) for each in DEFENCE}
    known = {each: at for each, at in given.items() if at is not None}
    step = max(known, key=lambda each: known[each])
    return {"how": str(step), "on": day_in_words(city_day(known[step]))}


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else day_in_words(city_day(moment))


async def _order_arrived(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    await MEASURES.take(tx, case_id, by, NotifyOrder(notified_at=day_start(on)))


async def _means_arrived(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    told = await tell_means.told_by_letter(tx, await measures.get_for_update(tx, case_id), on)
    await MEASURES.take(tx, case_id, by, NotifyMeans(notified_at=day_start(on), means=told))


K, M = LetterKind, MeasureState
OUTLINES: Mapping[LetterKind, Outline] = {
    K.UITNODIGING_HOORZITTING: Outline(
        "maatregel/uitnodiging_hoorzitting",
        frozenset({M.UITGENODIGD, *ORDERED}),
        PLAN_FIRST,
        (*HEARING, "motivation"),
        registered=True,
    ),
    K.BESLISSING: Outline(
        "maatregel/beslissing",
        frozenset({M.ONDERTEKEND, *NOTIFIED}),
        NOT_ORDERED,
        ("motivation",),
        ("defence_answer",),
        registered=True,
        taken_once=True,
    ),
    K.DWANGMIDDEL: Outline(
        "maatregel/dwangmiddel",
        frozenset({*NOTIFIED}),
        tell_means.ALL_TOLD,
        ("motivation",),
        registered=True,
        taken_once=True,
    ),
    K.DWANGSOM_VERBEURD: Outline(
        "maatregel/dwangsom_verbeurd",
        frozenset({*NOTIFIED, *ENDED}),
        tell_forfeits.ALL_ASKED,
        ("amount_cents",),
        ("payment_reference",),
        registered=True,
    ),
    K.HERNEMING: Outline(
        "maatregel/herneming", frozenset(M), NONE_ENDED, ("motivation",), registered=True
    ),
}
CORRESPONDENCE = Correspondence(
    kind=CaseKind.MEASURE,
    workers=MEASURE_WORKERS,
    outlines=OUTLINES,
    awaited=AWAITED,
    arrivals={
        K.UITNODIGING_HOORZITTING: Arrival(heard.invitation_notified, later_receipt.invitation),
        K.BESLISSING: Arrival(_order_arrived, later_receipt.order),
        K.DWANGMIDDEL: Arrival(_means_arrived, later_receipt.means),
        # The case goes on without it; only its money waits.
        K.DWANGSOM_VERBEURD: Arrival(
            tell_forfeits.letter_arrived, tell_forfeits.letter_proven, waited_for=False
        ),
    },
    row=measures.find_for_update,
    find=find,
    must_be_ready=must_be_ready,
    said=said,
    told=told,
    told_of=told_of,
    retaken_at=retaken_at,
    renewed_since=renewed_since,
    sold=sales.sold,
    passed_at=sales.passed_at,
    binds_buyer_since=sales.binds_buyer_since,
)
