"""States of a period's deliveries as a table: no walk counts what nobody signed and accepted."""

from dataclasses import dataclass, field

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from registry.delivery_register.rules.delivery import (
    COUNTED,
    DRAFTS,
    OVER,
    REPLACES,
    TRANSITIONS,
    WAITING,
    State,
    Step,
    allowed,
)

BY_PEOPLE = (Step.SUBMISSION, Step.ACCEPTANCE, Step.RETURN, Step.WITHDRAWAL)


@dataclass
class Revision:
    """A delivery, and what really happened with it."""

    state: State
    has_errors: bool
    steps: list[Step] = field(default_factory=list)


class Walk(RuleBasedStateMachine):
    """Uploads and steps of one period, in any order, as the operations take them."""

    def __init__(self) -> None:
        super().__init__()
        self.revisions: list[Revision] = []

    def make_way(self, step: Step, by: Revision) -> None:
        for other in self.revisions:
            if other is not by and other.state in REPLACES.get(step, ()):
                other.state = TRANSITIONS[other.state, Step.REPLACEMENT]

    def take(self, revision: Revision, step: Step) -> None:
        self.make_way(step, revision)
        revision.state = TRANSITIONS[revision.state, step]
        revision.steps.append(step)

    @rule(has_errors=st.booleans())
    def upload(self, has_errors: bool) -> None:
        before = {id(each): each.state for each in self.revisions if each.state not in DRAFTS}
        state = State.FOUTEN if has_errors else State.GEVALIDEERD
        self.revisions.append(Revision(state, has_errors))
        self.make_way(Step.REDELIVERY, self.revisions[-1])
        for each in self.revisions:
            assert before.get(id(each), each.state) is each.state, "an upload alone moved it"

    @precondition(lambda self: self.revisions)
    @rule(which=st.integers(0, 10**6), chosen=st.sampled_from(BY_PEOPLE))
    def step(self, which: int, chosen: Step) -> None:
        revision = self.revisions[which % len(self.revisions)]
        possible = chosen in allowed(revision.state)
        assert possible == ((revision.state, chosen) in TRANSITIONS)
        if not possible:
            return
        self.take(revision, chosen)
        if chosen is Step.RETURN and any(
            each.state in DRAFTS for each in self.revisions if each is not revision
        ):
            revision.state = TRANSITIONS[revision.state, Step.REPLACEMENT]

    @precondition(lambda self: any(State.AANVAARD is each.state for each in self.revisions))
    @rule()
    def its_day_comes(self) -> None:
        """Told a first time, and once more at most; or what was told stands."""
        (revision,) = [each for each in self.revisions if each.state is State.AANVAARD]
        told = sum(Step.INTEGRATION in each.steps for each in self.revisions)
        self.take(revision, Step.INTEGRATION if told < 2 else Step.CONCLUSION)

    @rule()
    def freeze(self) -> None:
        told = any(each.state in COUNTED for each in self.revisions)
        first = {State.AANVAARD} if told else set()
        if any(each.state in WAITING - first for each in self.revisions):
            return
        for revision in self.revisions:
            if (revision.state, Step.FREEZE) in TRANSITIONS:
                self.take(revision, Step.FREEZE)

    @invariant()
    def one_draft_one_signed_and_one_counted_at_most(self) -> None:
        for states in (DRAFTS, WAITING, COUNTED):
            assert sum(each.state in states for each in self.revisions) <= 1

    @invariant()
    def what_counts_was_signed_after_it_last_came_back_and_then_accepted(self) -> None:
        for each in self.revisions:
            if each.state in COUNTED:
                last = [step for step in each.steps if step is not Step.FREEZE][-3:]
                assert last == [Step.SUBMISSION, Step.ACCEPTANCE, Step.INTEGRATION]
                assert not each.has_errors

    @invariant()
    def what_is_over_moves_no_more(self) -> None:
        for each in self.revisions:
            if each.state in OVER:
                assert not allowed(each.state)
                assert not [step for state, step in TRANSITIONS if state is each.state]

    @invariant()
    def figures_once_counted_never_go_without_others(self) -> None:
        if any(Step.INTEGRATION in each.steps for each in self.revisions):
            assert any(each.state in COUNTED for each in self.revisions)


TestWalk = Walk.TestCase


def test_every_state_is_a_draft_waits_counts_or_is_over() -> None:
    kinds = (DRAFTS, WAITING, COUNTED, OVER)
    assert sorted(state for kind in kinds for state in kind) == sorted(State)


def test_every_state_can_be_reached() -> None:
    first = {State.OPEN, State.OPGELADEN, State.GEVALIDEERD, State.FOUTEN}
    assert first | set(TRANSITIONS.values()) == set(State)


STEPS_OF_PEOPLE = {
    "open": {"withdrawal", "redelivery"},
    "opgeladen": {"withdrawal", "redelivery"},
    "fouten": {"withdrawal", "redelivery"},
    "gevalideerd": {"submission", "withdrawal", "redelivery"},
    "teruggestuurd": {"submission", "withdrawal", "redelivery"},
    "ingediend": {"acceptance", "return", "redelivery"},
    "aanvaard": {"return", "redelivery"},
    "geintegreerd": {"redelivery"},
    "bevroren": {"redelivery"},
    "ingetrokken": set(),
    "vervangen": set(),
    "zonder_gevolg": set(),
    "verlopen": set(),
}


@pytest.mark.parametrize("state", State)
def test_each_state_lets_people_take_its_steps_and_no_other(state: State) -> None:
    assert {step.value for step in allowed(state)} == STEPS_OF_PEOPLE[state.value]
