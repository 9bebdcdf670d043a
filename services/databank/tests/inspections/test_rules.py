"""Rules of an inspection: the steps that each state permits."""

import pytest

from databank.inspections.rules import InspectionState, InspectionStep, refusal


@pytest.mark.parametrize("state", list(InspectionState))
def test_what_was_closed_stays(state: InspectionState) -> None:
    for step in InspectionStep:
        assert (refusal(state, step) is None) == (state is InspectionState.LOPEND)
