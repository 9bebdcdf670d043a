"""Consequences of a ruling: the procedures' own operations, in one table at the foot."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.rules import Urgency
from enforcement.integrity_investigations import contest as integrity
from enforcement.integrity_investigations import store as investigations
from enforcement.mayor_measures import contest as measures
from enforcement.mayor_measures import store as mayor_measures
from enforcement.sanctions import store as sanctions
from enforcement.sanctions import tell_council, undo
from enforcement.street_bans import contest as street_bans
from enforcement.street_bans import store as bans
from enforcement.suitability import store as dossiers
from enforcement.suitability import undo_refusal

Effect = Callable[[Transaction, Any, By], Awaitable[None]]


OnLodged = Callable[[Transaction, Any, datetime, Urgency], None]
OnDecided = Callable[[Transaction, Any, CouncilRuling, datetime], None]


@dataclass(frozen=True, slots=True)
class ContestedDecision:
    """A kind of case whose decision may be contested: its case, locked, and what rulings do.

    ``lodged`` and ``decided`` are what the procedure itself does with a request and each ruling,
    such as telling it to others.
    """

    get_for_update: Callable[[Transaction, UUID], Awaitable[Any]]
    effects: Mapping[CouncilRuling, Effect]
    lodged: OnLodged | None = None
    decided: OnDecided | None = None


CONTESTED: Mapping[CaseKind, ContestedDecision] = {
    CaseKind.SANCTION: ContestedDecision(
        sanctions.get_for_update,
        {
            CouncilRuling.SCHORSING: undo.stay,
            CouncilRuling.GEEN_SCHORSING: undo.let_work_again,
            CouncilRuling.VERNIETIGING: undo.annul,
            CouncilRuling.VERWERPING: undo.let_work_again,
            CouncilRuling.AFSTAND: undo.let_work_again,
        },
        tell_council.appeal_lodged,
        tell_council.appeal_decided,
    ),
    CaseKind.SUITABILITY: ContestedDecision(
        dossiers.get_for_update,
        {
            CouncilRuling.SCHORSING: undo_refusal.stay_refusal,
            CouncilRuling.GEEN_SCHORSING: undo_refusal.let_refusal_stand,
            CouncilRuling.VERNIETIGING: undo_refusal.annul_refusal,
            CouncilRuling.VERWERPING: undo_refusal.let_refusal_stand,
            CouncilRuling.AFSTAND: undo_refusal.let_refusal_stand,
        },
    ),
    CaseKind.INTEGRITY: ContestedDecision(
        investigations.get_for_update,
        {
            CouncilRuling.SCHORSING: integrity.stay,
            CouncilRuling.GEEN_SCHORSING: integrity.let_go_on,
            CouncilRuling.VERNIETIGING: integrity.annul,
            CouncilRuling.VERWERPING: integrity.let_stand,
            CouncilRuling.AFSTAND: integrity.let_stand,
        },
        integrity.note_request,
        integrity.note_ruling,
    ),
    CaseKind.MEASURE: ContestedDecision(
        mayor_measures.get_for_update,
        {
            CouncilRuling.SCHORSING: measures.stay,
            CouncilRuling.GEEN_SCHORSING: measures.let_work_again,
            CouncilRuling.VERNIETIGING: measures.annul,
            CouncilRuling.VERWERPING: measures.let_work_again,
            CouncilRuling.AFSTAND: measures.let_work_again,
        },
        measures.appeal_lodged,
        measures.appeal_decided,
    ),
    CaseKind.STREET_BAN: ContestedDecision(
        bans.get_for_update,
        {
            CouncilRuling.SCHORSING: street_bans.stay,
            CouncilRuling.GEEN_SCHORSING: street_bans.let_stand,
            CouncilRuling.VERNIETIGING: street_bans.annul,
            CouncilRuling.VERWERPING: street_bans.let_stand,
            CouncilRuling.AFSTAND: street_bans.let_stand,
        },
        street_bans.note_request,
        street_bans.note_ruling,
    ),
}
