"""Letters about suitability declarations: which go, what is missing, meant or decided in them, and
what their arrival takes.

No law gives their form; what begins a term is registered, as in the sanction procedure.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.state_reasons import stated_reasons
from enforcement.cases.store import timeline
from enforcement.cases.store.findings import Finding
from enforcement.council_of_state.annulled_before import told_annulment
from enforcement.functions import CASE_WORKERS, OFFICE
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.city import City
from enforcement.notifications.correspondence import Arrival, Correspondence
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
from enforcement.notifications.store import letters
from enforcement.notifications.words import day_in_words, moment_in_words
from enforcement.settings import EnforcementSettings
from enforcement.suitability import await_completion, heard, later_receipt, notify_decision
from enforcement.suitability import store as suitability
from enforcement.suitability.awaited_letters import AWAITED
from enforcement.suitability.pending_suspensions import may_be_suspended
from enforcement.suitability.rules import (
    APPEAL_TERM,
    COMPLETION_TERM,
    DEFENCE_TERM,
    EXAMINED,
    VALID,
    DossierState,
    DossierStep,
    condition_words,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.changes import Change
from enforcement.suitability.undo_refusal import replaces_annulled

NO_REGULATION = lazy(
    "De stad noemde het reglement nog niet waarop deze beslissing steunt. Vraag je beheerder om "
    "het in te vullen: een beslissing zegt op welke regel ze steunt."
)
DECIDED_ELSEWHERE = lazy(
    "Een ander onderzoek besliste hier. De brief vertrekt uit het dossier van dat onderzoek."
)
OWN_WISH = lazy("U trok uw aanvraag zelf in.")
NOT_RETAKEN = lazy("De stad nam geen beslissing terug, of besliste al opnieuw.")
STOPPED = (DossierStep.DISCONTINUATION, DossierStep.APPLICATION_WITHDRAWAL)
READY: Mapping[LetterKind, tuple[Callable[[Dossier], bool], str]] = {
    LetterKind.UITNODIGING_HOORZITTING: (
        lambda dossier: dossier.defence_until is not None,
        PLAN_FIRST,
    ),
    LetterKind.VERSLAG_HOORZITTING: (lambda dossier: dossier.heard, NOT_HEARD),
}
"""By kind of letter, beyond the state: when it may be written, and what is said when not."""


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    dossier = await suitability.find_for_update(tx, case_id)
    if dossier is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.SUITABILITY,
        dossier.number,
        dossier.state,
        on_hold=False,
        premises_id=dossier.premises_id,
    )


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``StepRefusedError`` for a letter about what did not happen yet in the dossier, and
    for one that would reach who sold the declaration.
    """
    assessed = None
    if kind is LetterKind.MELDING_BEOORDEELD:
        assessed = await suitability.changes.latest_assessed(tx, case.case_id)
        if assessed is None:
            raise StepRefusedError(lazy("Er is nog geen melding beoordeeld."))
    await _must_reach_holder(tx, case.case_id, assessed)
    if assessed is not None:
        return
    if kind is LetterKind.HERNEMING and await _retaken(tx, case.case_id) is None:
        raise StepRefusedError(NOT_RETAKEN)
    if kind in READY:
        dossier, _premises = await suitability.get(tx, case.case_id, None)
        is_ready, objection = READY[kind]
        if not is_ready(dossier):
            raise StepRefusedError(objection)
    if kind is LetterKind.BESLISSING:
        dossier, _premises = await suitability.get(tx, case.case_id, None)
        if dossier.state is DossierState.GEWEIGERD and dossier.decided_at is None:
            raise StepRefusedError(DECIDED_ELSEWHERE)
        if _regulation(dossier) is None:
            raise StepRefusedError(NO_REGULATION)


async def _must_reach_holder(tx: Transaction, dossier_id: UUID, told: Change | None) -> None:
    """Who sold is told of the sale itself, and of nothing after it."""
    sale = await suitability.changes.latest_sale(tx, dossier_id)
    if sale is None or (told is not None and told.change_id == sale.change_id):
        return
    assert sale.assessed_at is not None
    await must_reach_holder(tx, dossier_id, sale.assessed_at)


async def passed_at(tx: Transaction, dossier_id: UUID) -> datetime | None:
    """When the declaration last went over to the holder of now."""
    sale = await suitability.changes.latest_sale(tx, dossier_id)
    return None if sale is None else sale.assessed_at


