"""Advices over all dossiers: those that are open, and those that arrived."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all
from enforcement.suitability.rules import AdviceResult, AdviceService, DossierState

ADVISED = (
    DossierState.IN_ADVIES,
    DossierState.KLAAR_VOOR_BESLISSING,
    DossierState.VERNIEUWING_LOPEND,
)
"""While a dossier is in one of these an advice still counts; else only one on a change."""
SHOWN_DAYS = 30
"""The time for which an advice that was given stays in view."""


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """An advice with the place that it is about. ``given_at`` is empty while it is open; then
    ``outcome`` says if its term is over. ``change_advised``: it is about a change that was told."""

    dossier_id: UUID
    number: str
    service: AdviceService
    permit_type: str
    state: DossierState
    street: str
    house_number: str
    postcode: str
    rooms: list[str]
    due_on: date
    outcome: AdviceResult | None
    conditions: list[str]
    given_at: datetime | None
    reminded_on: date | None
    change_advised: bool


LINES = """
SELECT d.dossier_id, d.number, a.service, d.permit_type, d.state, p.street, p.house_number,
       p.postcode,
       ARRAY(SELECT room ->> 'label' FROM jsonb_array_elements(d.rooms) AS t (room)) AS rooms,
       a.due_on, a.outcome,
       ARRAY(SELECT jsonb_array_elements_text(a.conditions)) AS conditions,
       a.given_at, a.reminded_on, d.change_advised
  FROM advice a JOIN dossier d USING (dossier_id) JOIN premises p USING (premises_id)
 WHERE ($1::text IS NULL OR a.service = $1)
"""
OPEN = f"""
{LINES} AND a.given_at IS NULL AND a.advice_round = d.advice_round
   AND (d.state = ANY($2) OR d.change_advised)
   AND ($3::uuid IS NULL OR a.dossier_id = $3)
 ORDER BY a.due_on, d.number, a.service
"""
ARRIVED = f"{LINES} AND a.given_at >= $2 ORDER BY a.given_at DESC, d.number LIMIT $3"


async def open_advices(
    tx: Transaction,
    service: AdviceService | None,
    dossier_id: UUID | None = None,
    *,
    offset: int = 0,
    size: int | None = None,
) -> list[AdviceLine]:
    """Soonest first; of one service, or of all without one. Without a ``size`` every one."""
    values = service, [str(state) for state in ADVISED], dossier_id, size, offset
    return await fetch_all(tx.conn, AdviceLine, f"{OPEN} LIMIT $4 OFFSET $5", *values)


async def arrived(tx: Transaction, service: AdviceService | None, most: int) -> list[AdviceLine]:
    """Advices that were given in the last days, the newest first."""
    since = tx.now - timedelta(days=SHOWN_DAYS)
    return await fetch_all(tx.conn, AdviceLine, ARRIVED, service, since, most)
