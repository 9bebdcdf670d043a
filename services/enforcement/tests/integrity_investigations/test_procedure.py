"""The procedure of an integrity investigation, on every walk that its table allows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.cases.rules import CaseStepRefusedError
from enforcement.integrity_investigations.rules import (
    INTEGRITY,
    MEASURES,
    Admissibility,
    IntegrityFile,
    IntegrityState,
    IntegrityStep,
    Measure,
    Subject,
)

S, Step = IntegrityState, IntegrityStep
TODAY = date(2026, 3, 2)
ENDLESS = (Step.DISCONTINUATION, Step.CLOSING)
ALL_MEASURES = [measure for measure in Measure if measure is not Measure.GEEN_MAATREGEL]


def test_every_state_can_be_reached() -> None:
    reached = {S.GESTART}
    for target in INTEGRITY.transitions.values():
        reached |= set(target.values()) if isinstance(target, dict) else {target}
    assert reached == set(S)


@given(st.data())
def test_no_measure_without_register_advice_a_real_chance_to_be_heard_and_a_proposal(
    data: st.DataObject,
) -> None:
    """On every walk, at whatever pace, that gets as far as a measure."""
    subject = data.draw(st.sampled_from(Subject))
    file, today = IntegrityFile(S.GESTART, subject), TODAY
    taken: list[Step] = []
    for _ in range(400):
        today += timedelta(days=data.draw(st.sampled_from([20, 5, 1, 0])))
        possible = [
            step
            for step in [*Step][::-1]
            if step not in ENDLESS and INTEGRITY.permits(file, step, today)
        ]
        if not possible:
            continue
        step = data.draw(st.sampled_from(possible))
        outcome = data.draw(_outcome(step, file))
        before, file = file, _after(file, step, today, outcome)
        taken.append(step)
        if file.state is S.BESLIST:
            break
    else:
        return
    assert {Step.CONSULTATION, Step.ADVICE_REQUEST, Step.ADMISSIBILITY, Step.ADVICE} <= {*taken}
    assert {Step.HEARING_INVITATION, Step.PROPOSAL} <= {*taken}
    assert {*taken} & {Step.HEARING, Step.WRITTEN_DEFENCE, Step.ABSENCE}
    assert taken.count(Step.EXTENSION) <= 1
    assert before.proposed in MEASURES[subject]
    assert before.hearing_on is not None
    assert before.hearing_on < today or before.no_hearing_wanted
    last_advice = max(i for i, step in enumerate(taken) if step is Step.ADVICE)
    assert Step.ADVICE_REQUEST not in taken[last_advice:]


def _outcome(step: Step, file: IntegrityFile) -> st.SearchStrategy[str | None]:
    if step is Step.ADMISSIBILITY:
        return st.sampled_from([str(each) for each in Admissibility])
    if step is Step.PROPOSAL:
        return st.sampled_from([str(each) for each in MEASURES[file.subject]])
    return st.just(str(file.proposed)) if step is Step.DECISION else st.just(None)


def _after(file: IntegrityFile, step: Step, today: date, outcome: str | None) -> IntegrityFile:
    file = replace(file, state=INTEGRITY.next_state(file, step, today, outcome))
    match step:
        case Step.CONSULTATION:
            return replace(file, register_consulted=True)
        case Step.EXTENSION:
            return replace(file, extended=True)
        case Step.ADVICE_REQUEST:
            return replace(file, admissible=False, advised=False)
        case Step.ADMISSIBILITY:
            return replace(file, admissible=outcome == Admissibility.ONTVANKELIJK)
        case Step.ADVICE:
            return replace(file, advised=True)
        case Step.HEARING_INVITATION:
            return replace(file, heard=False, hearing_on=today + timedelta(days=15))
        case Step.HEARING:
            return replace(file, heard=True, no_hearing_wanted=True)
        case Step.WRITTEN_DEFENCE | Step.ABSENCE:
            return replace(file, heard=True)
        case Step.PROPOSAL:
            return replace(file, proposed=Measure(outcome or ""))
    return file


READY = IntegrityFile(
    S.VOORGESTELD,
    Subject.VERKLARING,
    register_consulted=True,
    admissible=True,
    advised=True,
    heard=True,
    hearing_on=TODAY - timedelta(days=1),
    proposed=Measure.SCHORSING,
)


@pytest.mark.parametrize("missing", ["advised", "heard", "hearing_on"])
def test_a_proposal_is_no_decision_while_a_guarantee_is_missing(missing: str) -> None:
    decide = (Step.DECISION, TODAY, str(Measure.SCHORSING))
    assert INTEGRITY.next_state(READY, *decide) is S.BESLIST
    with pytest.raises(CaseStepRefusedError):
        INTEGRITY.next_state(replace(READY, **{missing: None}), *decide)


@pytest.mark.parametrize("subject", Subject)
@pytest.mark.parametrize("measure", ALL_MEASURES)
def test_the_law_has_each_measure_for_its_own_kind_of_permit(
    subject: Subject, measure: Measure
) -> None:
    file = replace(READY, subject=subject, proposed=measure)
    if measure in MEASURES[subject]:
        assert INTEGRITY.next_state(file, Step.DECISION, TODAY, str(measure)) is S.BESLIST
    else:
        with pytest.raises(CaseStepRefusedError) as refused:
            INTEGRITY.next_state(file, Step.DECISION, TODAY, str(measure))
        assert "past niet" in refused.value.reason


def test_the_college_takes_the_measure_that_was_proposed_or_none() -> None:
    with pytest.raises(CaseStepRefusedError) as refused:
        INTEGRITY.next_state(READY, Step.DECISION, TODAY, str(Measure.OPHEFFING))
    assert "voorstel" in refused.value.reason
    none = INTEGRITY.next_state(READY, Step.DECISION, TODAY, str(Measure.GEEN_MAATREGEL))
    assert none is S.AFGESLOTEN


def test_a_decision_works_after_its_waiting_time_and_only_while_it_stands() -> None:
    file = IntegrityFile(S.TER_KENNIS_GEBRACHT, effect_after=TODAY)
    assert not INTEGRITY.permits(file, Step.EFFECT, TODAY)
    assert INTEGRITY.permits(file, Step.EFFECT, TODAY + timedelta(days=1))
    undone = replace(file, undone=True)
    assert not INTEGRITY.permits(undone, Step.EFFECT, TODAY + timedelta(days=1))


def test_people_are_never_offered_what_the_clock_does() -> None:
    for state in S:
        file = IntegrityFile(state, effect_after=TODAY - timedelta(days=9))
        assert Step.EFFECT not in INTEGRITY.allowed(file, TODAY)
