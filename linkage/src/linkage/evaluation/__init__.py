"""Evaluation: the quality of linkage against a truth that only a simulator has.

Pure counting: a claim, what was decided about it, and whom it was really about. Nothing here reads
a claim's fields, and nothing grows faster than the number of claims.
"""

from linkage.evaluation.intervals import Interval, wilson
from linkage.evaluation.pairs import Pairs
from linkage.evaluation.scoring import Report, ScoredDecision, Scorer, Share

__all__ = [
    "Interval",
    "Pairs",
    "Report",
    "ScoredDecision",
    "Scorer",
    "Share",
    "wilson",
]
