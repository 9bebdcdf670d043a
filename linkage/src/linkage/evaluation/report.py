"""A report as numbers for machines."""

from typing import Any

from linkage.evaluation.calibration import ReliabilityCurve
from linkage.evaluation.clusters import ClusterQuality
from linkage.evaluation.scoring import Report, Share


def figures(report: Report) -> dict[str, Any]:
    """Rates from 0 to 1; the bounds hold with 95 % certainty."""
    return {
        "claims": report.claims,
        "precision": round(report.pairs.precision, 6),
        "recall": round(report.pairs.recall, 6),
        "f1": round(report.pairs.f1, 6),
        "knownShare": round(report.known.rate, 4),
        "reviewRate": round(report.reviews.rate, 6),
        "reviewsWithTheRightCandidate": round(report.helped.rate, 4),
        "falseMerges": _bounded(report.false_merges),
        "expectedFalseMerges": round(report.expected_false, 1),
        "lost": _bounded(report.lost),
        "blockingRecall": round(report.blocked.rate, 6),
    }


def clusters(quality: ClusterQuality) -> dict[str, float]:
    """Clusters of claims against persons: B-cubed, and the share of persons found as they are."""
    return {
        "bCubedPrecision": round(quality.b_cubed.precision, 6),
        "bCubedRecall": round(quality.b_cubed.recall, 6),
        "bCubedF1": round(quality.b_cubed.f1, 6),
        "exact": round(quality.exact, 6),
    }


def reliability(curve: ReliabilityCurve) -> list[dict[str, Any]]:
    """The probability said beside the share right: equal where a matcher knows its doubts."""
    return [
        {
            "from": bin_.low,
            "to": bin_.high,
            "claims": bin_.claims,
            "said": round(bin_.said / bin_.claims, 6),
            "right": round(bin_.right / bin_.claims, 6),
            "low": round(bin_.interval.low, 6),
            "high": round(bin_.interval.high, 6),
        }
        for bin_ in curve.used()
    ]


def _bounded(share: Share) -> dict[str, Any]:
    return {
        "count": share.hits,
        "of": share.tries,
        "rate": round(share.rate, 6),
        "low": round(share.interval.low, 6),
        "high": round(share.interval.high, 6),
    }
