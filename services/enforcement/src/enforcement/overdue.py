"""Legal terms that are about to lapse or did, for an alarm (``chassis.overdue``)."""

from collections.abc import Mapping

from chassis.overdue import LateSince
from enforcement.legal_terms import store as legal_terms

OVERDUE: Mapping[str, LateSince] = {
    "legal-term-near": legal_terms.near_since,
    "legal-term-lapsed": legal_terms.lapsed_since,
}
