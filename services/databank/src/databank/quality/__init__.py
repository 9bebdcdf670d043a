"""How good the matcher is, measured against a truth that only a simulator has.

Pure counting: a claim, what was decided about it, and whom it was really about. Nothing here reads
a claim's fields, and nothing grows faster than the number of claims.
"""

from databank.quality.intervals import Interval, wilson
from databank.quality.judging import Decided, Judge, Report, Share
from databank.quality.pairs import Pairs

__all__ = [
    "Decided",
    "Interval",
    "Judge",
    "Pairs",
    "Report",
    "Share",
    "wilson",
]
