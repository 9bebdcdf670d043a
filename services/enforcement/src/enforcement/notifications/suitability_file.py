"""A dossier of a suitability declaration for its letters."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.findings import Finding
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars
from enforcement.suitability import store as suitability


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    dossier = await suitability.find_for_update(tx, case_id)
    if dossier is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.SUITABILITY,
        dossier.number,
        dossier.state,
        on_hold=False,
        premises_id=dossier.premises_id,
    )


async def must_be_ready(_tx: Transaction, _case: CaseFile, _kind: LetterKind) -> None:
    """A dossier sends its letters from any state that its kinds do not exclude."""


async def said(_tx: Transaction, _case: CaseFile, _kind: LetterKind) -> dict[str, Any]:
    return {}


async def told(
    _tx: Transaction, _case: CaseFile, _found: Sequence[Finding], _particulars: Particulars
) -> dict[str, Any]:
    return {}
