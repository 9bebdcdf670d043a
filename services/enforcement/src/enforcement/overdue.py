"""Legal terms that are about to lapse or did, and persons kept too long, for alarms."""

from collections.abc import Mapping
from datetime import datetime

import asyncpg

from chassis.overdue import LateSince
from enforcement.legal_terms import store as legal_terms
from enforcement.registers.store import declarations
from enforcement.registers.store import sanctions as register


async def kept_too_long(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """Since when persons should be gone, of a fine, a sanction or a declaration."""
    late = await register.late_since(conn, now), await declarations.late_since(conn, now)
    return min((moment for moment in late if moment is not None), default=None)


OVERDUE: Mapping[str, LateSince] = {
    "legal-term-near": legal_terms.near_since,
    "legal-term-lapsed": legal_terms.lapsed_since,
    "register-destruction": kept_too_long,
}
