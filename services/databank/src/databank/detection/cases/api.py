"""How people work through a case, of a branch shift or of a pattern: take, decide, follow up."""

from typing import Annotated, Any, Literal
from uuid import UUID

import asyncpg
from fastapi import Query
from pydantic import AwareDatetime, model_validator

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Actor, Body, Function, Problem, View
from databank.detection.cases.rules import Action, FollowUp, NotAllowedError, State, after, allowed
from databank.detection.cases.store import assessments

Stand = Annotated[
    Literal[
        "gedetecteerd",
        "in_beoordeling",
        "bevestigd",
        "verklaarbaar",
        "foutieve_koppeling",
        "geen_actie",
        "opvolging",
        "afgesloten",
        "ingetrokken",
    ]
    | None,
    Query(),
]
Shadow = Annotated[bool, Query()]
"""Cases of versions in shadow, instead of those in force; for leadership alone."""


class AssessmentBody(Body):
    outcome: Literal["bevestigd", "verklaarbaar", "foutieve_koppeling", "geen_actie"]


class StepBody(Body):
    """``followUp`` goes with ``opvolgen``."""

    action: Literal["nemen", "teruggeven", "opvolgen", "afsluiten"]
    follow_up: FollowUp | None = None

    @model_validator(mode="after")
    def follows(self) -> "StepBody":
        if (self.action == "opvolgen") != (self.follow_up is not None):
            raise ValueError(lazy("Zeg bij 'opvolgen' wat je doet, en bij een andere stap niet."))
        return self


class StepView(View):
    action: str
    state: str
    at: AwareDatetime
    actor: str
    function: str
    follow_up: str | None


class AssessmentView(View):
    case_id: UUID
    state: str
    allowed: list[str]


def must_be_leader(actor: Actor, *, shadow: bool) -> None:
    if shadow and actor.function is not Function.POLITIE_TEAMLEIDER:
        raise Problem.of_status(403)


def assessable(case: asyncpg.Record | None, actor: Actor, what: str) -> asyncpg.Record:
    """The case, when this person may know of it and it was not withdrawn."""
    is_hidden = (
        case is not None and case["shadow"] and actor.function is not Function.POLITIE_TEAMLEIDER
    )
    if case is None or is_hidden:
        raise Problem.not_found(what)
    if case["withdrawn_at"] is not None:
        raise Problem.conflict(lazy("%(what)s is ingetrokken.", what=what), allowed=[])
    return case


async def advance(
    tx: Transaction,
    case: asyncpg.Record,
    actor: Actor,
    action: Action,
    follow_up: FollowUp | None = None,
) -> tuple[AssessmentView, str | None]:
    """Note the steps that the action makes; gives what then stands, and who holds the case."""
    state = State(case["state"])
    try:
        through = after(state, action, holds=case["held_by"] == actor.subject)
    except NotAllowedError as error:
        raise _refused(error) from None
    taken = [(Action.NEMEN.value, through[0].value)] if len(through) > 1 else []
    await assessments.note(
        tx.conn,
        case["id"],
        [*taken, (action.value, through[-1].value)],
        tx.now,
        (actor.subject, actor.function.value),
        follow_up.value if follow_up else None,
    )
    holder = None if action is Action.TERUGGEVEN else case["held_by"] or actor.subject
    may = allowed(through[-1], holds=holder == actor.subject)
    view = AssessmentView(
        case_id=case["id"], state=through[-1].value, allowed=[one.value for one in may]
    )
    return view, holder


def _refused(error: NotAllowedError) -> Problem:
    title = (
        lazy("Een collega heeft dit in beoordeling.")
        if error.held_by_other
        else lazy("Deze stap kan nu niet. Kijk hoever de beoordeling staat.")
    )
    return Problem.conflict(title, allowed=[one.value for one in error.allowed])


def case_values(row: asyncpg.Record, steps: list[asyncpg.Record], actor: Actor) -> dict[str, Any]:
    """What every view of a case shows: its state, its history, and what the reader may do."""
    may: tuple[Action, ...] = ()
    if row["withdrawn_at"] is None:
        may = allowed(State(row["state"]), holds=row["held_by"] == actor.subject)
    return {
        **row,
        "case_id": row["id"],
        "state": row["stand"],
        "steps": [StepView(**one) for one in steps],
        "allowed": [one.value for one in may],
    }
