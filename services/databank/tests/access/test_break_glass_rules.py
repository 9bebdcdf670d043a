"""Rules of access in an emergency: who may do which step (DP-14: a second person, a review)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from databank.access.break_glass.rules import (
    ANSWERS,
    VERDICTS,
    EmergencyRequest,
    Official,
    Role,
    State,
    Step,
    StepNotAllowedError,
    fault_in,
)
from databank.access.reading_budget.rules import RoomRequest
from databank.access.shields import rules as shields

START = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW, SECOND = timedelta(), timedelta(seconds=1)
THREE_HOURS, EIGHT_HOURS = timedelta(hours=3), timedelta(hours=8)
PEOPLE = st.builds(Official, st.sampled_from("abcd"), st.sampled_from(Role))
MOVES = st.lists(
    st.tuples(
        PEOPLE, st.sampled_from(Step), st.integers(0, 600).map(lambda m: timedelta(minutes=m))
    )
)


def after(state: EmergencyRequest, who: Official, step: Step, now: datetime) -> EmergencyRequest:
    """What the step leaves behind, as the use case writes it."""
    state.check(who, step, now)
    values = {name: getattr(state, name) for name in EmergencyRequest.__slots__}
    match step:
        case Step.TOESTAAN:
            values |= {"decided_by": who.subject, "until": now + THREE_HOURS}
        case Step.WEIGEREN:
            values |= {"decided_by": who.subject}
        case Step.INTREKKEN:
            values |= {"withdrawn_at": now}
        case Step.BEEINDIGEN:
            values |= {"ended_at": now}
        case _:
            values |= {"verdict": step}
    return EmergencyRequest(**values)


def granted(by: Official, later: timedelta = NOW) -> tuple[Official, Step, timedelta]:
    return by, Step.TOESTAAN, later


def judged(by: Official, later: timedelta = THREE_HOURS) -> tuple[Official, Step, timedelta]:
    return by, Step.GERECHTVAARDIGD, later


LEADER, DETECTIVE = Official("b", Role.TEAMLEIDER), Official("b", Role.RECHERCHE)


@given(MOVES)
@example([granted(Official("a", Role.TEAMLEIDER))])
@example([granted(Official("a", Role.RECHERCHE))])
@example([granted(Official("b", Role.AGENT))])
@example([granted(Official("b", Role.FUNCTIONARIS))])
@example([(Official("a", Role.TEAMLEIDER), Step.WEIGEREN, NOW)])
@example([granted(LEADER), judged(Official("a", Role.TEAMLEIDER))])
@example([granted(LEADER), judged(Official("a", Role.FUNCTIONARIS))])
@example([granted(LEADER), judged(LEADER)])
@example([granted(DETECTIVE), judged(Official("b", Role.FUNCTIONARIS))])
@example([granted(DETECTIVE), judged(Official("c", Role.FUNCTIONARIS))])
@example([granted(LEADER), (LEADER, Step.INTREKKEN, THREE_HOURS - SECOND)])
@example([granted(LEADER, EIGHT_HOURS)])
def test_dp14_nobody_opens_alone_and_nobody_judges_an_access_of_their_own(
    moves: list[tuple[Official, Step, timedelta]],
) -> None:
    state, now = EmergencyRequest("a", START), START
    took: dict[Step, Official] = {}
    for who, step, later in moves:
        now += later
        try:
            state = after(state, who, step, now)
        except StepNotAllowedError as error:
            assert step not in error.allowed
            continue
        took[step] = who
        for answer in ANSWERS & took.keys():
            assert took[answer].subject != "a"
            assert took[answer].role in (Role.TEAMLEIDER, Role.RECHERCHE)
        for verdict in VERDICTS & took.keys():
            assert took[verdict].subject not in ("a", took[Step.TOESTAAN].subject)
        if state.opens_for("a", now):
            assert Step.TOESTAAN in took
            assert state.until is not None
            assert not state.opens_for("a", state.until)
            assert not state.opens_for("b", now)


LEADS = {Role.TEAMLEIDER, Role.RECHERCHE}
JUDGES = {Role.TEAMLEIDER, Role.FUNCTIONARIS}
MAY: dict[str, dict[str, dict[Role, set[str]]]] = {
    "gevraagd": {
        "asker": {key: {"intrekken"} for key in Role},
        "somebody": {key: {"toestaan", "weigeren"} for key in LEADS},
    },
    "open": {
        "asker": {key: {"beeindigen"} for key in Role},
        "granter": {key: {"beeindigen"} for key in LEADS},
        "somebody": {key: {"beeindigen"} for key in LEADS},
    },
    "te_beoordelen": {
        "somebody": {key: {"gerechtvaardigd", "niet_gerechtvaardigd"} for key in JUDGES},
    },
}
"""State -> who it is -> function -> steps; whoever is not named may nothing, in any function."""
OPENED = EmergencyRequest("asker", START, decided_by="granter", until=START + THREE_HOURS)
IN_STATE = {
    "gevraagd": (EmergencyRequest("asker", START), START),
    "open": (OPENED, START),
    "te_beoordelen": (OPENED, START + THREE_HOURS),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("subject", ["asker", "granter", "somebody"])
@pytest.mark.parametrize("state", [*IN_STATE])
def test_dp14_each_step_is_of_another_person_than_the_law_excludes(
    state: str, subject: str, role: Role
) -> None:
    request, now = IN_STATE[state]
    assert request.state(now) == state
    known = "somebody" if state == "gevraagd" and subject == "granter" else subject
    may = MAY[state].get(known, {}).get(role, set())
    assert set(request.allowed(Official(subject, role), now)) == may


def test_an_access_ends_by_itself_to_the_second() -> None:
    state = after(EmergencyRequest("a", START), LEADER, Step.TOESTAAN, START)
    assert state.opens_for("a", START + THREE_HOURS - SECOND)
    assert not state.opens_for("a", START + THREE_HOURS)
    assert state.state(START + THREE_HOURS) is State.TE_BEOORDELEN


def test_a_step_that_is_refused_says_which_steps_there_are() -> None:
    with pytest.raises(StepNotAllowedError) as refused:
        EmergencyRequest("a", START).check(DETECTIVE, Step.BEEINDIGEN, START)
    assert refused.value.allowed == (Step.TOESTAAN, Step.WEIGEREN)
    assert refused.value.extra == {"allowed": ["toestaan", "weigeren"]}
    assert refused.value.reason == "Deze stap kan nu niet, of is niet aan jou."


def test_a_question_of_yesterday_cannot_be_agreed_to() -> None:
    state = EmergencyRequest("a", START)
    state.check(DETECTIVE, Step.TOESTAAN, START + EIGHT_HOURS - SECOND)
    with pytest.raises(StepNotAllowedError):
        state.check(DETECTIVE, Step.TOESTAAN, START + EIGHT_HOURS)


@pytest.mark.parametrize("role", Role)
def test_more_room_to_read_is_agreed_to_by_another_on_the_day_itself(role: Role) -> None:
    asked = RoomRequest(UUID(int=1), "a", "politie_agent", date(2026, 1, 5), "", START)
    assert not asked.may_answer(Official("a", role), date(2026, 1, 5))
    assert asked.may_answer(Official("b", role), date(2026, 1, 5)) is (role in LEADS)
    for other_day in (date(2026, 1, 4), date(2026, 1, 6)):
        assert not asked.may_answer(Official("b", role), other_day)


@pytest.mark.parametrize("role", Role)
def test_a_request_for_room_is_seen_by_who_asked_and_by_those_who_oversee(role: Role) -> None:
    asked = RoomRequest(UUID(int=1), "a", "politie_agent", date(2026, 1, 5), "", START)
    assert asked.may_be_seen(Official("a", role))
    assert asked.may_be_seen(Official("b", role)) is (role is not Role.AGENT)


@pytest.mark.parametrize(
    ("granted", "states"),
    [
        (None, ("vervallen", "gevraagd", "vervallen")),
        (True, ("toegestaan",) * 3),
        (False, ("geweigerd",) * 3),
    ],
)
def test_a_request_for_room_is_of_its_day(granted: bool | None, states: tuple[str, ...]) -> None:
    asked = RoomRequest(
        UUID(int=1), "a", "politie_agent", date(2026, 1, 5), "", START, granted=granted
    )
    days = (date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6))
    assert tuple(asked.state(day) for day in days) == states
    assert asked.may_answer(Official("b", Role.TEAMLEIDER), days[1]) is (granted is None)


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("x" * 19, "minstens 20"),
        ("x" * 20, None),
        ("x" * 500, None),
        ("x" * 501, "hoogstens 500"),
        ("Zij belt vanaf 0470 12 34 56 en is in gevaar.", "geen nummers"),
        ("Kind van 15 gezien in kamer 12, moeder zoekt hulp.", None),
    ],
)
def test_dp19_a_reason_is_long_enough_and_holds_no_number(reason: str, fault: str | None) -> None:
    found = fault_in(reason)
    assert (found is None) if fault is None else (found is not None and fault in found)


@pytest.mark.parametrize(
    ("placed_by", "subject", "opening"),
    [
        (["b"], "b", {Role.AGENT, Role.TEAMLEIDER, Role.RECHERCHE, Role.FUNCTIONARIS}),
        (["b", "b"], "b", {Role.AGENT, Role.TEAMLEIDER, Role.RECHERCHE, Role.FUNCTIONARIS}),
        (["b"], "c", {Role.RECHERCHE}),
        (["b", "d"], "b", {Role.RECHERCHE}),
        (["d", "b"], "b", {Role.RECHERCHE}),
    ],
)
def test_a_shield_opens_and_is_lifted_for_recherche_and_who_placed_all_of_it(
    placed_by: list[str], subject: str, opening: set[Role]
) -> None:
    people = [Official(subject, role) for role in Role]
    assert {each.role for each in people if shields.opens(each, placed_by)} == opening
    assert {each.role for each in people if shields.may_lift(each, placed_by)} == opening
    assert not any(shields.may_lift(each, []) for each in people), "there is nothing to lift"
