"""Why a claim is where it is, and how well the matcher decides."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, SkipValidation

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Action, Problem, View, record_access
from databank.access.roles import Officer, Purpose
from databank.access.shields.shield import may_open
from databank.matching.labels import sentences
from databank.matching.replay import Replayed, replay_link
from databank.matching.rules.evidence import Evidence
from databank.matching.store import claims
from databank.matching.store.claims import Link
from databank.review import blind_sample
from databank.review.rules.question import Ground
from databank.review.rules.sample_quality import ENOUGH, Estimate, Quality, Stratum
from databank.review.store import merge_history
from linkage.evaluation.intervals import Interval

router = APIRouter()


class LinkHistoryView(View):
    """``changeId`` and ``ground`` where officers decided; else the matcher did, at that moment."""

    person_id: UUID
    from_at: AwareDatetime
    until_at: AwareDatetime | None
    decided_by: str
    decision: str
    confidence: float
    change_id: UUID | None
    ground: Ground | None


class ExplanationView(View):
    """``sentences`` say in words what ``waterfall`` says in bits. ``replayed``: whether the model
    of that day, with the frequencies of that day, gives the same again; empty where officers
    decided or the model is not kept."""

    decision: str
    model_version: str
    bits: float
    confidence: float
    waterfall: list[dict[str, Any]]
    sentences: list[SkipValidation[str]]
    replayed: bool | None


class DecisionView(View):
    claim_id: UUID
    person_id: UUID
    decided_by: str
    decided_at: AwareDatetime
    explanation: ExplanationView
    history: list[LinkHistoryView]


class IntervalView(View):
    low: float
    high: float

    @classmethod
    def of(cls, interval: Interval) -> "IntervalView":
        return cls(low=interval.low, high=interval.high)


class EstimateView(View):
    """``value`` is empty until people answered; the interval holds at 95 %."""

    value: float | None
    interval: IntervalView

    @classmethod
    def of(cls, estimate: Estimate) -> "EstimateView":
        return cls(value=estimate.value, interval=IntervalView.of(estimate.interval))


class StratumView(View):
    decided: int
    same: int
    other: int
    unsure: int
    waiting: int


class GroupView(View):
    """``precision`` of the links to known persons within a group of names, from enough answers."""

    culture: str
    answered: int
    precision: EstimateView


class QualityView(View):
    """``matches`` went to a known person, ``news`` became a new one though they resembled one."""

    precision: EstimateView
    recall: EstimateView
    matches: StratumView
    news: StratumView
    groups: list[GroupView]

    @classmethod
    def of(cls, found: Quality, by_group: dict[str, Stratum]) -> "QualityView":
        return cls(
            precision=EstimateView.of(found.precision),
            recall=EstimateView.of(found.recall),
            matches=StratumView.model_validate(found.matches),
            news=StratumView.model_validate(found.news),
            groups=[
                GroupView(
                    culture=name,
                    answered=one.answered,
                    precision=EstimateView.of(one.share_same),
                )
                for name, one in sorted(by_group.items())
                if one.answered >= ENOUGH
            ],
        )


@router.get("/v1/claims/{claim_id}/decision")
async def get_decision(claim_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> DecisionView:
    """The link that stands, explained; and every link that the claim had, with who decided it."""
    if await claims.get(tx.conn, claim_id) is None:
        raise Problem.not_found(lazy("Deze gegevens"))
    history = await merge_history.history_of(tx.conn, claim_id)
    if not history:
        raise Problem.not_found(lazy("Een persoon bij deze gegevens"))
    now = next(link for link in history if link.until_at is None)
    purpose = await may_open(tx, officer, now.person_id, purpose)
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="person",
        subject_id=now.person_id,
        purpose=purpose,
    )
    return DecisionView(
        claim_id=claim_id,
        person_id=now.person_id,
        decided_by=now.decided_by,
        decided_at=now.from_at,
        explanation=_explanation(now, await replay_link(tx, now)),
        history=[LinkHistoryView.model_validate(link) for link in history],
    )


def _explanation(link: Link, replayed: Replayed | None) -> ExplanationView:
    return ExplanationView(
        decision=link.decision,
        model_version=link.model_version,
        bits=link.bits,
        confidence=link.confidence,
        waterfall=link.waterfall,
        sentences=list(sentences(Evidence.of(link.waterfall[0])) if link.waterfall else ()),
        replayed=replayed.same if replayed else None,
    )


@router.get("/v1/identity/quality")
async def get_quality(tx: Tx, officer: Officer) -> QualityView:
    """Live precision and recall from the blind sample: counts alone, nobody's data."""
    found, rows = await blind_sample.quality(tx)
    await blind_sample.show(tx, found)
    return QualityView.of(found, blind_sample.groups(rows))
