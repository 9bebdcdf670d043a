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
