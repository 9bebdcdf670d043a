"""Letters of fines: which go, what the case says in them, and what their arrival takes.

GAS law arts. 9-13, 16-18 and 25-27; DLB art. 177 for the notice to pay. A letter that goes out
again has the same occasion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.rules import Attempt, CaseKind
from enforcement.cases.state_reasons import stated_reasons
from enforcement.cases.store import timeline
from enforcement.cases.store.findings import Finding
from enforcement.functions import CASE_WORKERS, SANCTIONING
from enforcement.gas import later_receipt, new_appeal_month, notified
from enforcement.gas import store as gas
from enforcement.gas.awaited_letters import AWAITED
from enforcement.gas.limit import highest_fine
from enforcement.gas.person_terms import count_missing, terms_of
from enforcement.gas.rules import GAS, GasState, GasStep, guards
from enforcement.gas.rules.states import ALTERNATIVE, APPEALABLE, IN_DEFENCE, STARTED
from enforcement.gas.store import GasCase
from enforcement.hearings import store as hearings
from enforcement.hearings.rules import HearingOutcome
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.correspondence import Arrival, Correspondence
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import (
    AddresseeRole,
    Particulars,
    mentions_oral_defence,
)
from enforcement.notifications.rules.outlines import (
    HEARING,
    NOT_DECIDED,
    NOT_HEARD,
    PLAN_FIRST,
    REPORT,
    Outline,
)
from enforcement.notifications.store import letters
from enforcement.notifications.words import day_in_words, euros_in_words, moment_in_words
from enforcement.payments import collect, costs_term
from enforcement.payments.award_costs import COSTS_NOT_ASKED, keep_reference, must_be_asked
from enforcement.payments.pay_ahead import received
from enforcement.payments.reserve_reference import reserve_reference
from enforcement.payments.rules.balance import balance
from enforcement.payments.rules.claim import CLAIM, GIVEN_UP, GRACE_DAYS, ClaimStep
from enforcement.payments.rules.court_costs import CostsStep
from enforcement.payments.rules.reference import written
from enforcement.payments.store import accounts, bookings, claims, court_costs
from enforcement.suitability.store import place_of

DEFENCE_TERM = "gas.defence_days"
ORAL_LIMIT = "gas.hearing_min_fine_eur"
PAYMENT_TERM = "gas.payment_days"
NOTIFIED = (GasState.GELDBOETE_OPGELEGD, GasState.TER_KENNIS_GEBRACHT)
"""The decision may be needed again, to another address."""
DISMISSED = (GasState.GEEN_GELDBOETE, GasState.WAARSCHUWING)
OUTCOMES = (
    GasState.BEMIDDELING_GESLAAGD,
    GasState.GEMEENSCHAPSDIENST_VOLBRACHT,
    GasState.VERVALLEN,
)
"""Ends without a fine that nobody decided."""
STEPS: Mapping[LetterKind, tuple[GasStep, tuple[GasState, ...]]] = {
    LetterKind.OPSTARTBRIEF: (GasStep.START_LETTER, (GasState.GEREGISTREERD,)),
    LetterKind.BEMIDDELINGSAANBOD: (GasStep.MEDIATION_OFFER, IN_DEFENCE),
    LetterKind.GEMEENSCHAPSDIENST: (
        GasStep.COMMUNITY_SERVICE,
        (*IN_DEFENCE, GasState.KLAAR_VOOR_BESLISSING),
    ),
    LetterKind.BESLISSING: (GasStep.DECISION_NOTIFICATION, (GasState.GELDBOETE_OPGELEGD,)),
}
"""The step that a letter takes when it arrives, and the states in which it still has to be taken:
there its guards hold for the letter too.
"""
ASKING: Mapping[LetterKind, ClaimStep] = {
    LetterKind.HERINNERING: ClaimStep.REMINDER,
    LetterKind.AANMANING: ClaimStep.NOTICE,
}
"""The steps of a claim that follow once a letter is notified."""
FINING = frozenset(
    {
        LetterKind.OPSTARTBRIEF,
        LetterKind.BEMIDDELINGSAANBOD,
        LetterKind.GEMEENSCHAPSDIENST,
        LetterKind.BESLISSING,
    }
)
"""Letters of a fine that is in view or was decided, or of what takes its place: none leaves while
somebody has to weigh a prosecution of the same facts.
"""


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    fine = await gas.find_for_update(tx, case_id)
    if fine is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.GAS,
        fine.number,
        fine.state,
        fine.on_hold or fine.state is GasState.OPGESCHORT_OVERLEG,
        fine.premises_id,
        bool(fine.minor),
    )


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The particulars that were decided, planned or are owed: nobody writes those by hand."""
    fine = await gas.get(tx, case.case_id)
    known: dict[str, Any] = {"minor": bool(fine.minor)}
    match kind:
        case LetterKind.OPSTARTBRIEF:
            known |= {"envisaged_eur": fine.envisaged}
        case LetterKind.GEMEENSCHAPSDIENST:
            known |= {"service_hours": fine.service_hours}
        case LetterKind.UITNODIGING_HOORZITTING | LetterKind.VERSLAG_HOORZITTING:
            known |= await _hearing(tx, case.case_id, kind)
        case LetterKind.UITKOMST_VERWEER | LetterKind.AFLOOP:
            reason = await timeline.latest_reason(tx, case.case_id, GasStep.DISMISSAL)
            known |= {"motivation": reason}
        case LetterKind.BESLISSING:
            reason = await timeline.latest_reason(tx, case.case_id, GasStep.FINE)
            known |= {"amount_eur": fine.amount, "motivation": reason}
            known |= {"recidivism": fine.recidivism, **await _stated(tx, fine)}
        case LetterKind.RECHTZETTING:
            reason = await timeline.latest_reason(tx, case.case_id, GasStep.CORRECTION)
            known |= {"amount_eur": fine.amount, "motivation": reason}
        case LetterKind.INTREKKING:
            reason = await timeline.latest_reason(tx, case.case_id, GasStep.WITHDRAWAL)
            known |= {"motivation": reason}
        case LetterKind.HERINNERING | LetterKind.AANMANING:
            account = await accounts.read(tx, case.case_id)
            known |= {"amount_cents": account.balance.outstanding_cents, "grace_days": GRACE_DAYS}
        case LetterKind.GERECHTSKOSTEN:
            costs = await court_costs.find(tx, case.case_id)
            known |= {"costs_cents": costs.amount_cents if costs and costs.is_asked else None}
    return {name: value for name, value in known.items() if value is not None}


