"""Decisions of the matcher over HTTP: one explained, and the quality of all."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, SkipValidation

from chassis.edge import Tx
from chassis.web import View
from databank.access.roles import Officer, Purpose
from databank.matching.labels import sentences
from databank.review import blind_sample
from databank.review.explain_link import ExplainedLink, explain_link
from databank.review.rules.question import Ground
from databank.review.rules.sample_quality import ENOUGH, Estimate, Quality, Stratum
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

    @classmethod
    def of(cls, claim_id: UUID, explained: ExplainedLink) -> "DecisionView":
        link = explained.link
        return cls(
            claim_id=claim_id,
            person_id=link.person_id,
            decided_by=link.decided_by,
            decided_at=link.from_at,
            explanation=ExplanationView(
                decision=link.decision,
                model_version=link.model_version,
                bits=link.bits,
                confidence=link.confidence,
                waterfall=link.waterfall,
                sentences=sentences(explained.evidence) if explained.evidence else [],
                replayed=explained.is_replayed,
            ),
            history=[LinkHistoryView.model_validate(each) for each in explained.history],
        )


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
    def of(cls, overall: Quality, by_culture: dict[str, Stratum]) -> "QualityView":
        return cls(
            precision=EstimateView.of(overall.precision),
            recall=EstimateView.of(overall.recall),
            matches=StratumView.model_validate(overall.matches),
            news=StratumView.model_validate(overall.news),
            groups=[
                GroupView(
                    culture=culture,
                    answered=group.answered,
                    precision=EstimateView.of(group.share_same),
                )
                for culture, group in sorted(by_culture.items())
                if group.answered >= ENOUGH
            ],
        )


@router.get("/v1/claims/{claim_id}/decision")
async def get_decision(claim_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> DecisionView:
    """The link that stands, explained; and every link that the claim had, with who decided it."""
    return DecisionView.of(claim_id, await explain_link(tx, officer, claim_id, purpose))


@router.get("/v1/identity/quality")
async def get_quality(tx: Tx, officer: Officer) -> QualityView:
    """Live precision and recall from the blind sample: counts alone, nobody's data."""
    result = await blind_sample.quality(tx)
    blind_sample.show(result.overall)
    return QualityView.of(result.overall, blind_sample.by_culture(result.answers))
