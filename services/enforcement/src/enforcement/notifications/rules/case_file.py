"""A case as its letters need it, whatever its procedure."""

from dataclasses import dataclass
from uuid import UUID

from enforcement.cases.rules import CaseKind


@dataclass(frozen=True, slots=True)
class CaseFile:
    """``state`` is a code of the case's own procedure; ``on_hold``: the police ask to wait."""

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    on_hold: bool
    premises_id: UUID | None
    minor: bool = False