async def _stated(tx: Transaction, fine: GasCase) -> dict[str, Any]:
    """The officer's answer to the defence and why the fine is in proportion; of an amount that was
    corrected since, why as well.
    """
    stated = await stated_reasons(tx, fine.case_id, GasStep.FINE)
    corrected = await timeline.latest_reason(tx, fine.case_id, GasStep.CORRECTION)
    if stated and corrected is not None:
        stated["proportionality"] += f"\n\n{corrected}"
    return stated


async def _hearing(tx: Transaction, case_id: UUID, kind: LetterKind) -> dict[str, Any]:
    """The hearing that is awaited, or the last one that was held."""
    awaited = kind is LetterKind.UITNODIGING_HOORZITTING
    outcome = None if awaited else HearingOutcome.GEHOUDEN
    every = [each for each in await hearings.of_case(tx, case_id) if each.outcome is outcome]
    if not every or every[-1].planned_at is None:
        return {}
    when = {"hearing_when": moment_in_words(every[-1].planned_at)}
    return when | {"hearing_where": every[-1].place} if awaited else when


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``RefusedError`` where the procedure is not ready for a letter.

    One that begins a term may be needed again, to another address: nothing stops that.
    """
    fine, today = await gas.get(tx, case.case_id), city_day(tx.now)
    step, begins_in = STEPS.get(kind, (None, ()))
    if step is not None and fine.state in begins_in:
        GAS.next_state(fine.file(), step, today)
    if kind in ASKING:
        account = await accounts.read_for_update(tx, case.case_id)
        CLAIM.next_state(account.file(today), ASKING[kind], today)
    if kind is LetterKind.GERECHTSKOSTEN:
        must_be_asked(await court_costs.find(tx, case.case_id))
    prosecuted = guards.is_not_prosecuted(fine.file(), Attempt(today)) if kind in FINING else None
    objection = prosecuted or await _objection(tx, fine, kind, today)
    if objection is not None:
        raise StepRefusedError(objection)


async def copied_to(tx: Transaction, case_id: UUID, kind: LetterKind) -> AddresseeRole | None:
    """The office that has to get a copy of a letter: the prosecutor who had a say in the facts
    (arts. 3, 23 and 27), or the court that has an appeal against another amount, or none any more.
    """
    fine = await gas.get(tx, case_id)
    if kind is LetterKind.BESLISSING and fine.mixed is not None:
        return AddresseeRole.PARKET
    appealed = fine.appealed_on is not None and fine.judged_on is None
    if kind in (LetterKind.RECHTZETTING, LetterKind.INTREKKING) and appealed:
        return AddresseeRole.RECHTBANK
    return None


async def said_since(tx: Transaction, case_id: UUID, kind: LetterKind) -> datetime | None:
    """The moment from which a letter says what it says now; each correction has its own, and each
    judgment about costs.
    """
    step = {
        LetterKind.RECHTZETTING: GasStep.CORRECTION,
        LetterKind.GERECHTSKOSTEN: CostsStep.OWED_BY_PERSON,
    }.get(kind)
    return None if step is None else await timeline.latest(tx, case_id, step)


async def retaken_at(
    tx: Transaction, case_id: UUID, kind: LetterKind, _drafted_at: datetime
) -> datetime | None:
    """That of the judgment that took the place of another: a letter of before names other costs."""
    if kind is not LetterKind.GERECHTSKOSTEN:
        return None
    awards = [
        entry.at
        for entry in await timeline.of_case(tx, case_id)
        if entry.step in (CostsStep.OWED_BY_PERSON, CostsStep.OWED_BY_CITY)
    ]
    return max(awards) if len(awards) > 1 else None


async def _objection(tx: Transaction, fine: GasCase, kind: LetterKind, today: date) -> str | None:
    """The reason (Dutch) beyond the state why a letter has no place in the case yet, or None."""
    objection: str | None = None
    match kind:
        case LetterKind.OUDERLIJKE_BETROKKENHEID | LetterKind.MELDING_STAFHOUDER:
            objection = guards.is_minor(fine.file(), Attempt(today))
        case LetterKind.GEMEENSCHAPSDIENST if fine.service_hours is None:
            objection = lazy("Zeg eerst hoeveel uren gemeenschapsdienst de stad voorstelt.")
        case LetterKind.UITNODIGING_HOORZITTING if not await _hearing(tx, fine.case_id, kind):
            objection = lazy("Kies eerst een moment voor de hoorzitting.")
        case LetterKind.VERSLAG_HOORZITTING if not await _hearing(tx, fine.case_id, kind):
            objection = NOT_HEARD
        case LetterKind.UITKOMST_VERWEER if not fine.defended:
            objection = lazy("Er was geen verweer.")
        case LetterKind.AFLOOP if fine.defended and fine.state in DISMISSED:
            objection = lazy("Er was verweer. Stuur de brief over de uitkomst daarvan.")
        case LetterKind.AFLOOP if fine.start_notified_on is None:
            objection = lazy("Deze persoon kreeg nog geen brief over deze feiten.")
        case LetterKind.RECHTZETTING if fine.imposed_amount is None:
            objection = lazy("Het bedrag van de geldboete is niet rechtgezet.")
        case LetterKind.RECHTZETTING if fine.is_ruled:
            objection = guards.court_has_not_ruled(fine.file(), Attempt(today))
        case LetterKind.RECHTZETTING if not await _decision_left(tx, fine):
            objection = lazy("De beslissing vertrok nog niet. Zij zegt zelf het juiste bedrag.")
        case LetterKind.BESLISSING if fine.is_ruled:
            objection = guards.court_has_not_ruled(fine.file(), Attempt(today))
        case LetterKind.BESLISSING if fine.state not in NOTIFIED and not fine.undecided:
            objection = lazy("Iedereen kreeg de beslissing al.")
    return objection


async def _decision_left(tx: Transaction, fine: GasCase) -> bool:
    """Somebody has the decision, or it is on its way with a receipt that did not come back yet."""
    if fine.decision_notified_on is not None:
        return True
    return any(
        letter.kind == LetterKind.BESLISSING and letter.posted_on is not None
        for letter in await letters.of_case(tx, fine.case_id)
    )


async def told(
    tx: Transaction, case: CaseFile, found: Sequence[Finding], particulars: Particulars
) -> dict[str, Any]:
    """Raises ``MissingLawError`` for a day that the table of terms does not reach."""
    fine = await gas.get(tx, case.case_id)
    ids = (DEFENCE_TERM, ORAL_LIMIT, PAYMENT_TERM)
    law = await legal_terms.law(tx, city_day(found[0].fact_at), *ids)
    defence, limit, payment = (law.terms[term_id].value or 0 for term_id in ids)
    ended = {"outcome": str(fine.state)} if fine.state in OUTCOMES else {}
    paid = await received(tx, case.case_id)
    asked = _asked_cents(particulars, paid)
    return {
        **ended,
        **(await _corrected(tx, fine)),
        **(await _costs(tx, case.case_id, particulars)),
        "defence_days": defence,
        "oral_limit_eur": limit,
        "payment_days": payment,
        "asked_cents": asked,
        "to_pay": euros_in_words(asked) if asked else None,
        "warned": case.state == GasState.WAARSCHUWING,
        "decided_on": fine.decided_on and day_in_words(fine.decided_on),
        "paid": euros_in_words(paid) if paid else None,
        "highest_eur": await highest_fine(tx, fine),
        "oral": mentions_oral_defence(
            minor=particulars.minor,
            envisaged_eur=particulars.envisaged_eur,
            limit_eur=limit,
        ),
    }


async def _corrected(tx: Transaction, fine: GasCase) -> dict[str, Any]:
    """What a lower amount means: the first one, and what goes back or is still to be paid."""
    if fine.imposed_amount is None or fine.amount is None:
        return {}
    account = balance(100 * fine.amount, await bookings.of_case(tx, fine.case_id))
    back, left = account.credit_cents, account.outstanding_cents
    return {
        "imposed": euros_in_words(100 * fine.imposed_amount),
        "back": euros_in_words(back) if back else None,
        "open": euros_in_words(left) if left else None,
        "given_up": await _is_given_up(tx, fine.case_id),
        "waits": fine.on_hold or fine.is_prosecuted,
    }


async def _costs(tx: Transaction, case_id: UUID, particulars: Particulars) -> dict[str, Any]:
    """What only a letter about costs says, so that no other one changes with them."""
    costs = await court_costs.find(tx, case_id)
    if particulars.costs_cents is None or costs is None:
        return {}
    said_of_costs = {
        "judged_on": day_in_words(costs.awarded_on),
        "days": await costs_term.days_to_pay(tx),
        "asked_before": costs.asked_on is not None,
        "served": costs.served_on is not None,
    }
    return {"costs": said_of_costs}


async def _is_given_up(tx: Transaction, case_id: UUID) -> bool:
    """Nobody asks for the money any more, or may."""
    claim = await claims.find(tx, case_id)
    if claim is None:
        return False
    return claim.state in GIVEN_UP or city_day(tx.now) > claim.prescribes_on


def _asked_cents(particulars: Particulars, paid_cents: int) -> int | None:
    """What a letter asks: costs, the balance that it names, or the fine without what was paid."""
    if particulars.costs_cents is not None:
        return particulars.costs_cents
    if particulars.amount_cents is not None:
        return particulars.amount_cents
    if particulars.amount_eur is None:
        return None
    return max(0, 100 * particulars.amount_eur - paid_cents)


async def _complete(
    tx: Transaction, case: CaseFile, kind: LetterKind, particulars: Particulars
) -> Particulars:
    """With the reference under which a letter that says how to pay asks for the money."""
    costs = await court_costs.find(tx, case.case_id) if kind is K.GERECHTSKOSTEN else None
    if costs is not None:
        return replace(particulars, payment_reference=written(await keep_reference(tx, costs)))
    if kind not in PAYING:
        return particulars
    return replace(particulars, payment_reference=await reserve_reference(tx, case.case_id))


async def _joined(tx: Transaction, case_id: UUID) -> list[UUID]:
    return [joined.case_id for joined in await gas.joined_to(tx, case_id)]


K, G = LetterKind, GasState
PAYING = frozenset({K.HERINNERING, K.AANMANING, K.BESLISSING, K.RECHTZETTING})
"""Letters that say how to pay a fine."""
TO_PAY = ("amount_cents", "payment_reference", "grace_days")
NOT_ASKED = lazy("Er is nu geen geldboete die betaald moet worden.")
OUTLINES: Mapping[LetterKind, Outline] = {
    K.OPSTARTBRIEF: Outline(
        "opstartbrief",
        frozenset({G.GEREGISTREERD, *STARTED}),
        lazy("Een opstartbrief vertrekt na het bekijken van het dossier en voor de beslissing."),
        registered=True,
        each_once=True,
        with_report=True,
    ),
    K.OUDERLIJKE_BETROKKENHEID: Outline(
        "ouderlijke_betrokkenheid",
        frozenset({G.GEREGISTREERD}),
        lazy("Deze vraag gaat vooraf aan de opstartbrief."),
        goes_to=(AddresseeRole.OUDERLIJK_GEZAG,),
        registered=True,
        with_report=True,
    ),
    K.MELDING_STAFHOUDER: Outline(
        "melding_stafhouder",
        frozenset({G.GEREGISTREERD, *STARTED}),
        lazy("De stafhouder wordt verwittigd voor de beslissing."),
        goes_to=(AddresseeRole.STAFHOUDER,),
    ),
    K.BEMIDDELINGSAANBOD: Outline(
        "bemiddelingsaanbod",
        frozenset({*IN_DEFENCE, G.BEMIDDELING_LOPEND}),
        lazy("Bemiddeling aanbieden kan nu niet."),
        each_once=True,
    ),
    K.GEMEENSCHAPSDIENST: Outline(
        "gemeenschapsdienst",
        frozenset({*IN_DEFENCE, G.KLAAR_VOOR_BESLISSING, G.GEMEENSCHAPSDIENST_LOPEND}),
        lazy("Gemeenschapsdienst voorstellen kan nu niet."),
        ("service_hours", "service_what"),
    ),
    K.UITNODIGING_HOORZITTING: Outline(
        "uitnodiging_hoorzitting",
        frozenset({G.HOORZITTING_GEPLAND, *ALTERNATIVE}),
        PLAN_FIRST,
        HEARING,
    ),
    K.VERSLAG_HOORZITTING: Outline(
        "verslag_hoorzitting",
        frozenset(
            {
                G.HOORZITTING_GEHOUDEN,
                G.OPGESTART,
                *ALTERNATIVE,
                G.VERWEER_ONTVANGEN,
                G.KLAAR_VOOR_BESLISSING,
            }
        ),
        NOT_HEARD,
        REPORT,
    ),
    K.UITKOMST_VERWEER: Outline(
        "uitkomst_verweer",
        frozenset({*DISMISSED}),
        lazy(
            "Deze brief zegt dat er geen geldboete komt. Dat is nog niet beslist. Een geldboete "
            "staat in de beslissing."
        ),
        ("motivation",),
        ("remedy",),
    ),
    K.AFLOOP: Outline(
        "afloop",
        frozenset({*DISMISSED, *OUTCOMES}),
        lazy("Dit dossier is niet zonder geldboete afgelopen."),
        may_have=("motivation",),
    ),
    # Who still lacks it gets it too, however far the case got meanwhile (arts. 27 and 31).
    K.BESLISSING: Outline(
        "beslissing",
        frozenset({*APPEALABLE}),
        NOT_DECIDED,
        (
            "amount_eur",
            "defence_answer",
            "motivation",
            "proportionality",
            "recidivism",
            "payment_reference",
        ),
        registered=True,
        each_once=True,
    ),
    K.RECHTZETTING: Outline(
        "rechtzetting",
        frozenset({*APPEALABLE}),
        lazy("Het bedrag van de geldboete is niet rechtgezet."),
        ("amount_eur", "motivation", "payment_reference"),
        registered=True,
    ),
    K.INTREKKING: Outline(
        "intrekking",
        frozenset({G.INGETROKKEN}),
        lazy("De geldboete is niet ingetrokken."),
        ("motivation",),
        registered=True,
    ),
    K.HERINNERING: Outline(
        "herinnering", frozenset({G.TE_BETALEN}), NOT_ASKED, TO_PAY, dunning=True
    ),
    K.AANMANING: Outline(
        "aanmaning",
        frozenset({G.TE_BETALEN, G.AANMANING}),
        NOT_ASKED,
        TO_PAY,
        registered=True,
        taken_once=True,
        dunning=True,
    ),
    # A court awards costs whatever becomes of the fine, which a person may still owe after it fell.
    K.GERECHTSKOSTEN: Outline(
        "gerechtskosten",
        frozenset({*APPEALABLE, G.VERNIETIGD, G.INGETROKKEN}),
        COSTS_NOT_ASKED,
        ("costs_cents", "payment_reference"),
        dunning=True,
    ),
}
CORRESPONDENCE = Correspondence(
    kind=CaseKind.GAS,
    workers=CASE_WORKERS | SANCTIONING,
    outlines=OUTLINES,
    awaited=AWAITED,
    arrivals={
        K.OPSTARTBRIEF: Arrival(
            notified.start_letter_notified, later_receipt.start_letter, known_ahead=True
        ),
        K.MELDING_STAFHOUDER: Arrival(notified.bar_notified, later_receipt.bar, known_ahead=True),
        K.BEMIDDELINGSAANBOD: Arrival(
            notified.mediation_offer_notified, later_receipt.mediation_offer, known_ahead=True
        ),
        K.GEMEENSCHAPSDIENST: Arrival(
            notified.community_service_notified, later_receipt.community_service, known_ahead=True
        ),
        K.UITNODIGING_HOORZITTING: Arrival(
            notified.invitation_notified, later_receipt.hearing_invitation, known_ahead=True
        ),
        K.BESLISSING: Arrival(notified.decision_notified, later_receipt.decision, known_ahead=True),
        K.RECHTZETTING: Arrival(
            new_appeal_month.correction_notified,
            new_appeal_month.correction_proven,
            each_apart=True,
            known_ahead=True,
        ),
        # No law asks for a reminder.
        K.HERINNERING: Arrival(collect.reminder_notified, collect.asked_later, waited_for=False),
        K.AANMANING: Arrival(collect.notice_notified, collect.asked_later),
        K.GERECHTSKOSTEN: Arrival(costs_term.asked, costs_term.asked_later, waited_for=False),
    },
    row=gas.find_for_update,
    find=find,
    must_be_ready=must_be_ready,
    said=said,
    told=told,
    place_of=place_of,
    complete=_complete,
    copied_to=copied_to,
    said_since=said_since,
    retaken_at=retaken_at,
    terms_of=terms_of,
    count_persons=count_missing,
    parts=_joined,
    in_place=frozenset({GasStep.CORRECTION, GasStep.PROSECUTION}),
    codes=True,
)
