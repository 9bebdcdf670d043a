"""Guards of the fine procedure: each guarantee of the law alone stops a fine."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from enforcement.cases.rules import CaseStepRefusedError
from enforcement.gas.rules import (
    FINED,
    GAS,
    OPEN,
    STANDING,
    DefenceOutcome,
    GasFile,
    GasState,
    GasStep,
    MixedOffence,
    ProposedFine,
    ProsecutorAnswer,
)

from ..support.procedure import ADVERSE

S, Step = GasState, GasStep
OFFICER, MEDIATOR = "officer", "mediator"
FACT, TODAY = date(2026, 3, 2), date(2026, 5, 4)
READY = GasFile(
    S.KLAAR_VOOR_BESLISSING,
    envisaged=200,
    start_notified_on=date(2026, 4, 1),
    defence_until=date(2026, 4, 16),
    victim_checked_on=date(2026, 5, 1),
    may_be_victim=True,
    finder="extern",
    finder_checked_by="clerk",
    decide_by=date(2026, 9, 2),
    proposed=ProposedFine(200, 350, OFFICER, True, DefenceOutcome.GEEN_VERWEER),
)
MINOR = replace(
    READY,
    minor=True,
    bar_notified=True,
    counsel_named=True,
    prosecutor_copied=True,
    mediation_offered=True,
    mediation_ended=True,
    proposed=ProposedFine(150, 175, OFFICER, True, DefenceOutcome.GEEN_VERWEER),
)
DEFENDED = replace(
    READY,
    defended=True,
    proposed=ProposedFine(200, 350, OFFICER, True, DefenceOutcome.VERWORPEN),
)
LACKS: list[tuple[GasFile, dict[str, Any], str]] = [
    (READY, {"on_hold": True}, "overleg"),
    (READY, {"competent": False}, "onontvankelijk"),
    (READY, {"start_notified_on": None}, "opstartbrief"),
    (READY, {"start_notified_on": TODAY + timedelta(days=1), "waived": True}, "opstartbrief"),
    (READY, {"defence_until": TODAY}, "verweertermijn"),
    (DEFENDED, {"defence_until": TODAY}, "verweertermijn"),
    (READY, {"hearing_asked": True}, "hoorzitting"),
    (READY, {"victim_checked_on": None}, "politie"),
    (READY, {"victim_checked_on": TODAY - timedelta(days=8)}, "politie"),
    (READY, {"decide_by": TODAY - timedelta(days=1)}, "beslissingstermijn"),
    (READY, {"mixed": MixedOffence.ZWAAR, "prosecutor_until": FACT}, "parket"),
    (READY, {"mixed": MixedOffence.LICHT, "prosecutor_until": TODAY}, "parket"),
    (READY, {"prosecuted": True}, "stad toch verdergaat"),
    (READY, {"prosecuted": True, "barred": True}, "geen geldboete meer"),
    (READY, {"barred": True}, "geen geldboete meer"),
    (READY, {"mediation_offered": True}, "bemiddeling"),
    (READY, {"mediator": OFFICER}, "bemiddelde"),
    (READY, {"finder": None}, "vaststelde"),
    (READY, {"finder": OFFICER}, "vaststelde"),
    (READY, {"finder_checked_by": OFFICER}, "andere collega"),
    (READY, {"proposed": None}, "geldboete"),
    (READY, {"envisaged": 70}, "€ 70"),
    (READY, {"defended": True}, "verweer"),
    (MINOR, {"mediation_offered": False}, "minderjarige"),
    (MINOR, {"mediation_ended": False}, "afgelopen"),
    (MINOR, {"bar_notified": False}, "stafhouder"),
    (MINOR, {"counsel_named": False}, "advocaat"),
    (MINOR, {"prosecutor_copied": False}, "parket"),
    (MINOR, {"untold": 1}, "opstartbrief"),
    (MINOR, {"defence_until": TODAY, "not_contested": True}, "verweertermijn"),
    (MINOR, {"defence_until": TODAY, "hearing_done": True}, "verweertermijn"),
]


@pytest.mark.parametrize(
    "complete",
    [
        READY,
        MINOR,
        DEFENDED,
        replace(READY, start_notified_on=TODAY, defence_until=TODAY, not_contested=True),
        replace(DEFENDED, start_notified_on=TODAY, defence_until=TODAY, waived=True),
        replace(MINOR, start_notified_on=TODAY, defence_until=TODAY, waived=True),
    ],
)
def test_a_complete_file_may_be_fined(complete: GasFile) -> None:
    assert GAS.next_state(complete, Step.FINE, TODAY, FINED) is S.GELDBOETE_OPGELEGD


@pytest.mark.parametrize(("complete", "lacking", "word"), LACKS)
def test_each_guarantee_alone_stops_a_fine(
    complete: GasFile, lacking: dict[str, Any], word: str
) -> None:
    with pytest.raises(CaseStepRefusedError) as refused:
        GAS.next_state(replace(complete, **lacking), Step.FINE, TODAY, FINED)
    assert word in refused.value.reason


@pytest.mark.parametrize(
    ("amount", "limit", "declares"), [(351, 350, True), (0, 350, True), (200, 350, False)]
)
def test_a_fine_is_within_its_maximum_by_somebody_who_took_no_part(
    amount: int, limit: int, declares: bool
) -> None:
    fine = ProposedFine(amount, limit, OFFICER, declares, DefenceOutcome.GEEN_VERWEER)
    with pytest.raises(CaseStepRefusedError):
        GAS.next_state(replace(READY, proposed=fine), Step.FINE, TODAY, FINED)


def test_of_mixed_facts_the_prosecutor_had_the_original() -> None:
    mixed = {"mixed": MixedOffence.ZWAAR, "prosecutor_answer": ProsecutorAnswer.AFGEZIEN}
    file = replace(MINOR, prosecutor_copied=False, **mixed)
    assert GAS.next_state(file, Step.FINE, TODAY, FINED) is S.GELDBOETE_OPGELEGD


@pytest.mark.parametrize("state", dict.fromkeys((*OPEN, *STANDING)))
def test_whatever_the_state_a_held_case_takes_no_adverse_step(state: GasState) -> None:
    file = replace(MINOR, state=state, on_hold=True, appeal_until=FACT)
    assert not ADVERSE & {step for step in GasStep if GAS.permits(file, step, TODAY)}
    assert GAS.permits(file, Step.RELEASE, TODAY)


@pytest.mark.parametrize(
    ("had", "why"), [({"hearing_done": True}, "al geweest"), ({"hearing_asked": True}, "gevraagd")]
)
def test_a_hearing_is_asked_once(had: dict[str, bool], why: str) -> None:
    started = replace(READY, state=S.OPGESTART)
    assert GAS.permits(started, Step.HEARING_REQUEST, TODAY)
    with pytest.raises(CaseStepRefusedError) as refused:
        GAS.next_state(replace(started, **had), Step.HEARING_REQUEST, TODAY)
    assert why in refused.value.reason


@pytest.mark.parametrize("state", [S.KLAAR_VOOR_BESLISSING, S.GEREGISTREERD, S.TE_BETALEN])
def test_only_a_held_case_is_released(state: GasState) -> None:
    free = replace(READY, state=state)
    with pytest.raises(CaseStepRefusedError) as refused:
        GAS.next_state(free, Step.RELEASE, TODAY)
    assert "niet opgeschort" in refused.value.reason
    assert GAS.next_state(replace(free, on_hold=True), Step.RELEASE, TODAY) is state


@pytest.mark.parametrize(
    ("heard", "why"),
    [
        ({}, "niets over een vervolging"),
        ({"barred": True}, "geen geldboete meer"),
        ({"prosecuted": True, "barred": True}, "geen geldboete meer"),
    ],
)
def test_only_a_prosecution_that_leaves_the_choice_is_weighed(
    heard: dict[str, Any], why: str
) -> None:
    """Art. 23 §3: what the prosecutor said in time ends the power, whatever the officer weighs."""
    with pytest.raises(CaseStepRefusedError) as refused:
        GAS.next_state(replace(READY, **heard), Step.PROSECUTION_WEIGHED, TODAY)
    assert why in refused.value.reason
    prosecuted = replace(READY, prosecuted=True)
    assert GAS.next_state(prosecuted, Step.PROSECUTION_WEIGHED, TODAY) is READY.state


def test_an_adult_with_a_small_fine_in_view_is_not_heard_and_a_minor_always_is() -> None:
    small = replace(READY, state=S.OPGESTART, envisaged=70)
    assert not GAS.permits(small, Step.HEARING_REQUEST, TODAY)
    assert GAS.permits(replace(small, envisaged=71), Step.HEARING_REQUEST, TODAY)
    assert GAS.permits(replace(small, minor=True), Step.HEARING_REQUEST, TODAY)


@pytest.mark.parametrize(
    "state", [S.VERVALLEN, S.AFGESLOTEN, S.VERNIETIGD, S.GEEN_GELDBOETE, S.INGETROKKEN]
)
def test_nothing_follows_an_end(state: GasState) -> None:
    """But that a closed case opens again when its payment was booked back or an appeal comes or
    still may, may have to wait for the police, that its fine may be lowered or taken back, and that
    what a prosecutor or a criminal court says of the facts is still heard and weighed.
    """
    following = {step for before, step in GAS.transitions if before is state}
    still = {Step.CLAIM_REOPENING, Step.APPEAL_REOPENING, Step.APPEAL}
    still |= {Step.HOLD, Step.RELEASE, Step.CORRECTION, Step.WITHDRAWAL}
    still |= {Step.PROSECUTION, Step.PROSECUTION_WEIGHED}
    assert following == (still if state is S.AFGESLOTEN else set())


def test_a_decision_that_was_notified_too_late_can_only_lapse() -> None:
    late = replace(READY, state=S.GELDBOETE_OPGELEGD, notified_on=READY.decide_by)
    assert GAS.permits(late, Step.DECISION_NOTIFICATION, READY.decide_by)
    late = replace(late, notified_on=READY.decide_by + timedelta(days=1))
    assert not GAS.permits(late, Step.DECISION_NOTIFICATION, READY.decide_by)
    assert GAS.next_state(late, Step.EXPIRY, READY.decide_by) is S.VERVALLEN


def test_a_fine_is_final_after_the_appeal_term_or_the_judgment() -> None:
    file = replace(READY, state=S.TER_KENNIS_GEBRACHT, appeal_until=TODAY)
    assert not GAS.permits(file, Step.FINAL, TODAY)
    assert GAS.permits(file, Step.FINAL, TODAY + timedelta(days=1))
    judged = replace(file, state=S.VONNIS, judged=True)
    assert GAS.permits(judged, Step.FINAL, TODAY)
    taken_back = replace(judged, judged=False)
    assert not GAS.permits(taken_back, Step.FINAL, TODAY), "another may still come in the month"


@pytest.mark.parametrize("state", [S.VONNIS, S.HERZIEN, S.TE_BETALEN, S.BETAALD, S.AFGESLOTEN])
def test_once_a_court_ruled_no_appeal_follows(state: GasState) -> None:
    assert not GAS.permits(replace(READY, state=state, judged=True), Step.APPEAL, TODAY)
