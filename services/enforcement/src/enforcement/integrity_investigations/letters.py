"""Letters of integrity investigations: no word of what was found, but what people write.

NGW art. 119ter §§8, 11 and 13. No report of a hearing: what somebody said there is destroyed long
before a letter that repeats it would be.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.findings import Finding
from enforcement.council_of_state.annulled_before import told_annulment
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.functions import INVESTIGATORS
from enforcement.integrity_investigations import heard, later_receipt, notify_decision
from enforcement.integrity_investigations import store as investigations
from enforcement.integrity_investigations.awaited_letters import AWAITED
from enforcement.integrity_investigations.enclose_advice import enclosed
from enforcement.integrity_investigations.rules import (
    DEFENCE_TERM,
    EFFECT_TERM,
    MEASURES,
    RETENTION_TERM,
    IntegrityState,
    IntegrityStep,
    Measure,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.correspondence import Arrival, Correspondence
from enforcement.notifications.ended_decisions import (
    ANNULLED,
    NONE_ENDED,
    must_have_ended,
    told_ended,
)
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars
from enforcement.notifications.rules.outlines import HEARING, NOT_DECIDED, PLAN_FIRST, Outline
from enforcement.notifications.words import day_in_words, moment_in_words
from enforcement.suitability import store as suitability

KNOWN_WHY: Mapping[str | None, str] = {
    "opgeheven": mark("De voorwaarden van de schorsing zijn vervuld."),
    "vernietigd": mark("De Raad van State vernietigde de beslissing."),
}
"""By how a decision ended, why, where that is no reason of the college: nobody writes another."""
NOT_ENDED = lazy("Dit onderzoek is nog niet afgelopen.")
READY: Mapping[LetterKind, tuple[Callable[[IntegrityInvestigation], bool], str]] = {
    LetterKind.BESLISSING: (
        lambda case: case.undone_at is None,
        lazy("De beslissing is ongedaan."),
    ),
    LetterKind.AFLOOP: (lambda case: _ending(case) is not None, NOT_ENDED),
}
"""By kind of letter, beyond the state: when it may be written, and what is said when not."""


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    case = await investigations.find_for_update(tx, case_id)
    if case is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.INTEGRITY,
        case.number,
        case.state,
        on_hold=False,
        premises_id=case.premises_id,
    )


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``StepRefusedError`` for a letter about what did not happen yet in the case."""
    if kind in READY:
        investigation = await investigations.get(tx, case.case_id)
        if kind is LetterKind.BESLISSING and _is_annulled(investigation):
            raise StepRefusedError(ANNULLED)
        is_ready, objection = READY[kind]
        if not is_ready(investigation):
            raise StepRefusedError(objection)
    if kind is LetterKind.HERNEMING:
        await must_have_ended(tx, case.case_id)


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The hearing as planned, and the reasons as they were decided: no others."""
    investigation = await investigations.get(tx, case.case_id)
    known: dict[str, str | None] = {}
    if kind is LetterKind.UITNODIGING_HOORZITTING and investigation.hearing_at is not None:
        known["hearing_when"] = moment_in_words(investigation.hearing_at)
    if kind is LetterKind.BESLISSING or investigation.decided is Measure.GEEN_MAATREGEL:
        known["motivation"] = investigation.decision
    if kind is LetterKind.AFLOOP and _ending(investigation) in KNOWN_WHY:
        known["motivation"] = KNOWN_WHY[_ending(investigation)]
    if kind is LetterKind.BESLISSING:
        known["defence_answer"] = investigation.defence_answer
    return {name: value for name, value in known.items() if value}


async def retaken_at(
    tx: Transaction, case_id: UUID, kind: LetterKind, _drafted_at: datetime
) -> datetime | None:
    """When the college last took the decision back: its letter notifies no other."""
    if kind is not LetterKind.BESLISSING:
        return None
    return await timeline.latest(tx, case_id, IntegrityStep.RETAKE)


async def told(
    tx: Transaction, case: CaseFile, _found: Sequence[Finding], _particulars: Particulars
) -> dict[str, Any]:
    """Terms as lengths, since the day of the notification is not known yet."""
    investigation = await investigations.get(tx, case.case_id)
    terms = (APPEAL_TERM, DEFENCE_TERM, EFFECT_TERM, RETENTION_TERM)
    law = await legal_terms.law(tx, city_day(tx.now), *terms)
    appeal, defence, effect, retention = (law.terms[each].value for each in terms)
    return {
        "appeal_days": appeal,
        "defence_days": defence,
        "effect_days": effect,
        "retention_years": retention,
        "investigation": {
            "place": await suitability.place_of(tx, investigation.premises_id),
            "subject": investigation.subject,
            "ordinance": investigation.ordinance,
            "started_on": _day(investigation.started_at),
            "possible": [str(each) for each in MEASURES[investigation.subject]],
            "measure": investigation.decided,
            "months": investigation.months,
            "conditions": investigation.conditions,
            "decided_on": _day(investigation.decided_at),
            "ending": _ending(investigation),
            "reversal": investigation.reversal,
            "ended_on": _day(
                investigation.lifted_at or investigation.undone_at or investigation.closed_at
            ),
        },
    }


async def told_of(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    if kind is LetterKind.HERNEMING:
        return await told_ended(tx, case.case_id)
    return await told_annulment(tx, case.case_id) if kind is LetterKind.BESLISSING else {}


def _ending(case: IntegrityInvestigation) -> str | None:
    """How it ended for whom it concerned; a decision that works or worked out is none."""
    if case.decided is Measure.GEEN_MAATREGEL:
        return str(Measure.GEEN_MAATREGEL)
    if case.lifted_at is not None:
        return "opgeheven"
    if case.undone_at is not None:
        return "vernietigd" if _is_annulled(case) else "ingetrokken"
    return None


def _is_annulled(case: IntegrityInvestigation) -> bool:
    return case.undone_at is not None and case.ruling is CouncilRuling.VERNIETIGING


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else day_in_words(city_day(moment))


K, State = LetterKind, IntegrityState
NOTIFIED = (State.TER_KENNIS_GEBRACHT, State.IN_WERKING)
OUTLINES: Mapping[LetterKind, Outline] = {
    K.UITNODIGING_HOORZITTING: Outline(
        "integriteit/uitnodiging_hoorzitting",
        frozenset({State.UITGENODIGD}),
        PLAN_FIRST,
        (*HEARING, "motivation"),
        registered=True,
    ),
    K.BESLISSING: Outline(
        "integriteit/beslissing",
        frozenset({State.BESLIST, *NOTIFIED}),
        NOT_DECIDED,
        ("defence_answer", "motivation"),
        registered=True,
        again=frozenset({State.AFGESLOTEN}),
    ),
    K.AFLOOP: Outline(
        "integriteit/afloop",
        frozenset({*NOTIFIED, State.AFGESLOTEN}),
        NOT_ENDED,
        ("motivation",),
    ),
    K.HERNEMING: Outline(
        "integriteit/herneming", frozenset(State), NONE_ENDED, ("motivation",), registered=True
    ),
}
CORRESPONDENCE = Correspondence(
    kind=CaseKind.INTEGRITY,
    workers=INVESTIGATORS,
    outlines=OUTLINES,
    awaited=AWAITED,
    arrivals={
        K.UITNODIGING_HOORZITTING: Arrival(heard.invitation_notified, later_receipt.invitation),
        K.BESLISSING: Arrival(notify_decision.decision_notified, later_receipt.decision),
    },
    row=investigations.find_for_update,
    find=find,
    must_be_ready=must_be_ready,
    said=said,
    told=told,
    told_of=told_of,
    retaken_at=retaken_at,
    enclosed=enclosed,
)
