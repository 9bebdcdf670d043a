"""Registration of the integrity investigation."""

from enforcement.cases.procedures import Registration
from enforcement.cases.rules import CaseKind
from enforcement.integrity_investigations.desk import INVESTIGATIONS as DESK
from enforcement.integrity_investigations.labels import state_label
from enforcement.integrity_investigations.rules import INTEGRITY
from enforcement.integrity_investigations.store import find_for_update
from enforcement.integrity_investigations.turns import TURNS

INVESTIGATIONS = Registration(
    kind=CaseKind.INTEGRITY,
    procedure=INTEGRITY,
    picture="integrity",
    title="The integrity investigation (integriteitsonderzoek)",
    page=DESK.page,
    steps=DESK,
    state_label=state_label,
    find=find_for_update,
    turns=TURNS,
)
