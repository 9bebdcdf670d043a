"""A declaration is granted without conditions only once none is open (handbook §2.1)."""

from datetime import date

import pytest

from enforcement.cases.rules import CaseStepRefusedError
from enforcement.suitability.rules import (
    SUITABILITY,
    Decision,
    DossierFile,
    DossierState,
    DossierStep,
)

TODAY = date(2026, 3, 2)


def decided(conditions: int, outcome: Decision) -> DossierState:
    file = DossierFile(
        DossierState.KLAAR_VOOR_BESLISSING,
        heard=True,
        advices_requested=1,
        advices_awaited=0,
        conditions=conditions,
    )
    return SUITABILITY.next_state(file, DossierStep.DECISION, TODAY, outcome)


@pytest.mark.parametrize("conditions", [1, 2])
def test_while_a_condition_is_open_a_grant_is_conditional(conditions: int) -> None:
    with pytest.raises(CaseStepRefusedError) as refused:
        decided(conditions, Decision.TOEGEKEND)
    assert "Er staan nog voorwaarden open" in refused.value.reason
    conditional = decided(conditions, Decision.VOORWAARDELIJK_TOEGEKEND)
    assert conditional is DossierState.VOORWAARDELIJK_TOEGEKEND


def test_a_grant_stands_where_no_condition_is_open() -> None:
    assert decided(0, Decision.TOEGEKEND) is DossierState.TOEGEKEND
