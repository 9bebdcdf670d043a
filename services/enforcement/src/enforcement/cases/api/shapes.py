"""What requests and answers of every procedure have in common."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from chassis.db import Transaction
from chassis.web import Body, Problem, View
from enforcement.cases.store import timeline
from enforcement.legal_terms import store as terms
from enforcement.legal_terms.rules import brussels_day

Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Free text, kept in this service: it never travels in an event (DP-19)."""


Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


class Motivated(Body):
    motivation: Text


class EntryView(View):
    """``subject`` is a pseudonym; the owner does not see it."""

    step: str
    from_state: str | None
    to_state: str
    at: datetime
    happened_at: datetime | None
    actor_function: str
    actor_subject: str | None
    reason: str | None
    legal_basis_id: str | None


class TermView(View):
    """``days_left`` until the legal last day, negative when it is over."""

    term_id: str
    description: str | None
    legal_basis_id: str | None
    version: date | None
    starts_on: date
    last_day: date
    safe_day: date
    days_left: int


class CaseDetail(View):
    timeline: list[EntryView]
    terms: list[TermView]
    allowed: list[str]


async def history(
    tx: Transaction, case_id: UUID, *, for_owner: bool = False
) -> dict[str, list[Any]]:
    """``timeline`` and open ``terms`` of a case, as a detail view takes them."""
    entries = await timeline.of_case(tx, case_id)
    if for_owner:
        entries = [entry | {"actor_subject": None} for entry in entries]
    today = brussels_day(tx.now)
    return {
        "timeline": [EntryView(**entry) for entry in entries],
        "terms": [
            TermView(**term, days_left=(term["last_day"] - today).days)
            for term in await terms.open_terms(tx, case_id)
        ],
    }


def happened(tx: Transaction, field: str, moment: AwareDatetime | None) -> datetime:
    """When something took place: as given, else now. Nothing is recorded before it happens."""
    if moment is None:
        return tx.now
    if moment > tx.now:
        raise Problem.field(field, "Dit tijdstip ligt in de toekomst. Leg vast wat al gebeurd is.")
    return moment
