"""Registration of the declaration of suitability."""

from enforcement.cases.procedures import Registration
from enforcement.cases.rules import CaseKind
from enforcement.suitability import desk
from enforcement.suitability.labels import state_label
from enforcement.suitability.rules import (
    ENDED,
    SUITABILITY,
)
from enforcement.suitability.store import find_for_update
from enforcement.suitability.turns import TURNS

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
    turns=TURNS,
)
