"""The matcher's quality from the blind sample on a page: shares and counts, nobody's data."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import page
from databank.review import blind_sample, labels
from databank.review.rules.sample_calibration import Verdict, verdict
from databank.review.rules.sample_quality import ENOUGH
from databank.roles import Officer
from linkage.evaluation.calibration import ReliabilityBin

router = APIRouter(include_in_schema=False)

HEIGHT = 200
STEP = 56
"""Of the picture, in its own units: 100 % is ``HEIGHT`` high, each point stands a ``STEP`` on."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A group of decisions on the curve: shares in [0, 1], and where they stand in the picture."""

    low: float
    high: float
    judged: int
    said: float
    right: float
    right_low: float
    right_high: float
    verdict: Verdict
    x: int

    @classmethod
    def of(cls, counted: ReliabilityBin, place: int) -> "CurvePoint":
        said, found = counted.said / counted.claims, counted.interval
        return cls(
            counted.low,
            counted.high,
            counted.claims,
            said,
            counted.right / counted.claims,
            found.low,
            found.high,
            verdict(said, found, errors=False),
            STEP * place + STEP // 2,
        )


@router.get("/koppelkwaliteit")
async def get_quality(request: Request, tx: Tx, officer: Officer) -> Response:
    result = await blind_sample.quality(tx)
    blind_sample.show(result.overall)
    found = blind_sample.calibrated(result.answers)
    return page(
        request,
        "quality.html",
        quality=result.overall,
        calibration=found,
        points=[CurvePoint.of(counted, place) for place, counted in enumerate(found.curve.used())],
        enough=ENOUGH,
        height=HEIGHT,
        step=STEP,
        labels=labels,
        now=tx.now,
    )
