"""Guards that hold up a step once what it asks for is done, or while nothing of it is there.

Those of hearings, holds and the prosecutor: ``test_guards.py``; terms: ``test_boundaries.py``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from contracts.codes import AppealVerdict, MeasureBasis, MeasureKind
from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.appeals.rules import unsound_amount
from enforcement.cases.rules import Attempt
from enforcement.gas.rules import GasFile, GasState
from enforcement.gas.rules import guards as gas
from enforcement.integrity_investigations.rules import IntegrityState
from enforcement.integrity_investigations.rules import guards as integrity
from enforcement.integrity_investigations.rules.codes import Measure
from enforcement.mayor_measures.rules import guards as measures
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.payments.rules import claim as claims
from enforcement.sanctions.rules import guards as sanctions
from enforcement.sanctions.rules.states import SanctionState
from enforcement.street_bans.rules import BanFile, BanState
from enforcement.street_bans.rules import guards as bans
from enforcement.suitability.rules import guards as suitability
from enforcement.suitability.rules.codes import DossierState
from enforcement.suitability.rules.guards import DossierFile

DAY, ONE = date(2026, 3, 16), timedelta(days=1)
FINE = GasFile(GasState.KLAAR_VOOR_BESLISSING)
BAN = BanFile(BanState.ACTIEF)
OVER = replace(BAN, state=BanState.VOORBIJ, ordered=True)
SANCTION = sanctions.SanctionFile(SanctionState.IN_UITVOERING)
INTEGRITY = integrity.IntegrityFile(IntegrityState.TER_KENNIS_GEBRACHT)
ORDER = measures.MeasureFile(MeasureState.IN_UITVOERING, MeasureKind.OPENBARE_ORDE, works=True)
CLOSURE = replace(ORDER, kind=MeasureKind.SLUITING_MENSENHANDEL)
DRAFT = replace(ORDER, state=MeasureState.VOORSTEL)
DOSSIER = DossierFile(DossierState.IN_ADVIES, False, 0, 0)
REFUSED = replace(DOSSIER, state=DossierState.GEWEIGERD)
GRANTED = replace(DOSSIER, state=DossierState.TOEGEKEND)
RAN_OUT = replace(DOSSIER, state=DossierState.VERVALLEN)
CLAIM = claims.ClaimFile(claims.ClaimState.TE_BETALEN, DAY, DAY, DAY, 1, False, False, False)
MEETING: dict[str, Any] = {"hearing_on": DAY - ONE}

GUARDS: list[tuple[Callable[[Any, Attempt], str | None], Any, dict[str, Any], str | None]] = [
    # a fine
    (gas.hearing_was_asked, FINE, {}, "geen hoorzitting gevraagd"),
    (gas.hearing_was_asked, FINE, {"hearing_asked": True}, None),
    (gas.hearing_is_awaited, FINE, {}, "geen hoorzitting gevraagd"),
    (gas.hearing_is_awaited, FINE, {"hearing_asked": True}, None),
    (gas.hearing_is_awaited, FINE, {"hearing_asked": True, "hearing_done": True}, "al geweest"),
    (gas.asks_hearing_once, FINE, {}, None),
    (gas.asks_hearing_once, FINE, {"hearing_asked": True}, "al een hoorzitting gevraagd"),
    (gas.asks_hearing_once, FINE, {"hearing_done": True}, "al geweest"),
    (gas.may_ask_hearing, FINE, {}, "tot en met € 70"),
    (gas.may_ask_hearing, FINE, {"hearing_threshold": 0}, "tot en met € 0"),
    (gas.may_ask_hearing, FINE, {"envisaged": 70}, "tot en met € 70"),
    (gas.may_ask_hearing, FINE, {"envisaged": 71}, None),
    (gas.may_ask_hearing, FINE, {"minor": True}, None),
    (gas.minor_was_offered_mediation, FINE, {}, None),
    (gas.minor_was_offered_mediation, FINE, {"minor": True}, "worden aangeboden"),
    (
        gas.minor_was_offered_mediation,
        FINE,
        {"minor": True, "mediation_offered": True},
        "nog niet afgelopen",
    ),
    (
        gas.minor_was_offered_mediation,
        FINE,
        {"minor": True, "mediation_offered": True, "mediation_ended": True},
        None,
    ),
    (gas.service_not_accepted, FINE, {}, None),
    (gas.service_not_accepted, FINE, {"service_accepted": True}, "al aanvaard"),
    (gas.mediation_not_accepted, FINE, {}, None),
    (gas.mediation_not_accepted, FINE, {"mediation_accepted": True}, "al aanvaard"),
    (gas.offers_mediation_once, FINE, {}, None),
    (gas.offers_mediation_once, FINE, {"mediation_offered": True}, "al bemiddeling"),
    (gas.copies_once, FINE, {}, None),
    (gas.copies_once, FINE, {"prosecutor_copied": True}, "al een kopie"),
    (gas.tells_bar_once, FINE, {}, None),
    (gas.tells_bar_once, FINE, {"bar_notified": True}, "al verwittigd"),
    (gas.may_go_to_prosecutor, FINE, {}, None),
    (gas.may_go_to_prosecutor, FINE, {"prosecutor_silent": True}, "kreeg deze feiten al"),
    (
        gas.may_go_to_prosecutor,
        FINE,
        {"prosecutor_answer": ProsecutorAnswer.AFGEZIEN},
        "kreeg deze feiten al",
    ),
    (gas.is_minor, FINE, {}, "meerderjarig"),
    (gas.is_minor, FINE, {"minor": True}, None),
    (gas.everybody_knows_the_amount, FINE, {}, None),
    (gas.everybody_knows_the_amount, FINE, {"uncorrected": 1}, "juiste bedrag"),
    (gas.everybody_knows_the_amount, FINE, {"uncorrected": 1, "judged": True}, None),
    (gas.court_has_not_ruled, FINE, {}, None),
    (gas.court_has_not_ruled, FINE, {"judged": True}, "oordeelde al"),
    # a street ban
    (bans.was_invited, BAN, {}, "Nodig eerst uit"),
    (bans.was_invited, BAN, MEETING, None),
    (bans.was_looked_at, BAN, {}, None),
    (bans.was_looked_at, BAN, {"unclear_age": True}, "minderjarig"),
    (bans.needs_a_look, BAN, {}, "niets na te kijken"),
    (bans.needs_a_look, BAN, {"unclear_age": True}, None),
    (bans.awaits_confirmation, BAN, {}, "op het college wacht"),
    (bans.awaits_confirmation, BAN, {"ordered": True}, None),
    (bans.awaits_confirmation, BAN, {"ordered": True, "confirmed": True}, "op het college wacht"),
    (bans.was_confirmed, BAN, {}, "eerst bevestigen"),
    (bans.was_confirmed, BAN, {"confirmed": True}, None),
    (bans.is_not_stayed, BAN, {}, None),
    (bans.is_not_stayed, BAN, {"stayed": True}, "schorste"),
    (bans.may_be_retaken, BAN, {}, "geen bevel"),
    (bans.may_be_retaken, BAN, {"ordered": True}, None),
    (bans.may_be_retaken, BAN, {"ordered": True, "renewals": 1}, "hernieuwing"),
    (bans.may_be_retaken, BAN, {"ordered": True, "renewals": 1, "knows_earlier": True}, None),
    (bans.may_be_retaken, OVER, {}, "al voorbij"),
    (bans.may_be_retaken, OVER, {"undone": True}, None),
    (bans.may_be_retaken, OVER, {"undone": True, "lapsed": True}, None),
    (
        bans.may_be_retaken,
        OVER,
        {"undone": True, "renewals": 1, "knows_earlier": True},
        "al voorbij",
    ),
    (
        bans.may_be_retaken,
        OVER,
        {"undone": True, "lapsed": True, "renewals": 1, "knows_earlier": True},
        None,
    ),
    (bans.may_be_contested, BAN, {}, "Zonder kennisgeving"),
    (bans.may_be_contested, BAN, {"notified": True}, None),
    (bans.may_be_contested, BAN, {"notified": True, "contested": True}, "al een beroep"),
    (bans.awaits_the_council, BAN, {}, "geen beroep"),
    (bans.awaits_the_council, BAN, {"appealed": True}, None),
    (bans.is_not_appealed, BAN, {}, None),
    (bans.is_not_appealed, BAN, {"appealed": True}, "nog een beroep"),
    (bans.has_a_day_to_correct, BAN, {}, "geen dag"),
    (bans.has_a_day_to_correct, BAN, {"ordered": True}, None),
    (bans.has_a_day_to_correct, BAN, {"warned": True}, None),
    (bans.has_a_day_to_correct, BAN, {"warned": True, "skipped": True}, "geen dag"),
    (bans.the_college_decided, BAN, {}, "wat het college besliste"),
    (bans.the_college_decided, BAN, {"confirmed": True}, None),
    (bans.the_college_decided, BAN, {"lapsed": True}, None),
    (bans.is_not_over, BAN, {}, None),
    (bans.is_not_over, OVER, {}, "al voorbij"),
    (bans.is_not_over, OVER, {"ran_out": True}, None),
    (bans.is_not_over, BAN, {"runs_until": DAY}, None),
    (bans.is_not_over, BAN, {"runs_until": DAY - ONE}, "al voorbij"),
    (bans.is_not_over, OVER, {"ran_out": True, "runs_until": DAY - ONE}, None),
    (
        bans.is_not_over,
        OVER,
        {"ran_out": True, "runs_until": DAY - ONE, "signed_on": DAY - ONE},
        None,
    ),
    (
        bans.is_not_over,
        OVER,
        {"ran_out": True, "runs_until": DAY - ONE, "signed_on": DAY},
        "al voorbij",
    ),
    # a measure of the mayor
    (measures.police_do_not_wait, ORDER, {"on_hold": True}, "vraagt om te wachten"),
    (measures.is_about_trafficking, ORDER, {}, "mensenhandel"),
    (measures.is_about_trafficking, CLOSURE, {}, None),
    (measures.fits_the_kind, ORDER, {}, "past niet"),
    (measures.fits_the_kind, ORDER, {"basis": MeasureBasis.NGW_135}, None),
    (measures.fits_the_kind, CLOSURE, {"basis": MeasureBasis.NGW_135}, "past niet"),
    (measures.fits_the_kind, CLOSURE, {"basis": MeasureBasis.NGW_134QUINQUIES}, None),
    (measures.authorities_were_consulted, ORDER, {}, None),
    (measures.authorities_were_consulted, CLOSURE, {}, "gerechtelijke overheden"),
    (measures.authorities_were_consulted, CLOSURE, {"consulted": True}, None),
    (measures.victims_have_a_plan, CLOSURE, {}, "doorverwijzing"),
    (measures.victims_have_a_plan, CLOSURE, {"victims": True}, None),
    (measures.victims_have_a_plan, ORDER, {}, None),
    (measures.hearing_is_over, ORDER, {}, None),
    (measures.hearing_is_over, ORDER, {"hearing_on": DAY}, "tot en met 16/03/2026"),
    (measures.hearing_is_over, ORDER, {"hearing_on": DAY, "defence_final": True}, None),
    (measures.hearing_is_over, ORDER, MEETING, None),
    (measures.hearing_is_over, ORDER, MEETING | {"invited_on": DAY - ONE}, "niet op tijd"),
    (measures.hearing_is_over, ORDER, MEETING | {"notice_until": DAY}, "niet op tijd"),
    (measures.order_may_come, ORDER, {"hearing_on": DAY, "urgent": True}, None),
    (
        measures.order_may_come,
        ORDER,
        {"hearing_on": DAY, "urgent": True, "heard": True},
        "tot en met 16/03/2026",
    ),
    (measures.order_may_come, ORDER, {"hearing_on": DAY}, "tot en met 16/03/2026"),
    (measures.waits_for_notification, ORDER, {}, "ter kennis"),
    (measures.waits_for_notification, ORDER, {"pending": True}, None),
    (measures.waits_for_the_college, ORDER, {}, "bevestiging door het college"),
    (measures.waits_for_the_college, ORDER, {"unconfirmed": True}, None),
    (measures.waits_for_the_council, ORDER, {}, "moet hiervan niet weten"),
    (measures.waits_for_the_council, ORDER, {"council_due": True}, None),
    (measures.council_was_told, ORDER, {}, None),
    (measures.council_was_told, ORDER, {"council_due": True}, "gemeenteraad"),
    (measures.hearing_has_its_place, DRAFT, {}, None),
    (measures.hearing_has_its_place, ORDER, {}, "al gehoord"),
    (measures.hearing_has_its_place, ORDER, {"urgent": True}, None),
    (measures.hearing_has_its_place, ORDER, {"urgent": True, "heard": True}, "al gehoord"),
    (measures.works_now, ORDER, {}, None),
    (measures.works_now, ORDER, {"works": False}, "geen bevel"),
    (measures.works_now, ORDER, {"until": DAY}, None),
    (measures.works_now, ORDER, {"until": DAY - ONE}, "geen bevel"),
    (measures.may_be_renewed, ORDER, {}, "geen einde"),
    (measures.may_be_renewed, ORDER, {"until": DAY}, None),
    (measures.may_be_renewed, ORDER, {"until": DAY, "renewals_left": 1}, None),
    (measures.may_be_renewed, ORDER, {"until": DAY, "renewals_left": 0}, "geen hernieuwing meer"),
    (measures.may_be_renewed, ORDER, {"until": DAY - ONE}, "werkt niet meer"),
    (measures.may_be_renewed, ORDER, {"until": DAY, "pending": True}, "wacht nog"),
    (measures.may_be_renewed, ORDER, {"until": DAY, "unconfirmed": True}, "wacht nog"),
    (measures.has_an_order, ORDER, {}, "geen bevel"),
    (measures.has_an_order, ORDER, {"ordered": True}, None),
    (measures.may_be_retaken, ORDER, {}, "geen bevel"),
    (measures.may_be_retaken, ORDER, {"ordered": True}, None),
    (measures.may_be_retaken, DRAFT, {"ordered": True}, "al voorbij"),
    (measures.may_be_retaken, DRAFT, {"ordered": True, "undone": True}, None),
    (measures.may_be_contested, ORDER, {}, "Zonder kennisgeving"),
    (measures.may_be_contested, ORDER, {"notified": True}, None),
    (measures.may_be_contested, ORDER, {"notified": True, "contested": True}, "al een beroep"),
    (measures.awaits_the_council_of_state, ORDER, {}, "geen beroep"),
    (measures.awaits_the_council_of_state, ORDER, {"appealed": True}, None),
    (measures.was_not_respected, ORDER, {}, "zag nog niet"),
    (measures.was_not_respected, ORDER, {"complied": True}, "zag nog niet"),
    (measures.was_not_respected, ORDER, {"complied": False}, None),
    (measures.law_has_penalties, ORDER, {}, None),
    (measures.law_has_penalties, ORDER, {"penalties": True}, None),
    (measures.law_has_penalties, ORDER, {"penalties": False}, "nog geen verzegeling"),
    (measures.has_something_to_collect, ORDER, {}, "geen verbeurde dwangsom"),
    (measures.has_something_to_collect, ORDER, {"to_collect": True}, None),
    # a sanction
    (sanctions.needs_end_of_defence, SANCTION, {}, "zich nog verweren"),
    (sanctions.needs_end_of_defence, SANCTION, {"defence_final": True}, None),
    (sanctions.needs_end_of_defence, SANCTION, {"defence_until": DAY}, "zich nog verweren"),
    (sanctions.needs_end_of_defence, SANCTION, {"defence_until": DAY - ONE}, None),
    (
        sanctions.needs_end_of_defence,
        SANCTION,
        {"defence_until": DAY - ONE, "hearing_on": DAY},
        "zich nog verweren",
    ),
    (
        sanctions.needs_end_of_defence,
        SANCTION,
        {"defence_until": DAY, "hearing_on": DAY - ONE},
        "zich nog verweren",
    ),
    # an integrity investigation
    (integrity.restricts_by_decision, INTEGRITY, {}, "geen maatregel"),
    (integrity.restricts_by_decision, INTEGRITY, {"decided": Measure.GEEN_MAATREGEL}, "geen"),
    *(
        (integrity.restricts_by_decision, INTEGRITY, {"decided": measure}, None)
        for measure in Measure
        if measure is not Measure.GEEN_MAATREGEL
    ),
    # a dossier of suitability
    (suitability.owner_was_invited, DOSSIER, {}, "Nodig eerst uit"),
    (suitability.owner_was_invited, DOSSIER, {"defence_until": DAY}, None),
    (suitability.silence_counts, DOSSIER, {}, "Nodig eerst uit"),
    (suitability.silence_counts, DOSSIER, {"defence_until": DAY}, "tot en met 16/03/2026"),
    (suitability.silence_counts, DOSSIER, {"defence_until": DAY - ONE}, None),
    (
        suitability.silence_counts,
        DOSSIER,
        {"defence_until": DAY - ONE, "hearing_on": DAY},
        "tot en met 16/03/2026",
    ),
    (
        suitability.silence_counts,
        DOSSIER,
        MEETING | {"defence_until": DAY - ONE, "invited_on": DAY},
        "niet op tijd",
    ),
    (suitability.renewal_needs_visit, DOSSIER, {}, None),
    (suitability.renewal_needs_visit, DOSSIER, {"renewing": True}, "Bezoek eerst"),
    (suitability.renewal_needs_visit, DOSSIER, {"renewing": True, "visited": True}, None),
    (suitability.decision_needs_advices, DOSSIER, {}, "Vraag eerst adviezen"),
    (suitability.decision_needs_advices, DOSSIER, {"advices_requested": 1}, None),
    (
        suitability.decision_needs_advices,
        DOSSIER,
        {"advices_requested": 2, "advices_awaited": 1},
        "ontbreken nog adviezen",
    ),
    (suitability.advice_was_requested, DOSSIER, {}, "geen adviezen"),
    (suitability.advice_was_requested, DOSSIER, {"advices_requested": 1}, None),
    (suitability.advice_was_requested, GRANTED, {"advices_requested": 1}, "geen adviezen"),
    (
        suitability.advice_was_requested,
        GRANTED,
        {"advices_requested": 1, "change_advised": True},
        None,
    ),
    (suitability.change_is_open, GRANTED, {}, None),
    (suitability.change_is_open, GRANTED, {"changes": 0}, "geen melding"),
    (suitability.change_is_open, GRANTED, {"changes": 1}, None),
    (suitability.change_needs_advices, DOSSIER, {}, None),
    (suitability.change_needs_advices, DOSSIER, {"advices_awaited": 1}, None),
    (suitability.change_needs_advices, DOSSIER, {"change_advised": True}, None),
    (
        suitability.change_needs_advices,
        DOSSIER,
        {"change_advised": True, "advices_awaited": 1},
        "ontbreken nog adviezen",
    ),
    (suitability.conditions_are_open, DOSSIER, {}, "geen voorwaarden"),
    (suitability.conditions_are_open, DOSSIER, {"conditions": 1}, None),
    (suitability.suspension_runs, DOSSIER, {}, "niet geschorst"),
    (suitability.suspension_runs, DOSSIER, {"suspended": True}, None),
    (suitability.awaits_the_council, DOSSIER, {}, "geen beroep"),
    (suitability.awaits_the_council, DOSSIER, {"appealed": True}, None),
    (suitability.validity_is_over, GRANTED, {}, "nog geldig"),
    (suitability.validity_is_over, GRANTED, {"valid_to": DAY}, "nog geldig"),
    (suitability.validity_is_over, GRANTED, {"valid_to": DAY - ONE}, None),
    (
        suitability.validity_is_over,
        GRANTED,
        {"valid_to": DAY - ONE, "renewing": True},
        "een vernieuwing loopt",
    ),
    (
        suitability.validity_is_over,
        GRANTED,
        {"valid_to": DAY - ONE, "renewing": True, "renewal_refused": True},
        None,
    ),
    (suitability.declaration_still_works, GRANTED, {}, None),
    (suitability.declaration_still_works, GRANTED, {"valid_to": DAY}, None),
    (suitability.declaration_still_works, GRANTED, {"valid_to": DAY - ONE}, "niet meer geldig"),
    (
        suitability.declaration_still_works,
        GRANTED,
        {"valid_to": DAY - ONE, "renewing": True},
        None,
    ),
    (
        suitability.declaration_still_works,
        GRANTED,
        {"valid_to": DAY - ONE, "renewing": True, "renewal_refused": True},
        "niet meer geldig",
    ),
    (suitability.asked_while_it_worked, GRANTED, {}, None),
    (suitability.asked_while_it_worked, GRANTED, {"valid_to": DAY, "asked_on": DAY}, None),
    (
        suitability.asked_while_it_worked,
        GRANTED,
        {"valid_to": DAY - ONE, "asked_on": DAY},
        "niet meer geldig",
    ),
    (suitability.asked_while_it_worked, GRANTED, {"valid_to": DAY - ONE}, None),
    (
        suitability.asked_while_it_worked,
        RAN_OUT,
        {"valid_to": DAY - ONE, "asked_on": DAY - ONE},
        None,
    ),
    (
        suitability.asked_while_it_worked,
        RAN_OUT,
        {"valid_to": DAY - ONE, "renewal_refused": True},
        "niet meer geldig",
    ),
    (suitability.was_decided_here, GRANTED, {}, "hernemen"),
    (suitability.was_decided_here, GRANTED, {"decided": True}, None),
    (suitability.has_a_day_to_correct, GRANTED, {}, None),
    (suitability.has_a_day_to_correct, GRANTED, {"notified": True}, None),
    (suitability.has_a_day_to_correct, REFUSED, {"notified": True}, None),
    (suitability.has_a_day_to_correct, REFUSED, {}, "geen dag"),
    # money
    (claims.owes_something, CLAIM, {}, None),
    (claims.owes_something, CLAIM, {"outstanding_cents": 0}, "niets meer te betalen"),
    (claims.is_paid, CLAIM, {}, "nog niet helemaal betaald"),
    (claims.is_paid, CLAIM, {"outstanding_cents": 0}, None),
    (claims.is_not_held, CLAIM, {"on_hold": True}, "opgeschort"),
    (claims.appeal_is_over, CLAIM, {"appeal_runs": True}, "beroep"),
    (claims.amount_is_told, CLAIM, {}, None),
    (claims.amount_is_told, CLAIM, {"amount_untold": True}, "juiste bedrag"),
    (claims.no_plan_is_kept, CLAIM, {"plan_kept": True}, "afbetalingsplan"),
    (claims.is_late, CLAIM, {}, "nog op tijd"),
    (claims.is_late, CLAIM, {"waits_until": DAY - ONE}, None),
    (claims.is_not_prescribed, CLAIM, {}, None),
    (claims.is_not_prescribed, CLAIM, {"prescribes_on": DAY - ONE}, "verjaard"),
    (claims.is_prescribed, CLAIM, {}, "nog niet verjaard"),
    (claims.is_prescribed, CLAIM, {"prescribes_on": DAY - ONE}, None),
]


@pytest.mark.parametrize(
    ("guard", "file", "has", "held_up"),
    [pytest.param(*case, id=f"{case[0].__name__}-{number}") for number, case in enumerate(GUARDS)],
)
def test_a_guard_holds_up_what_it_is_for_and_says_why(
    guard: Callable[[Any, Attempt], str | None],
    file: Any,
    has: dict[str, Any],
    held_up: str | None,
) -> None:
    reason = guard(replace(file, **has), Attempt(DAY))
    if held_up is None:
        assert reason is None
    else:
        assert held_up in str(reason)


@pytest.mark.parametrize(
    ("minor", "unoffered", "outcome", "held_up"),
    [
        (True, 1, "mislukt", True),
        (True, 1, "geweigerd", True),
        (True, 1, "geslaagd", False),
        (True, 1, None, False),
        (True, 0, "mislukt", False),
        (False, 1, "mislukt", False),
    ],
)
def test_no_offer_failed_that_somebody_never_got(
    minor: bool, unoffered: int, outcome: str | None, held_up: bool
) -> None:
    """GAS law art. 18."""
    file = replace(FINE, minor=minor, unoffered=unoffered)
    reason = gas.everybody_was_offered(file, Attempt(DAY, outcome))
    assert (reason is not None) is held_up


@pytest.mark.parametrize(
    ("notified", "judged", "in_time"),
    [
        (DAY - ONE, False, True),
        (DAY, False, True),
        (DAY + ONE, False, False),
        (DAY + ONE, True, True),
    ],
)
def test_a_decision_stands_that_came_in_time_or_that_a_judge_let_stand(
    notified: date, judged: bool, in_time: bool
) -> None:
    """GAS law art. 26."""
    file = replace(FINE, decide_by=DAY, notified_on=notified, judged=judged)
    assert (gas.came_in_time(file, Attempt(DAY)) is None) is in_time


@pytest.mark.parametrize(
    ("verdict", "amount", "sound"),
    [
        (AppealVerdict.HERZIEN, None, False),
        (AppealVerdict.HERZIEN, 0, False),
        (AppealVerdict.HERZIEN, 1, True),
        (AppealVerdict.HERZIEN, 349, True),
        (AppealVerdict.HERZIEN, 350, True),
        (AppealVerdict.HERZIEN, 351, False),
        (AppealVerdict.BEVESTIGD, None, True),
        (AppealVerdict.BEVESTIGD, 1, False),
        (AppealVerdict.VERNIETIGD, None, True),
    ],
)
def test_a_court_that_revises_a_fine_leaves_one_euro_at_least_and_its_maximum_at_most(
    verdict: AppealVerdict, amount: int | None, sound: bool
) -> None:
    """GAS law arts. 4 and 31."""
    assert (unsound_amount(verdict, amount, 350) is None) is sound
