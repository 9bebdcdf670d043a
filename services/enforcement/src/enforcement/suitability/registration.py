"""Registration of the declaration of suitability."""

from enforcement.cases.procedures import Registration
from enforcement.cases.rules import CaseKind
from enforcement.functions import COLLEGE, OFFICE
from enforcement.suitability import desk
from enforcement.suitability.labels import state_label
from enforcement.suitability.rules import (
    ENDED,
    SUITABILITY,
    UNDECIDED,
    DossierState,
    DossierStep,
)
from enforcement.suitability.store import find_for_update

DECLARATIONS = Registration(
    kind=CaseKind.SUITABILITY,
    procedure=SUITABILITY,
    picture="suitability",
    title="The declaration of suitability (geschiktheidsverklaring)",
    page="/geschiktheid",
    steps=desk.DECLARATIONS,
    state_label=state_label,
    find=find_for_update,
    over=frozenset(ENDED),
    seldom=frozenset(
        (state, DossierStep.DECISION)
        for state in UNDECIDED
        if state is not DossierState.KLAAR_VOOR_BESLISSING
    ),
    waits={
        **dict.fromkeys(
            OFFICE,
            frozenset(
                {
                    DossierState.INGEDIEND,
                    DossierState.VOLLEDIG,
                    DossierState.VERNIEUWING_LOPEND,
                }
            ),
        ),
        **dict.fromkeys(
            COLLEGE,
            frozenset({DossierState.KLAAR_VOOR_BESLISSING, DossierState.VERNIEUWING_LOPEND}),
        ),
    },
)
