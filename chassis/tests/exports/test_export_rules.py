"""What may happen to an export, whatever people try, in whatever order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.exports.rules import (
    AFTER,
    HOLDS_ROWS,
    OF_APPROVER,
    AutomaticStep,
    ExportRequest,
    Refusal,
    State,
    Step,
    first_state,
    may_see,
    refuse,
)

NOW = datetime(2026, 1, 5, tzinfo=UTC)
APPROVERS = frozenset({Function.POLITIE_TEAMLEIDER})
PEOPLE = [
    Actor(subject, function, organisation, DOMAIN_OF[function])
    for subject, function, organisation in (
        ("agent-1", Function.POLITIE_AGENT, "LPA"),
        ("agent-2", Function.POLITIE_AGENT, "LPA"),
        ("leider-1", Function.POLITIE_TEAMLEIDER, "LPA"),
        ("leider-2", Function.POLITIE_TEAMLEIDER, "LPA"),
        ("leider-3", Function.POLITIE_TEAMLEIDER, "ELDERS"),
    )
]
actors = st.sampled_from(PEOPLE)
attempts = st.lists(
    st.tuples(st.sampled_from([*Step, *AutomaticStep]), actors, st.integers(0, 30)), max_size=20
)


LEADER = PEOPLE[2]
"""May agree to what others of the organisation ask."""
AND_FETCHED: list[tuple[Step | AutomaticStep, Actor, int]] = [
    (AutomaticStep.AFMAKEN, LEADER, 0),
    (Step.OPHALEN, LEADER, 0),
]


@given(actors, st.integers(0, 1000), st.booleans(), st.integers(0, 300), attempts)
@example(LEADER, 201, True, 0, [(Step.GOEDKEUREN, LEADER, 0)])
@example(LEADER, 201, True, 0, [(Step.GOEDKEUREN, PEOPLE[4], 0)])
@example(LEADER, 201, True, 0, [(Step.GOEDKEUREN, PEOPLE[0], 0)])
@example(LEADER, 201, True, 0, [(Step.WEIGEREN, LEADER, 0)])
@example(LEADER, 201, True, 0, AND_FETCHED)
@example(LEADER, 200, True, 0, AND_FETCHED)
@example(LEADER, 199, True, 1, AND_FETCHED)
@example(LEADER, 199, True, 2, AND_FETCHED)
@example(LEADER, 1, True, 200, AND_FETCHED)
def test_no_large_list_about_people_leaves_without_a_second_person(
    asker: Actor,
    rows: int,
    personal: bool,
    already: int,
    tries: list[tuple[Step | AutomaticStep, Actor, int]],
) -> None:
    state = first_state(rows, personal, already, small=200)
    asked = ExportRequest(
        state, asker.subject, asker.function, asker.organisation, NOW + timedelta(days=7)
    )
    agreed: Actor | None = None
    at = NOW
    over = False
    for step, actor, hours in tries:
        at += timedelta(hours=hours)
        if isinstance(step, Step):
            if refuse(step, asked, actor, APPROVERS, at) is not None:
                continue
        elif (asked.state, step) not in AFTER:
            continue
        assert not over, "nothing comes back"
        if step is Step.GOEDKEUREN:
            agreed = actor
        if step is Step.OPHALEN:
            assert actor == asker
            assert agreed is not None or not personal or already + rows <= 200
        if step is AutomaticStep.AFMAKEN:
            asked = replace(asked, expires_at=at + timedelta(hours=24))
        asked = replace(asked, state=AFTER[asked.state, step])
        over = asked.state not in HOLDS_ROWS and asked.state is not State.GEVRAAGD
    if agreed is not None:
        assert agreed.subject != asker.subject
        assert agreed.function in APPROVERS
        assert agreed.organisation == asker.organisation


@given(st.sampled_from(State), st.sampled_from(Step), actors, actors)
def test_a_step_that_is_allowed_exists_and_belongs_to_somebody(
    state: State, step: Step, asker: Actor, actor: Actor
) -> None:
    asked = ExportRequest(
        state, asker.subject, asker.function, asker.organisation, NOW + timedelta(hours=1)
    )
    why = refuse(step, asked, actor, APPROVERS, NOW)
    if (state, step) not in AFTER:
        assert why is Refusal.STAND
    elif why is None:
        assert (actor.subject != asker.subject) == (step in OF_APPROVER)
        assert may_see(asked, actor, APPROVERS, overseer=False)


ASKED = ExportRequest(State.GEVRAAGD, "leider-1", "politie_teamleider", "LPA")


@pytest.mark.parametrize("state", [State.GEVRAAGD, State.WACHT])
@pytest.mark.parametrize("step", [Step.GOEDKEUREN, Step.WEIGEREN])
@pytest.mark.parametrize(
    ("subject", "function", "organisation", "refusal"),
    [
        ("leider-1", Function.POLITIE_TEAMLEIDER, "LPA", Refusal.EIGEN),
        ("leider-1", Function.POLITIE_AGENT, "LPA", Refusal.EIGEN),
        ("leider-1", Function.POLITIE_TEAMLEIDER, "ELDERS", Refusal.EIGEN),
        ("leider-2", Function.POLITIE_TEAMLEIDER, "LPA", None),
        ("leider-2", Function.POLITIE_AGENT, "LPA", Refusal.FUNCTIE),
        ("leider-2", Function.POLITIE_TEAMLEIDER, "ELDERS", Refusal.FUNCTIE),
    ],
)
def test_the_second_person_is_another_one_who_leads_the_same_organisation(
    state: State,
    step: Step,
    subject: str,
    function: Function,
    organisation: str,
    refusal: Refusal | None,
) -> None:
    actor = Actor(subject, function, organisation, DOMAIN_OF[function])
    assert refuse(step, replace(ASKED, state=state), actor, APPROVERS, NOW) is refusal


@pytest.mark.parametrize(
    ("rows", "already", "state"),
    [
        (200, 0, State.BEZIG),
        (201, 0, State.GEVRAAGD),
        (1, 199, State.BEZIG),
        (1, 200, State.GEVRAAGD),
    ],
)
def test_a_list_is_large_from_the_row_after_those_that_one_may_take(
    rows: int, already: int, state: State
) -> None:
    assert first_state(rows, True, already, small=200) is state


def test_a_file_is_fetched_up_to_its_term_only() -> None:
    asked = ExportRequest(State.KLAAR, "agent-1", "politie_agent", "LPA", NOW)
    early, late = NOW - timedelta(seconds=1), NOW
    assert refuse(Step.OPHALEN, asked, PEOPLE[0], APPROVERS, early) is None
    assert refuse(Step.OPHALEN, asked, PEOPLE[0], APPROVERS, late) is Refusal.TE_LAAT


def test_a_file_is_fetched_in_the_function_in_which_it_was_asked() -> None:
    asked = ExportRequest(State.KLAAR, "agent-1", "politie_agent", "LPA", NOW + timedelta(hours=1))
    promoted = replace(PEOPLE[0], function=Function.POLITIE_TEAMLEIDER)
    assert refuse(Step.OPHALEN, asked, PEOPLE[0], APPROVERS, NOW) is None
    assert refuse(Step.OPHALEN, asked, promoted, APPROVERS, NOW) is Refusal.RECHT


def test_a_large_list_does_not_leave_in_small_parts() -> None:
    assert first_state(150, True, already=0, small=200) is State.BEZIG
    assert first_state(150, True, already=150, small=200) is State.GEVRAAGD
    assert first_state(150_000, False, already=0, small=200) is State.BEZIG


@given(st.sampled_from(PEOPLE[:4]), st.integers(201, 10_000), attempts)
def test_a_large_list_of_own_things_leaves_by_itself_after_its_time_and_not_before(
    asker: Actor, rows: int, tries: list[tuple[Step | AutomaticStep, Actor, int]]
) -> None:
    state = first_state(rows, True, already=0, small=200, own=True)
    assert state is State.WACHT
    asked = ExportRequest(
        state, asker.subject, asker.function, asker.organisation, NOW + timedelta(hours=24)
    )
    waited = agreed = False
    for step, actor, _ in tries:
        if isinstance(step, Step):
            if refuse(step, asked, actor, APPROVERS, NOW) is not None:
                continue
        elif (asked.state, step) not in AFTER:
            continue
        waited |= asked.state is State.WACHT and step is AutomaticStep.TERMIJN
        agreed |= step is Step.GOEDKEUREN
        assert step is not Step.OPHALEN or waited or agreed
        asked = replace(asked, state=AFTER[asked.state, step])


def test_a_small_list_of_own_things_waits_for_nothing() -> None:
    assert first_state(200, True, already=0, small=200, own=True) is State.BEZIG
    assert first_state(60, True, already=150, small=200, own=True) is State.WACHT