def _regulation(dossier: Dossier) -> str | None:
    """The regulation on which the city's decision about this type of permit rests."""
    return City.load(EnforcementSettings().city).regulation(dossier.permit_type)


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The hearing as it was planned, and the reasons of the body itself: no others."""
    dossier, _premises = await suitability.get(tx, case.case_id, None)
    known: dict[str, str | None] = {}
    if kind is LetterKind.UITNODIGING_HOORZITTING and dossier.hearing_at is not None:
        known["hearing_when"] = moment_in_words(dossier.hearing_at)
    if kind is LetterKind.BESLISSING:
        known["motivation"] = await timeline.latest_reason(tx, case.case_id, DossierStep.DECISION)
        known |= await stated_reasons(tx, case.case_id, DossierStep.DECISION)
    if kind is LetterKind.HERNEMING:
        reason = await timeline.latest_reason(tx, case.case_id, DossierStep.RETAKE)
        known["motivation"] = (reason or "").partition(": ")[2]
    if kind is LetterKind.STOPZETTING:
        for step in STOPPED:
            known["motivation"] = known.get("motivation") or await timeline.latest_reason(
                tx, case.case_id, step
            )
        known["motivation"] = known["motivation"] or OWN_WISH
    if kind is LetterKind.MELDING_BEOORDEELD:
        known["motivation"] = await _assessment(tx, case.case_id)
    return {name: value for name, value in known.items() if value}


async def _assessment(tx: Transaction, dossier_id: UUID) -> str | None:
    """The reason of the latest assessment; its line in the timeline begins with the change."""
    reason = await timeline.latest_reason(tx, dossier_id, DossierStep.CHANGE_ASSESSMENT)
    return None if reason is None else reason.partition(": ")[2]


async def retaken_at(
    tx: Transaction, case_id: UUID, kind: LetterKind, _drafted_at: datetime
) -> datetime | None:
    """When the city last took the decision back: its letter notifies no other."""
    if kind is not LetterKind.BESLISSING:
        return None
    return await timeline.latest(tx, case_id, DossierStep.RETAKE)


async def told(
    tx: Transaction, case: CaseFile, _found: Sequence[Finding], _particulars: Particulars
) -> dict[str, Any]:
    """Terms as lengths, since the day of the notification is not known yet."""
    dossier, _premises = await suitability.get(tx, case.case_id, None)
    law = await legal_terms.law(tx, city_day(tx.now), APPEAL_TERM, COMPLETION_TERM, DEFENCE_TERM)
    decided = await timeline.latest(tx, case.case_id, DossierStep.DECISION)
    missing = await timeline.latest_reason(tx, case.case_id, DossierStep.COMPLETENESS)
    conditions = await suitability.conditions.of_dossier(tx, case.case_id)
    stopped = await timeline.latest(tx, case.case_id, *STOPPED)
    withdrawn = await timeline.latest(tx, case.case_id, DossierStep.APPLICATION_WITHDRAWAL)
    change = await suitability.changes.latest_assessed(tx, case.case_id)
    untold = [] if change is None else await _untold(tx, change)
    advices = await suitability.advices.of_dossier(tx, case.case_id)
    return {
        "appeal_days": law.terms[APPEAL_TERM].value,
        "completion_days": law.terms[COMPLETION_TERM].value,
        "defence_days": law.terms[DEFENCE_TERM].value,
        "declaration": {
            "permit_type": dossier.permit_type,
            "regulation": _regulation(dossier),
            "place": await suitability.place_of(tx, dossier.premises_id),
            "rooms": [room["label"] for room in dossier.rooms],
            "filed_on": day_in_words(city_day(dossier.filed_at)),
            "missing": missing.split("; ") if missing else [],
            "outcome": _outcome(dossier),
            "renewal": dossier.renewal_refused_on is not None or dossier.file().renewing,
            "works": dossier.state in VALID,
            "decided_on": None if decided is None else day_in_words(city_day(decided)),
            "stopped_on": None if stopped is None else day_in_words(city_day(stopped)),
            "own_wish": withdrawn is not None,
            "retaken": await _retaken(tx, case.case_id),
            "change": None if change is None else _change(change),
            "untold": untold,
            "pending": await may_be_suspended(tx, dossier),
            "valid_from": _day(dossier.valid_from),
            "valid_to": _day(dossier.valid_to),
            "conditions": [
                {"what": condition_words(each.code), "by": _day(each.due_on)}
                for each in conditions
                if each.met_at is None
            ],
            "advices": [
                {"service": each.service, "reasons": each.reasons}
                for each in advices
                if each.quoted
            ],
        },
    }


async def told_of(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """A decision in place of a refusal that the Council of State annulled names the judgment."""
    if kind is LetterKind.BESLISSING and await replaces_annulled(tx, case.case_id):
        return await told_annulment(tx, case.case_id)
    return {}


async def _retaken(tx: Transaction, dossier_id: UUID) -> dict[str, str] | None:
    """The decision that the city took back, while it did not decide anew."""
    retaken_at = await timeline.latest(tx, dossier_id, DossierStep.RETAKE)
    decided_at = await timeline.latest(tx, dossier_id, DossierStep.DECISION)
    if retaken_at is None or decided_at is None or decided_at > retaken_at:
        return None
    dossier, _premises = await suitability.get(tx, dossier_id, None)
    before = await timeline.latest_before(tx, dossier_id, DossierStep.RETAKE, [*DossierState])
    what = "toekenning" if before in CHOSEN else "weigering"
    if dossier.file().renewing:
        what = "vernieuwing"
    return {"on": day_in_words(city_day(retaken_at)), "what": what}


async def _untold(tx: Transaction, latest: Change) -> list[dict[str, str]]:
    """The changes that the city assessed before the latest, and told in no letter yet; a buyer gets
    those of since the sale alone."""
    told_until = await letters.told_until(tx, latest.dossier_id, LetterKind.MELDING_BEOORDEELD)
    sale = await suitability.changes.latest_sale(tx, latest.dossier_id)
    sold_at = None if sale is None else sale.assessed_at
    after = [at for at in (told_until, sold_at) if at is not None]
    reasons = {
        line.at: (line.reason or "").partition(": ")[2]
        for line in await timeline.of_case(tx, latest.dossier_id)
        if line.step == DossierStep.CHANGE_ASSESSMENT
    }
    return [
        _change(each) | {"reason": reasons.get(each.assessed_at, "")}
        for each in await suitability.changes.of_dossier(tx, latest.dossier_id)
        if each.assessed_at is not None
        and each.change_id != latest.change_id
        and all(each.assessed_at > at for at in after)
    ]


def _change(change: Change) -> dict[str, str]:
    return {
        "kind": str(change.kind),
        "outcome": str(change.outcome),
        "told_on": day_in_words(city_day(change.reported_at)),
    }


def _outcome(dossier: Dossier) -> str:
    """The latest decision: a refused renewal leaves the declaration what it was."""
    if dossier.state is DossierState.GEWEIGERD or dossier.renewal_refused_on is not None:
        return "geweigerd"
    return "voorwaardelijk" if dossier.conditions else "toegekend"


def _day(day: date | None) -> str | None:
    return None if day is None else day_in_words(day)


K, D = LetterKind, DossierState
CHOSEN = (D.TOEGEKEND, D.VOORWAARDELIJK_TOEGEKEND)
HEARABLE = frozenset({D.IN_ADVIES, D.KLAAR_VOOR_BESLISSING, *VALID})
OUTLINES: Mapping[LetterKind, Outline] = {
    K.AANVULLING: Outline(
        "geschiktheid/aanvulling",
        frozenset({D.ONVOLLEDIG}),
        lazy("Zeg eerst wat er ontbreekt, bij het nakijken van de volledigheid."),
    ),
    K.UITNODIGING_HOORZITTING: Outline(
        "geschiktheid/uitnodiging_hoorzitting",
        HEARABLE,
        PLAN_FIRST,
        ("motivation",),
        HEARING,
        registered=True,
    ),
    K.VERSLAG_HOORZITTING: Outline("geschiktheid/verslag_hoorzitting", HEARABLE, NOT_HEARD, REPORT),
    K.BESLISSING: Outline(
        "geschiktheid/beslissing",
        frozenset({*CHOSEN, D.GEWEIGERD}),
        NOT_DECIDED,
        ("motivation",),
        ("defence_answer",),
        registered=True,
    ),
    K.HERINNERING_VERNIEUWING: Outline(
        "geschiktheid/herinnering_vernieuwing",
        frozenset({*CHOSEN}),
        lazy("Er loopt geen verklaring, of de eigenaar vroeg al een vernieuwing."),
    ),
    K.VERVALLEN: Outline(
        "geschiktheid/vervallen",
        frozenset({D.VERVALLEN}),
        lazy("De verklaring is niet vervallen."),
    ),
    K.STOPZETTING: Outline(
        "geschiktheid/stopzetting",
        frozenset({D.STOPGEZET}),
        lazy("De aanvraag is niet stopgezet."),
        ("motivation",),
        registered=True,
    ),
    K.HERNEMING: Outline(
        "geschiktheid/herneming",
        frozenset({*EXAMINED, D.VERNIEUWING_LOPEND}),
        NOT_RETAKEN,
        ("motivation",),
        registered=True,
    ),
    K.MELDING_BEOORDEELD: Outline(
        "geschiktheid/melding_beoordeeld",
        frozenset({*VALID}),
        lazy("Er is nog geen melding beoordeeld."),
        ("motivation",),
    ),
}
CORRESPONDENCE = Correspondence(
    kind=CaseKind.SUITABILITY,
    workers=CASE_WORKERS | OFFICE,
    outlines=OUTLINES,
    awaited=AWAITED,
    arrivals={
        K.AANVULLING: Arrival(await_completion.missing_told, later_receipt.missing),
        K.UITNODIGING_HOORZITTING: Arrival(heard.invitation_notified, later_receipt.invitation),
        K.BESLISSING: Arrival(notify_decision.letter_arrived, later_receipt.decision),
    },
    row=suitability.find_for_update,
    find=find,
    must_be_ready=must_be_ready,
    said=said,
    told=told,
    told_of=told_of,
    retaken_at=retaken_at,
    passed_at=passed_at,
)
