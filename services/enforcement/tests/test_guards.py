"""Each guard of the procedures by what it asks, one thing at a time: who is held up, and who not.

Terms and bounds are tried in ``test_boundaries.py``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis.refusals import FieldRefusedError
from contracts.codes import MeasureKind
from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.cases.rules import Absence, Attempt
from enforcement.gas.rules import GasFile, GasState, MixedOffence
from enforcement.gas.rules import guards as gas
from enforcement.gas.rules.join import Part, together
from enforcement.intake.rules import check_intake
from enforcement.integrity_investigations.rules import IntegrityState
from enforcement.integrity_investigations.rules import guards as integrity
from enforcement.mayor_measures.rules import guards as measures
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.penalty import PenaltyTerms, forfeited
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.notifications.rules.notification import counts_from
from enforcement.payments.rules.instalments import Instalment, objection
from enforcement.sanctions.rules import guards as sanctions
from enforcement.sanctions.rules.states import SanctionState
from enforcement.street_bans.rules import BanFile, BanState
from enforcement.street_bans.rules import guards as bans
from enforcement.suitability.rules import guards as suitability
from enforcement.suitability.rules.codes import DossierState
from enforcement.suitability.rules.guards import DossierFile

DAY = date(2026, 3, 16)
ONE = timedelta(days=1)
ON = Attempt(DAY, None)
FINE = GasFile(GasState.KLAAR_VOOR_BESLISSING)
BAN = BanFile(BanState.ACTIEF)
SANCTION = sanctions.SanctionFile(SanctionState.IN_UITVOERING)
INTEGRITY = integrity.IntegrityFile(IntegrityState.TER_KENNIS_GEBRACHT)
MEASURE = measures.MeasureFile(MeasureState.IN_UITVOERING, MeasureKind.OPENBARE_ORDE, works=True)
LICHT, ZWAAR = MixedOffence.LICHT, MixedOffence.ZWAAR
WAIVED, PROSECUTES = ProsecutorAnswer.AFGEZIEN, ProsecutorAnswer.VERVOLGT

Case = tuple[Callable[[Any, Attempt], str | None], Any, dict[str, object], bool]
CASES: list[Case] = [
    # a fine
    (gas.is_not_held, FINE, {}, True),
    (gas.is_not_held, FINE, {"on_hold": True}, False),
    (gas.is_not_held, FINE, {"state": GasState.OPGESCHORT_OVERLEG}, False),
    (gas.is_competent, FINE, {"competent": False}, False),
    (gas.is_triaged, FINE, {}, False),
    (gas.is_triaged, FINE, {"envisaged": 50}, True),
    (gas.is_free_of_prosecutor, FINE, {"mixed": ZWAAR}, False),
    (gas.is_free_of_prosecutor, FINE, {"mixed": ZWAAR, "prosecutor_answer": WAIVED}, True),
    (gas.is_free_of_prosecutor, FINE, {"mixed": LICHT, "prosecutor_answer": PROSECUTES}, False),
    (gas.is_free_of_prosecutor, FINE, {"mixed": LICHT}, False),
    (gas.had_its_term, FINE, {}, True),
    (gas.had_its_term, FINE, {"mixed": LICHT}, False),
    (gas.had_its_term, FINE, {"mixed": LICHT, "prosecutor_silent": True}, True),
    (gas.had_its_term, FINE, {"mixed": LICHT, "prosecutor_answer": WAIVED}, True),
    (gas.mediation_was_accepted, FINE, {}, False),
    (gas.mediation_was_accepted, FINE, {"mediation_accepted": True}, True),
    (gas.lacks_mediator, FINE, {"mediation_accepted": True}, True),
    (gas.lacks_mediator, FINE, {"mediation_accepted": True, "mediator": "m"}, False),
    (gas.mediator_is_known, FINE, {}, True),
    (gas.mediator_is_known, FINE, {"mediation_accepted": True}, False),
    (gas.mediator_is_known, FINE, {"mediation_accepted": True, "mediator": "m"}, True),
    (gas.everybody_was_told, FINE, {"untold": 1}, True),
    (gas.everybody_was_told, FINE, {"minor": True, "untold": 1}, False),
    (gas.everybody_got_the_decision, FINE, {"undecided": 1}, True),
    (gas.everybody_got_the_decision, FINE, {"minor": True}, True),
    (gas.everybody_got_the_decision, FINE, {"minor": True, "undecided": 1}, False),
    (gas.everybody_got_the_decision, FINE, {"minor": True, "undecided": 1, "judged": True}, True),
    (gas.minor_has_counsel, FINE, {}, True),
    (gas.minor_has_counsel, FINE, {"minor": True}, False),
    (gas.minor_has_counsel, FINE, {"minor": True, "bar_notified": True}, False),
    (
        gas.minor_has_counsel,
        FINE,
        {"minor": True, "bar_notified": True, "counsel_named": True},
        True,
    ),
    (gas.prosecutor_has_copy, FINE, {"minor": True}, False),
    (gas.prosecutor_has_copy, FINE, {"minor": True, "mixed": LICHT}, True),
    (gas.prosecutor_has_copy, FINE, {"minor": True, "prosecutor_copied": True}, True),
    (gas.victim_was_checked, FINE, {}, True),
    (gas.victim_was_checked, FINE, {"may_be_victim": True}, False),
    (gas.victim_was_checked, FINE, {"may_be_victim": True, "victim_checked_on": DAY}, True),
    (gas.mediation_is_over, FINE, {"mediation_offered": True}, False),
    (gas.mediation_is_over, FINE, {"mediation_offered": True, "mediation_ended": True}, True),
    # a street ban
    (bans.may_be_skipped, BAN, {}, True),
    (bans.may_be_skipped, BAN, {"skipped": True}, False),
    (bans.may_be_skipped, BAN, {"again": True}, False),
    (bans.waits_for_a_fact, BAN, {}, False),
    (bans.waits_for_a_fact, BAN, {"warned": True}, True),
    (bans.waits_for_a_fact, BAN, {"warned": True, "skipped": True}, False),
    (bans.waits_for_a_fact, BAN, {"warned": True, "again": True}, False),
    (bans.was_warned, BAN, {"again": True}, False),
    (bans.was_warned, BAN, {"warned": True}, False),
    (bans.was_warned, BAN, {"warned": True, "again": True}, True),
    (bans.was_warned, BAN, {"warned": True, "skipped": True}, True),
    (bans.was_heard, BAN, {}, False),
    (bans.was_heard, BAN, {"heard": True}, True),
    (bans.hearing_is_over, BAN, {}, False),
    (bans.hearing_is_over, BAN, {"final": True}, True),
    (bans.hearing_is_over, BAN, {"hearing_on": DAY - ONE}, True),
    # invited on the day of the hearing: nobody could come
    (bans.hearing_is_over, BAN, {"hearing_on": DAY - ONE, "invited_on": DAY}, False),
    (bans.has_a_perimeter, BAN, {}, False),
    (bans.is_not_on_hold, BAN, {"on_hold": True}, False),
    # a sanction
    (sanctions.was_not_respected, SANCTION, {}, False),
    (sanctions.was_not_respected, SANCTION, {"complied": True}, False),
    (sanctions.was_not_respected, SANCTION, {"complied": False}, True),
    (sanctions.has_its_sequel, SANCTION, {}, True),
    (sanctions.has_its_sequel, SANCTION, {"complied": False}, False),
    (sanctions.has_its_sequel, SANCTION, {"complied": False, "sequel": True}, True),
    (sanctions.is_not_contested, SANCTION, {"contested": True}, False),
    (sanctions.awaits_the_council, SANCTION, {}, False),
    (sanctions.awaits_the_council, SANCTION, {"appealed": True}, True),
    (sanctions.has_something_to_check, SANCTION, {}, False),
    (sanctions.has_something_to_lift, SANCTION, {}, False),
    # an integrity investigation
    (integrity.is_not_undone, INTEGRITY, {}, True),
    (integrity.is_not_undone, INTEGRITY, {"undone": True}, False),
    (integrity.may_work, INTEGRITY, {"effect_after": DAY - ONE}, True),
    (integrity.may_work, INTEGRITY, {"effect_after": DAY - ONE, "undone": True}, False),
    (integrity.may_work, INTEGRITY, {"effect_after": DAY - ONE, "stayed": True}, False),
    (integrity.may_work, INTEGRITY, {}, False),
    (integrity.was_passed_on, INTEGRITY, {}, False),
    (integrity.was_passed_on, INTEGRITY, {"passed_on": True}, True),
    (integrity.works_or_is_undone, INTEGRITY, {}, False),
    (integrity.works_or_is_undone, INTEGRITY, {"undone": True}, True),
    (integrity.awaits_the_council, INTEGRITY, {}, False),
    (integrity.awaits_the_council, INTEGRITY, {"appealed": True}, True),
    (integrity.is_not_appealed, INTEGRITY, {}, True),
    (integrity.is_not_appealed, INTEGRITY, {"appealed": True}, False),
    # a measure of the mayor
    (measures.works_now, MEASURE, {}, True),
    (measures.works_now, MEASURE, {"works": False}, False),
    (measures.law_has_penalties, MEASURE, {"penalties": True}, True),
    (measures.law_has_penalties, MEASURE, {"penalties": False}, False),
    (measures.may_be_renewed, MEASURE, {"until": DAY}, True),
    (measures.may_be_renewed, MEASURE, {}, False),
    (measures.may_be_renewed, MEASURE, {"until": DAY, "pending": True}, False),
    (measures.may_be_renewed, MEASURE, {"until": DAY, "unconfirmed": True}, False),
    (measures.may_be_renewed, MEASURE, {"until": DAY, "renewals_left": 0}, False),
    (measures.may_be_renewed, MEASURE, {"until": DAY, "renewals_left": 1}, True),
]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case[0].__name__} {' '.join(map(str, case[2]))}"
)
def test_a_guard_lets_pass_what_it_asks_for_and_nothing_else(case: Case) -> None:
    guard, file, changes, passes = case
    assert (guard(replace(file, **changes), ON) is None) is passes


@pytest.mark.parametrize(
    ("hearing_on", "silent"),
    [(None, DAY + ONE), (DAY - ONE, DAY + ONE), (DAY + ONE, DAY + 2 * ONE)],
)
def test_silence_counts_once_the_later_of_defence_and_hearing_is_over(
    hearing_on: date | None, silent: date
) -> None:
    dossier = DossierFile(
        DossierState.TOEGEKEND, True, 1, 0, defence_until=DAY, hearing_on=hearing_on
    )
    days = (silent - ONE, silent, silent + ONE)
    told = [suitability.silence_counts(dossier, Attempt(day, None)) is None for day in days]
    assert told == [False, True, True]


@pytest.mark.parametrize(
    ("unit", "days", "already", "cents"),
    [
        (PenaltyUnit.INEENS, 3, 0, 10_000),
        (PenaltyUnit.INEENS, 3, 1, 0),
        (PenaltyUnit.PER_OVERTREDING, 3, 10_000, 10_000),
        (PenaltyUnit.PER_DAG, 2, 0, 20_000),
        (PenaltyUnit.PER_DAG, 3, 0, 25_000),
        (PenaltyUnit.PER_DAG, 1, 24_000, 1_000),
        (PenaltyUnit.PER_DAG, 1, 25_000, 0),
        (PenaltyUnit.PER_DAG, 1, 26_000, 0),
    ],
)
def test_a_penalty_forfeits_by_its_unit_until_its_ceiling(
    unit: PenaltyUnit, days: int, already: int, cents: int
) -> None:
    """NGW art. 133ter."""
    assert forfeited(PenaltyTerms(10_000, unit, 25_000), days, already) == cents


def test_a_fact_comes_after_a_warning_from_the_day_after_or_the_hour_that_is_known() -> None:
    day_after = datetime(2026, 3, 16, 23, tzinfo=UTC)
    handed_over = datetime(2026, 3, 16, 14, tzinfo=UTC)
    midnight = datetime(2026, 3, 15, 23, tzinfo=UTC)
    assert counts_from(DAY, None) == day_after
    assert counts_from(DAY, handed_over) == handed_over
    assert counts_from(DAY, midnight) == day_after


def test_an_absence_covers_its_first_and_its_last_day() -> None:
    days = [DAY - ONE, DAY, DAY + ONE, DAY + 2 * ONE]
    assert [Absence(DAY, DAY + ONE).covers(day) for day in days] == [False, True, True, False]
    assert [Absence(DAY).covers(day) for day in days] == [False, True, True, True]
    assert Absence(DAY, DAY).covers(DAY)
    with pytest.raises(FieldRefusedError):
        Absence(DAY, DAY - ONE)


def test_each_instalment_comes_after_the_one_before() -> None:
    def told(*days: int) -> str:
        plan = [Instalment(DAY + day * ONE, 100) for day in days]
        return str(objection(plan, 100 * len(days), DAY, DAY + 400 * ONE) or "")

    assert told(0, 30, 60) == ""
    assert told(0, 30, 30) == "Elke termijn komt na de vorige."
    assert told(0, 60, 30) == "Elke termijn komt na de vorige."


PART = Part(competent=True, minor=False, may_be_victim=False)


def test_facts_that_are_joined_keep_every_guarantee_and_the_longest_term() -> None:
    mixed = replace(PART, mixed=LICHT, prosecutor_until=DAY)
    later = replace(mixed, prosecutor_until=DAY + ONE)
    assert together(mixed, later).prosecutor_until == DAY + ONE
    assert together(later, PART).prosecutor_until == DAY + ONE
    assert together(PART, PART).prosecutor_until is None
    assert together(PART, replace(PART, minor=True)).minor is True
    assert together(replace(PART, minor=None), replace(PART, minor=True)).minor is True
    assert together(PART, replace(PART, minor=None)).minor is None
    assert together(PART, PART).minor is False
    assert together(PART, replace(PART, may_be_victim=True)).may_be_victim
    assert not together(PART, replace(PART, competent=False)).competent
    assert together(mixed, replace(mixed, mixed=ZWAAR)).mixed is ZWAAR


@pytest.mark.parametrize(
    ("changes", "checks"),
    [
        ({}, ["in_orde"]),
        ({"on_hold": True, "minor": True}, ["overleg", "minderjarig"]),
        ({"competent": False}, ["geen_regel"]),
        ({"minor": None}, ["leeftijd_onbekend"]),
        ({"minor": True}, ["minderjarig"]),
        ({"mixed": ZWAAR}, ["parket_beslist"]),
        ({"mixed": LICHT, "doubles": True}, ["parket_termijn", "dubbel"]),
    ],
)
def test_what_an_intake_is_looked_at_for(changes: dict[str, Any], checks: list[str]) -> None:
    plain = {"on_hold": False, "competent": True, "minor": False, "mixed": None, "doubles": False}
    assert [each.value for each in check_intake(**plain | changes)] == checks
