"""Rules of an inspection: the steps that each state permits."""

import pytest

from databank.inspections.rules import InspectionState, InspectionStep, refusal


@pytest.mark.parametrize("state", list(InspectionState))
def test_what_was_closed_stays_or_is_withdrawn_whole(state: InspectionState) -> None:
    permitted = {
        InspectionState.LOPEND: {*InspectionStep},
        InspectionState.AFGEROND: {InspectionStep.INTREKKEN},
    }
    for step in InspectionStep:
        assert (refusal(state, step) is None) == (step in permitted.get(state, set()))


def test_a_step_that_cannot_be_taken_says_whether_it_is_closed_or_withdrawn() -> None:
    begin = "Begin een nieuwe"
    for step in InspectionStep:
        assert refusal(InspectionState.INGETROKKEN, step) == (
            f"Deze inspectie is ingetrokken. {begin}."
        )
        if step is not InspectionStep.INTREKKEN:
            assert refusal(InspectionState.AFGEROND, step) == (
                f"Deze inspectie is afgerond. {begin} als er nog iets bij komt."
            )
