"""Lifecycle of a version: no step is left out, and no pair of eyes counts twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from chassis.refusals import StepRefusedError
from chassis.web import Function
from reporting.report_register.rules.kind import Audience
from reporting.report_register.rules.lifecycle import (
    FIXED,
    NEXT,
    SameEyesError,
    Signatures,
    State,
    Step,
    after,
    must_be_other_eyes,
    steps_of,
)
from reporting.report_register.sight import makes, sees

PEOPLE = st.sampled_from(["an", "bo", "cis", "dee"])


class Version(RuleBasedStateMachine):
    """Anybody tries anything; what the rules let through has three people behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.GEGENEREERD
        self.makers = {"an"}
        self.reader: str | None = None
        self.approver: str | None = None
        self.taken: list[Step] = []

    @rule(step=st.sampled_from(Step), who=PEOPLE)
    def try_step(self, step: Step, who: str) -> None:
        try:
            following = after(self.state, step)
            must_be_other_eyes(step, who, Signatures(frozenset(self.makers), self.reader))
        except (StepRefusedError, SameEyesError):
            return
        self.state = following
        self.taken.append(step)
        if step in {Step.GENEREREN, Step.SCHRIJVEN}:
            self.makers.add(who)
        elif step is Step.NALEZEN:
            self.reader = who
        elif step is Step.GOEDKEUREN:
            self.approver = who
        elif step is Step.TERUGSTUREN:
            self.reader = self.approver = None

    @precondition(lambda self: self.state in FIXED)
    @rule()
    def is_signed_by_three(self) -> None:
        signed = [Step.CONTROLEREN, Step.NALEZEN, Step.GOEDKEUREN, Step.PUBLICEREN]
        ways = [step for step in self.taken if step not in {Step.INTREKKEN, Step.VERVANGEN}]
        assert ways[-4:] == signed
        assert self.reader is not None
        assert self.approver is not None
        assert len({self.reader, self.approver, *self.makers}) == len(self.makers) + 2


TestVersion = Version.TestCase


MADE_BY_TWO = Signatures(frozenset({"an", "bo"}), reader="cis")


@pytest.mark.parametrize(
    ("step", "refused"),
    [
        (Step.NALEZEN, {"an", "bo"}),
        (Step.GOEDKEUREN, {"an", "bo", "cis"}),
        (Step.PUBLICEREN, set()),
        (Step.TERUGSTUREN, set()),
    ],
)
def test_whoever_made_it_reads_nothing_and_whoever_read_it_approves_nothing(
    step: Step, refused: set[str]
) -> None:
    for who in ("an", "bo", "cis", "dee"):
        if who in refused:
            with pytest.raises(SameEyesError):
                must_be_other_eyes(step, who, MADE_BY_TWO)
        else:
            must_be_other_eyes(step, who, MADE_BY_TWO)


@pytest.mark.parametrize("step", [Step.GENEREREN, Step.SCHRIJVEN, Step.TERUGSTUREN])
@pytest.mark.parametrize("state", sorted(FIXED))
def test_a_published_version_changes_no_more(state: State, step: Step) -> None:
    with pytest.raises(StepRefusedError):
        after(state, step)


def test_every_state_is_reached() -> None:
    assert {State.GEGENEREERD, *NEXT.values()} == set(State)
    assert steps_of(State.VERVANGEN) == ()


@given(
    st.sampled_from(Function),
    st.sampled_from(["hulpverlening", "plan_jaar", "databank"]),
    st.none() | st.sampled_from(State),
    st.sets(st.sampled_from(Audience)),
)
def test_only_makers_see_what_nobody_approved(
    function: Function, kind: str, state: State | None, audiences: set[Audience]
) -> None:
    seen = sees(function, kind, state, audiences)
    if state is None or state not in {*FIXED, State.GOEDGEKEURD}:
        assert seen is makes(function, kind)
    if function is Function.POLITIE_TEAMLEIDER and kind != "databank":
        assert not seen


def test_the_plan_group_sees_what_is_approved_for_it() -> None:
    for_them = {Audience.PLANGROEP}
    member = Function.PLANGROEP_LID
    assert sees(member, "plan_jaar", State.GOEDGEKEURD, for_them)
    assert sees(member, "plan_jaar", State.GEPUBLICEERD, for_them)
    assert not sees(member, "plan_jaar", State.NAGELEZEN, for_them)
    assert not sees(member, "plan_jaar", State.GEPUBLICEERD, {Audience.COLLEGE})
    assert sees(member, "plan_jaar", State.GEPUBLICEERD, {Audience.PUBLIEK})
