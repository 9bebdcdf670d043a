"""Draw up the order that the mayor is asked to sign."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.mayor_measures import store
from enforcement.mayor_measures.put_into_effect import declaration_of
from enforcement.mayor_measures.rules.law import ARTICLE, BASES
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure


@dataclass(frozen=True, slots=True)
class Draft:
    """``ends`` is exclusive; without ``starts`` it works from its notification.

    ``urgency``: why it cannot wait for a hearing. ``victims``: the people found there get
    information and a referral.
    """

    basis: MeasureBasis
    content: MeasureContent
    motivation: str
    starts: datetime | None = None
    ends: datetime | None = None
    urgency: str | None = None
    victims: bool = False


async def propose(tx: Transaction, case_id: UUID, by: By, draft: Draft) -> MayorMeasure:
    """Another draft takes the place of the one before. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if draft.basis not in BASES[case.kind]:
        reason = lazy("Deze rechtsgrond past niet bij deze maatregel.")
        raise FieldRefusedError("basis", reason)
    if (
        case.kind is MeasureKind.SLUITING_MENSENHANDEL
        and draft.content is not MeasureContent.SLUITING
    ):
        raise FieldRefusedError("content", lazy("Op deze grond kan alleen een sluiting."))
    if draft.content is MeasureContent.SCHORSING:
        await _may_suspend(tx, case, draft)
    case.urgency = draft.urgency
    take_step(
        tx, case, MeasureStep.PROPOSAL, by, reason=draft.motivation, basis=ARTICLE[draft.basis]
    )
    case.basis, case.content, case.motivation = draft.basis, draft.content, draft.motivation
    case.planned_from, case.planned_to = draft.starts, draft.ends
    case.victims, case.proposed_at = draft.victims, tx.now
    return case


async def _may_suspend(tx: Transaction, case: MayorMeasure, draft: Draft) -> None:
    """Art. 134ter alone suspends a permit, and the place must have one of this owner."""
    if draft.basis is not MeasureBasis.NGW_134TER:
        reason = lazy("Alleen op grond van art. 134ter kan de burgemeester schorsen.")
        raise FieldRefusedError("content", reason)
    if case.unlisted or await declaration_of(tx, case) is None:
        reason = lazy("Deze plaats heeft geen verklaring of vergunning die nu werkt.")
        raise FieldRefusedError("content", reason)
