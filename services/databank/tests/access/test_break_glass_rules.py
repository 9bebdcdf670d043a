"""Rules of access in an emergency: who may do which step."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.access.break_glass.rules import (
    ACCESS,
    ANSWER_WITHIN,
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
from databank.access.shields import rules as shields

START = datetime(2026, 1, 5, 10, tzinfo=UTC)
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
            values |= {"decided_by": who.subject, "until": now + ACCESS}
        case Step.WEIGEREN:
            values |= {"decided_by": who.subject}
        case Step.INTREKKEN:
            values |= {"withdrawn_at": now}
        case Step.BEEINDIGEN:
            values |= {"ended_at": now}
        case _:
            values |= {"verdict": step}
    return EmergencyRequest(**values)


@given(MOVES)
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


def test_an_access_ends_by_itself_to_the_second() -> None:
    state = after(
        EmergencyRequest("a", START), Official("b", Role.TEAMLEIDER), Step.TOESTAAN, START
    )
    assert state.opens_for("a", START + ACCESS - timedelta(seconds=1))
    assert not state.opens_for("a", START + ACCESS)
    assert state.state(START + ACCESS) is State.TE_BEOORDELEN


def test_a_question_of_yesterday_cannot_be_agreed_to() -> None:
    state = EmergencyRequest("a", START)
    with pytest.raises(StepNotAllowedError):
        state.check(Official("b", Role.RECHERCHE), Step.TOESTAAN, START + ANSWER_WITHIN)


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("te kort", "minstens 20"),
        ("x" * 501, "hoogstens 500"),
        ("Zij belt vanaf 0470 12 34 56 en is in gevaar.", "geen nummers"),
        ("Kind van 15 gezien in kamer 12, moeder zoekt hulp.", None),
    ],
)
def test_dp19_a_reason_is_long_enough_and_holds_no_number(reason: str, fault: str | None) -> None:
    found = fault_in(reason)
    assert (found is None) if fault is None else (found is not None and fault in found)


def test_a_shield_opens_for_recherche_and_who_placed_all_of_it() -> None:
    leader = Official("b", Role.TEAMLEIDER)
    assert shields.opens(Official("c", Role.RECHERCHE), ["b"])
    assert shields.opens(leader, ["b"])
    assert not shields.opens(leader, ["b", "d"])
    assert not shields.opens(Official("a", Role.AGENT), ["b"])
    assert not shields.may_lift(leader, [])
