"""Every file of the police has a way to its end by people, whoever is away."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.codes import Addressee, ReportKind
from databank.detection.cases.rules import OUTCOMES, NotAllowedError
from databank.detection.cases.rules import Action as CaseAction
from databank.detection.cases.rules import State as CaseState
from databank.detection.cases.rules import after as after_action
from databank.detection.rules import version
from databank.exchanges.rules import steps as exchanges
from databank.exchanges.rules.codes import Direction
from databank.finding_register.rules.steps import AFTER, FindingState, steps
from databank.finding_register.rules.steps import Step as FindingStep
from databank.inspections import rules as inspections
from databank.review.rules import question
from databank.watch_requests import rules as watch_requests
from databank.welfare.rules import protection

Table = Mapping[Any, set[Any]]
"""State -> the states to which steps of people lead."""

AFTER_WATCH_STEP = {
    watch_requests.Step.BEVESTIGEN: watch_requests.State.LOOPT,
    watch_requests.Step.WEIGEREN: watch_requests.State.GEWEIGERD,
    watch_requests.Step.VERLENGEN: watch_requests.State.LOOPT,
    watch_requests.Step.BEEINDIGEN: watch_requests.State.BEEINDIGD,
}
PROCEDURES: dict[str, tuple[Table, set[str]]] = {
    "exchange": (
        {
            state: {exchanges.after(state, step) for step in exchanges.allowed(state)}
            for state in exchanges.ExchangeState
        },
        {"afgesloten", "ingetrokken"},
    ),
    "review": (
        {
            state: {question.TRANSITIONS[state, step] for step in question.allowed(state)}
            for state in question.State
        },
        {"beantwoord", "vervallen"},
    ),
    "watch request": (
        {
            state: {AFTER_WATCH_STEP[step] for step in watch_requests.STEPS[state]}
            for state in watch_requests.State
        },
        {"verlopen", "geweigerd", "beeindigd"},
    ),
    "rule version": (
        {stage: {*version.ALLOWED[stage].values()} for stage in version.Stage},
        {"vervangen", "ingetrokken"},
    ),
    "inspection": (
        {
            state: {
                inspections.InspectionState.INGETROKKEN
                for step in inspections.ALLOWED[state]
                if step is inspections.InspectionStep.INTREKKEN
            }
            for state in inspections.InspectionState
        },
        {"ingetrokken"},
    ),
}


@pytest.mark.parametrize("name", PROCEDURES)
def test_people_bring_each_to_its_end(name: str) -> None:
    table, ends = PROCEDURES[name]
    assert {str(state) for state, following in table.items() if following <= {state}} == ends
    live = {state for state in table if state in ends}
    while more := {state for state, after in table.items() if after & live} - live:
        live |= more
    assert live == {*table}


@pytest.mark.parametrize("direction", Direction)
def test_an_exchange_begins_where_people_can_end_it(direction: Direction) -> None:
    assert exchanges.allowed(exchanges.first_state(direction))


REPORTS = [
    *((ReportKind.PV, to, {"overmaken"}) for to in ("sanctionerend_ambtenaar", "gemengd")),
    (ReportKind.PV, "parket", {"naar_parket"}),
    (ReportKind.INFORMATIERAPPORT, "bestuur", {"overmaken"}),
    (ReportKind.RIR, "intern", {"invoeren"}),
]


@pytest.mark.parametrize(("kind", "addressee", "leaving"), REPORTS)
def test_a_report_leaves_for_its_addressee_or_is_ended(
    kind: ReportKind, addressee: str, leaving: set[str]
) -> None:
    ends = {"seponeren", "intrekken"}
    may = {*steps(FindingState.OPGEMAAKT, kind, Addressee(addressee))}
    assert may == leaving | ends | {"slachtoffercheck"}
    for state, following in AFTER.items():
        assert {FindingStep.SEPONEREN, FindingStep.INTREKKEN} <= {*following}, state


@pytest.mark.parametrize("state", protection.State)
@pytest.mark.parametrize("safety", [None, "veilig", "niet_veilig", "niet_bereikt"])
def test_the_leadership_can_close_a_signal_once_somebody_looked(
    state: protection.State, safety: str | None
) -> None:
    """Ungrounded at any time; and one that is closed opens again."""
    step, answer = protection.Step.AFSLUITEN, "ongegrond"
    if state is protection.State.GEMELD:
        step, answer = protection.Step.TRIAGE, "niet_acuut"
    elif state is protection.State.AFGESLOTEN:
        step, answer = protection.Step.HEROPENEN, "nieuwe_feiten"
    assert step in protection.allowed(state, leader=True)
    assert protection.after(state, step, answer, safety) is not state


@pytest.mark.parametrize("state", CaseState)
def test_a_case_ends_though_whoever_took_it_is_away(state: CaseState) -> None:
    """By a leader, who gives it back first; then anybody takes it, decides and closes."""
    way: list[CaseState] = [state]
    for action in (CaseAction.TERUGGEVEN, CaseAction.GEEN_ACTIE, CaseAction.AFSLUITEN):
        try:
            way += after_action(way[-1], action, holds=False, leads=True)
        except NotAllowedError:
            assert way[-1] is not CaseState.IN_BEOORDELING or action in OUTCOMES
    assert way[-1] is CaseState.AFGESLOTEN


def test_a_question_that_a_colleague_holds_is_free_after_a_quarter_of_an_hour() -> None:
    now = datetime(2026, 1, 5, 10, tzinfo=UTC)
    until = now + timedelta(minutes=15)
    assert until - now == question.LEASE
    assert question.is_held("an", until, until - timedelta(seconds=1))
    assert not question.is_held("an", until, until)
