"""Turns: every step that a person takes is owed by somebody or is exceptional, and every term that
runs is ended by a step that its function can take in the states where it runs."""

import pytest

from chassis.web import Function
from enforcement.cases.procedures import Registration
from enforcement.cases.rules import CaseKind
from enforcement.procedures import PROCEDURES

EACH = pytest.mark.parametrize("of", [*PROCEDURES], ids=lambda of: str(of.kind))


def by_people(of: Registration) -> set[str]:
    """The steps of the table that somebody takes on a page."""
    steps = {str(step) for _state, step in of.procedure.transitions}
    return steps - {str(step) for step in of.procedure.automatic}


@EACH
def test_each_step_of_a_person_is_somebodys_turn_or_is_exceptional(of: Registration) -> None:
    owed = {str(step) for turn in of.turns.owed for step in turn.steps}
    exceptional = {str(step) for step in of.turns.exceptional}
    assert owed | exceptional == by_people(of)
    assert not owed & exceptional


@EACH
def test_a_step_that_is_owed_can_be_taken_in_each_state_by_who_owes_it(of: Registration) -> None:
    table = {(str(state), str(step)) for state, step in of.procedure.transitions}
    for turn in of.turns.owed:
        assert turn.by and turn.states and (turn.steps or turn.letters)
        for step in turn.steps:
            _page, takers = of.steps.pages[str(step)]
            assert turn.by & takers, step
            assert {(str(state), str(step)) for state in turn.states} <= table, step


@EACH
def test_nobody_owes_a_step_that_no_page_gives_him(of: Registration) -> None:
    """Of a step that several may take, one may owe what another takes as well."""
    for function in Function:
        for turn in of.turns.owed:
            if function in turn.by and turn.steps:
                takes = [step for step in turn.steps if function in of.steps.pages[str(step)][1]]
                assert takes, (function, turn.steps)


@EACH
def test_a_term_is_of_somebody_who_ends_it_or_of_others(of: Registration) -> None:
    """A turn awaits only what others do; who owes a step within a term cannot wait for it."""
    ours = {term for turn in of.turns.owed for term in turn.ends}
    awaited = {turn.over for turn in of.turns.owed if turn.over}
    assert not ours & of.turns.of_others
    assert awaited <= of.turns.of_others | {"gas.decision_months"}


@EACH
def test_a_case_waits_for_nobody_once_it_is_over(of: Registration) -> None:
    ended = {str(state) for state in of.ended}
    for turn in of.turns.owed:
        if turn.at_once:
            assert not ended & {str(state) for state in turn.states}


def test_every_procedure_waits_for_somebody_of_the_city() -> None:
    assert {of.kind for of in PROCEDURES if of.turns.owed} == {*CaseKind}


@pytest.mark.parametrize("kind", sorted({*CaseKind} - {CaseKind.GAS}))
def test_an_appeal_to_the_council_of_state_waits_for_a_lawyer_and_for_the_file(
    kind: CaseKind,
) -> None:
    """Coordinated laws art. 21: a file that comes late leaves proven what the applicant says. A
    fine goes to the police court, and its lawyer is owed there."""
    of = PROCEDURES.of(kind)
    for step in ("council-lawyer", "council-file"):
        owed = {str(state) for turn in of.turns.owed if step in turn.steps for state in turn.states}
        takes = {str(state) for state, taken in of.procedure.transitions if str(taken) == step}
        assert owed == takes != set()


EXCEPTIONAL = {
    CaseKind.GAS: {"fine-correction", "fine-withdrawal", "prosecutor-referral", "join"},
    CaseKind.SANCTION: {"correction", "reopening", "adjournment", "return"},
    CaseKind.SUITABILITY: {"retake", "correction", "hearing-invitation", "relinquishment"},
    CaseKind.INTEGRITY: {"correction", "revocation", "lifting"},
    CaseKind.MEASURE: {"correction", "lifting"},
    CaseKind.STREET_BAN: {"correction", "lifting", "discontinuation"},
}


@pytest.mark.parametrize("kind", CaseKind)
def test_nobody_is_told_that_he_is_late_with_undoing_what_is_lawful(kind: CaseKind) -> None:
    """A lawful permit is not waited for to be taken back, nor an owner to be heard whom nobody
    blames; who may still do so finds it on the page of the case."""
    exceptional = {str(step) for step in PROCEDURES.of(kind).turns.exceptional}
    assert EXCEPTIONAL[kind] <= exceptional
    for turn in PROCEDURES.of(kind).turns.owed:
        if {"retake", "closing"} & {*map(str, turn.steps)}:
            assert str(turn.only) == "annulled", "what stands is taken back by who wants to"
