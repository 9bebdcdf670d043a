"""Letters of sanctions: which go, what was planned, proposed and decided in them, and what their
arrival takes.

GAS law art. 45: a warning with an extract of the rule before any sanction. That plain post does not
do is the city's choice: a term begins with the receipt.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import DecidingBody, SanctionKind
from enforcement.cases.rules import PROPORTION, CaseKind
from enforcement.cases.state_reasons import stated_reasons
from enforcement.cases.store import timeline
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.annulled_before import told_annulment
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.functions import CASE_WORKERS
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.correspondence import Arrival, Correspondence, Handover
from enforcement.notifications.ended_decisions import (
    ANNULLED,
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
    NOT_DECIDED,
    NOT_HEARD,
    PLAN_FIRST,
    REPORT,
    Outline,
)
from enforcement.notifications.words import day_in_words, moment_in_words
from enforcement.sanctions import heard, later_receipt, warn
from enforcement.sanctions import store as sanctions
from enforcement.sanctions.acts.decision import NotifyDecision
from enforcement.sanctions.awaited_letters import AWAITED
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.repeat import must_not_follow
from enforcement.sanctions.rules import DEFENCE_TERM, SANCTION, SanctionState, SanctionStep
from enforcement.sanctions.rules.states import IN_FORCE
from enforcement.sanctions.sale import binds_buyer_since, decided_on_buyer, passed_at, sale_of
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability.store import place_of

REASONS = {
    LetterKind.VOORSTEL: SanctionStep.PROPOSAL,
    LetterKind.BESLISSING: SanctionStep.DECISION,
    LetterKind.OPHEFFING: SanctionStep.REOPENING,
}
"""The step whose reason is the motivation of a letter."""


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    sanction = await sanctions.find_for_update(tx, case_id)
    if sanction is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.SANCTION,
        sanction.number,
        sanction.state,
        sanction.state is SanctionState.OPGESCHORT_OVERLEG,
        sanction.premises_id,
    )


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The hearing as planned, and the reasons as they were proposed or decided: no others."""
    sanction = await sanctions.get(tx, case.case_id)
    known: dict[str, str | None] = {}
    if sanction.hearing_at is not None:
        known["hearing_when"] = moment_in_words(sanction.hearing_at)
    if kind is LetterKind.VERSLAG_HOORZITTING:
        known["hearing_when"] = await _held(tx, sanction) or known.get("hearing_when")
    if kind in REASONS:
        reason = await timeline.latest_reason(tx, case.case_id, REASONS[kind])
        known["motivation"] = reason and reason.removeprefix(f"{sanction.proposed_kind}: ")
    if kind is LetterKind.VOORSTEL:
        step = SanctionStep.PROPOSAL
        known["proportionality"] = await timeline.reason_since(tx, case.case_id, PROPORTION, step)
    if kind is LetterKind.BESLISSING:
        known |= await stated_reasons(tx, case.case_id, SanctionStep.DECISION)
    if kind is LetterKind.HERNEMING:
        known |= await why_ended(tx, case.case_id)
    return {name: value for name, value in known.items() if value}


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``StepRefusedError`` for a letter about what did not happen yet in the case."""
    sanction = await sanctions.get(tx, case.case_id)
    if kind is LetterKind.WAARSCHUWING and sanction.warned_at is None:
        SANCTION.next_state(sanction.file(), SanctionStep.WARNING, city_day(tx.now))
        await must_not_follow(tx, sanction)
    if kind is LetterKind.VERSLAG_HOORZITTING and not sanction.heard:
        raise StepRefusedError(NOT_HEARD)
    if kind is LetterKind.OPHEFFING and sanction.reopened_at is None:
        raise StepRefusedError(lazy("De sanctie is niet opgeheven."))
    if kind is LetterKind.HERNEMING:
        await must_have_ended(tx, case.case_id)
    if kind is LetterKind.BESLISSING and sanction.annulled_at is not None:
        raise StepRefusedError(ANNULLED)
    if kind is LetterKind.BESLISSING and (sale := await decided_on_buyer(tx, sanction)):
        await must_reach_holder(tx, case.case_id, sale.sold_at)


async def retaken_at(
    tx: Transaction, case_id: UUID, kind: LetterKind, _drafted_at: datetime
) -> datetime | None:
    """When the decision was last taken back: what went wrong before it stays told as it was."""
    if kind is not LetterKind.BESLISSING:
        return None
    return await timeline.latest(tx, case_id, SanctionStep.RETAKE)


async def told(
    tx: Transaction, case: CaseFile, found: Sequence[Finding], _particulars: Particulars
) -> dict[str, Any]:
    """The term to defend is that of the day of the fact, the one to appeal that of today."""
    sanction = await sanctions.get(tx, case.case_id)
    defence = await legal_terms.law(tx, city_day(sanction.fact_at), DEFENCE_TERM)
    appeal = await legal_terms.law(tx, city_day(tx.now), APPEAL_TERM)
    return {
        "defence_days": defence.terms[DEFENCE_TERM].value,
        "appeal_days": appeal.terms[APPEAL_TERM].value,
        "sanction": {
            "proposed": sanction.proposed_kind,
            "kind": sanction.decision_kind,
            "body": sanction.deciding_body,
            "deciders": await _deciders(tx, sanction),
            "decided_on": _day(sanction.decided_at),
            "starts": _day(sanction.effective_from),
            "last_day": _last_day(sanction.effective_to),
            "warned_on": None if sanction.warned_on is None else day_in_words(sanction.warned_on),
            "reopened_on": _day(sanction.reopened_at),
        },
    }


async def told_of(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """A decision that binds a buyer says so, since it speaks of another's warning and hearing."""
    if kind is LetterKind.HERNEMING:
        return await told_ended(tx, case.case_id)
    if kind is LetterKind.BESLISSING:
        sale = await decided_on_buyer(tx, await sanctions.get(tx, case.case_id))
        sold = {} if sale is None else {"sold_on": _day(sale.sold_at)}
        return sold | await told_annulment(tx, case.case_id)
    return {}


