"""Decisions of the matcher over HTTP: one explained, and the quality of all."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Sentence, View
from databank.matching.labels import sentences
from databank.review import blind_sample
from databank.review.explain_link import ExplainedLink, explain_link
from databank.review.rules.question import Ground
from databank.review.rules.sample_calibration import Calibration, Verdict
from databank.review.rules.sample_quality import ENOUGH, Estimate, Quality, Stratum
from databank.roles import Officer, Purpose
from linkage.evaluation.calibration import ReliabilityBin
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
    sentences: list[Sentence]
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


class FalseLinksView(View):
    """Links to known persons that people judged; ``expected`` follows from what was said."""

    judged: int
    expected: float
    counted: int
    verdict: Verdict


class ReliabilityView(View):
    """Decisions whose probability lay from ``low`` to ``high``: mean of it, and the share right."""

    low: float
    high: float
    judged: int
    said: float
    right: EstimateView

    @classmethod
    def of(cls, counted: ReliabilityBin) -> "ReliabilityView":
        return cls(
            low=counted.low,
            high=counted.high,
            judged=counted.claims,
            said=counted.said / counted.claims,
            right=EstimateView(
                value=counted.right / counted.claims, interval=IntervalView.of(counted.interval)
            ),
        )


class GroupView(View):
    """``precision`` of the links to known persons within a group of names, from enough answers."""

    culture: str
    answered: int
    precision: EstimateView
    false_links: FalseLinksView | None


class QualityView(View):
    """``matches`` went to a known person, ``news`` became a new one though they resembled one."""

    precision: EstimateView
    recall: EstimateView
    matches: StratumView
    news: StratumView
    groups: list[GroupView]
    reliability: list[ReliabilityView]
    false_links: FalseLinksView

    @classmethod
    def of(
        cls, overall: Quality, by_culture: dict[str, Stratum], calibration: Calibration
    ) -> "QualityView":
        return cls(
            reliability=[ReliabilityView.of(counted) for counted in calibration.curve.used()],
            false_links=FalseLinksView.model_validate(calibration.links),
            precision=EstimateView.of(overall.precision),
            recall=EstimateView.of(overall.recall),
            matches=StratumView.model_validate(overall.matches),
            news=StratumView.model_validate(overall.news),
            groups=[
                GroupView(
                    culture=culture,
                    answered=group.answered,
                    precision=EstimateView.of(group.share_same),
                    false_links=(
                        FalseLinksView.model_validate(calibration.by_culture[culture])
                        if culture in calibration.by_culture
                        else None
                    ),
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
    return QualityView.of(
        result.overall,
        blind_sample.by_culture(result.answers),
        blind_sample.calibrated(result.answers),
    )
