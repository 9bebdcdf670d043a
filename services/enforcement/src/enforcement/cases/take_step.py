"""Take a step: ask the procedure, write the timeline, move the case. All in one transaction."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.rules import CaseFile, Procedure
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.gas.rules import GAS
from enforcement.gas.store import GasCase
from enforcement.integrity_investigations.rules import INTEGRITY
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.mayor_measures.rules.procedure import MEASURE
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.sanctions.rules import SANCTION
from enforcement.sanctions.store import SanctionCase
from enforcement.street_bans.rules import STREET_BAN
from enforcement.street_bans.store import StreetBanCase
from enforcement.suitability.rules import SUITABILITY
from enforcement.suitability.store import Dossier

Case = Dossier | GasCase | SanctionCase | IntegrityInvestigation | MayorMeasure | StreetBanCase


def take_step(
    tx: Transaction,
    case: Case,
    step: StrEnum,
    by: By,
    *,
    outcome: str | None = None,
    reason: str | None = None,
    basis: str | None = None,
    happened_at: datetime | None = None,
    file: CaseFile[Any] | None = None,
) -> None:
    """Move ``case``. Raises ``CaseStepRefusedError`` when its procedure does not permit it.

    ``file`` is the case as it would be with what is about to be recorded, such as a fine.
    """
    file = file or case.file()
    after = procedure_of(case).next_state(file, step, city_day(tx.now), outcome)
    before, case.state = case.state, after
    timeline.note(
        tx,
        id_of(case),
        str(step),
        (before, case.state),
        by,
        reason=reason,
        basis=basis,
        happened_at=happened_at,
    )


def allowed_steps(case: Case, today: date) -> list[str]:
    """The steps that a person may take now."""
    return procedure_of(case).allowed(case.file(), today)


def permits(case: Case, step: StrEnum, today: date) -> bool:
    return procedure_of(case).permits(case.file(), step, today)


def procedure_of(case: Case) -> Procedure[Any, Any, Any]:
    match case:
        case Dossier():
            return SUITABILITY
        case GasCase():
            return GAS
        case SanctionCase():
            return SANCTION
        case IntegrityInvestigation():
            return INTEGRITY
        case MayorMeasure():
            return MEASURE
        case StreetBanCase():
            return STREET_BAN


def id_of(case: Case) -> UUID:
    return case.dossier_id if isinstance(case, Dossier) else case.case_id