async def _sold(tx: Transaction, case_id: UUID) -> Handover | None:
    return await sale_of(tx, await sanctions.get(tx, case_id))


async def _held(tx: Transaction, sanction: SanctionCase) -> str | None:
    """The day of a hearing that was not held on the one that was planned."""
    held_at = await timeline.latest(tx, sanction.case_id, SanctionStep.HEARING)
    planned_at = sanction.hearing_at
    if held_at is None or planned_at is None or city_day(held_at) == city_day(planned_at):
        return None
    return day_in_words(city_day(held_at))


async def _deciders(tx: Transaction, sanction: SanctionCase) -> list[str]:
    """Who decides on a proposal in this city; on a sanction that nobody proposed yet, whoever
    decides some kind of it (A3).
    """
    proposed = sanction.proposed_kind
    kinds = [*SanctionKind] if proposed is None else [SanctionKind(proposed)]
    bodies = {await legal_terms.default_body(tx, kind, city_day(tx.now)) for kind in kinds}
    return sorted(DecidingBody if None in bodies else {body for body in bodies if body})


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else day_in_words(city_day(moment))


def _last_day(end: datetime | None) -> str | None:
    """The last day that counts wholly or in part; an end is exclusive."""
    return None if end is None else day_in_words(city_day(end - timedelta(microseconds=1)))


async def _decision_arrived(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    await SANCTIONS.take(tx, case_id, by, NotifyDecision(notified_at=day_start(on)))


K, S = LetterKind, SanctionState
OUTLINES: Mapping[LetterKind, Outline] = {
    K.WAARSCHUWING: Outline(
        "sanctie/waarschuwing",
        frozenset({S.PV_TER_KENNIS_GEBRACHT, S.WAARSCHUWING_VERSTUURD}),
        lazy(
            "Een waarschuwing vertrekt als het pv ter kennis is, en voor een nieuwe vaststelling."
        ),
        ("rule_extract",),
        registered=True,
    ),
    K.UITNODIGING_HOORZITTING: Outline(
        "sanctie/uitnodiging_hoorzitting",
        frozenset({S.HOORZITTING_UITGENODIGD}),
        PLAN_FIRST,
        (*HEARING, "rule_extract", "envisaged_sanction"),
        registered=True,
    ),
    K.UITNODIGING_OPNIEUW: Outline(
        "sanctie/uitnodiging_opnieuw",
        frozenset({S.HOORZITTING_UITGENODIGD}),
        PLAN_FIRST,
        (*HEARING, "rule_extract", "envisaged_sanction"),
        registered=True,
    ),
    K.VERSLAG_HOORZITTING: Outline(
        "sanctie/verslag_hoorzitting",
        frozenset(
            {
                S.HOORZITTING_GEHOUDEN,
                S.SCHRIFTELIJK_VERWEER,
                S.ADVIES_OPGEMAAKT,
                S.OP_AGENDA_ORGAAN,
            }
        ),
        NOT_HEARD,
        REPORT,
    ),
    K.VOORSTEL: Outline(
        "sanctie/voorstel",
        frozenset({S.ADVIES_OPGEMAAKT, S.OP_AGENDA_ORGAAN}),
        lazy("Maak eerst een voorstel op."),
        ("motivation", "proportionality"),
    ),
    K.BESLISSING: Outline(
        "sanctie/beslissing",
        frozenset({S.BESLIST, S.TER_KENNIS_GEBRACHT, S.IN_UITVOERING, S.UITVOERING_GECONTROLEERD}),
        NOT_DECIDED,
        ("defence_answer", "motivation", "proportionality"),
        registered=True,
        again=frozenset({S.AFGESLOTEN}),
    ),
    K.OPHEFFING: Outline(
        "sanctie/opheffing",
        frozenset({*IN_FORCE}),
        lazy("De sanctie is niet opgeheven."),
        ("motivation",),
    ),
    K.HERNEMING: Outline(
        "sanctie/herneming", frozenset(S), NONE_ENDED, ("motivation",), registered=True
    ),
}
INVITED = Arrival(heard.invitation_notified, later_receipt.invitation)
CORRESPONDENCE = Correspondence(
    kind=CaseKind.SANCTION,
    workers=CASE_WORKERS,
    outlines=OUTLINES,
    awaited=AWAITED,
    arrivals={
        K.WAARSCHUWING: Arrival(warn.warning_notified, later_receipt.warning),
        K.UITNODIGING_HOORZITTING: INVITED,
        K.UITNODIGING_OPNIEUW: INVITED,
        K.BESLISSING: Arrival(_decision_arrived, later_receipt.decision),
    },
    row=sanctions.find_for_update,
    find=find,
    must_be_ready=must_be_ready,
    said=said,
    told=told,
    told_of=told_of,
    sold=_sold,
    passed_at=passed_at,
    binds_buyer_since=binds_buyer_since,
    retaken_at=retaken_at,
    place_of=place_of,
)
