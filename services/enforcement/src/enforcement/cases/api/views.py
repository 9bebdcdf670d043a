"""Timeline and terms, as a case of any procedure shows them."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import View
from enforcement.cases.store import timeline
from enforcement.legal_terms import store as legal_terms


class EntryView(View):
    """``actor_subject`` is a pseudonym; the owner does not see it."""

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
    """``days_left`` until the legal last day, negative when it is over.

    ``post_by``: the last day to post a letter that must have arrived by the last day. Since
    ``paused_on`` it stands still.
    """

    term_id: str
    description: str | None
    legal_basis_id: str | None
    version: date | None
    starts_on: date
    last_day: date
    safe_day: date
    post_by: date | None
    paused_on: date | None
    days_left: int


class CaseDetail(View):
    timeline: list[EntryView]
    terms: list[TermView]
    allowed: list[str]


async def history(
    tx: Transaction, case_id: UUID, *, for_owner: bool = False
) -> dict[str, list[Any]]:
    """``timeline`` and open ``terms`` of a case, as a detail view takes them."""
    entries = [EntryView.model_validate(entry) for entry in await timeline.of_case(tx, case_id)]
    if for_owner:
        entries = [entry.model_copy(update={"actor_subject": None}) for entry in entries]
    today = city_day(tx.now)
    return {
        "timeline": entries,
        "terms": [
            TermView(**asdict(term), days_left=(term.last_day - today).days)
            for term in await legal_terms.open_terms(tx, case_id)
        ],
    }
