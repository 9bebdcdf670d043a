"""Legal terms that are about to lapse or did, and persons kept too long, for alarms."""

from collections.abc import Mapping

from chassis.overdue import LateSince
from enforcement.legal_terms import store as legal_terms
from enforcement.registers.store import sanctions as register

OVERDUE: Mapping[str, LateSince] = {
    "legal-term-near": legal_terms.near_since,
    "legal-term-lapsed": legal_terms.lapsed_since,
    "register-destruction": register.late_since,
}
