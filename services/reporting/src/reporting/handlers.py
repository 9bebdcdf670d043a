"""Every event that reporting may read becomes one fact. The table at the foot says how.

A whole batch, whatever its events, is written in one statement. Facts are keyed by the event's own
id, so a replay from the archives gives the same figures in an emptied database, and changes none
in a full one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from chassis.bus import Batched, Handlers
from chassis.db import Transaction
from contracts import Event
from contracts.databank import (
    BranchShiftDetected,
    BranchShiftWithdrawn,
    FirstContactDue,
    FirstContactHeld,
    FirstContactWithdrawn,
    InspectionCompleted,
    ReportDrawnUp,
    ShiftAbsenceObserved,
    ShiftVerified,
    UnannouncedPresenceObserved,
    WelfareSignalFollowedUp,
    WelfareSignalRaised,
)
from contracts.enforcement import (
    GasCaseOpened,
    PremisesClosed,
    SanctionCaseOpened,
    SanctionDecided,
    SanctionExecutionRecorded,
    SanctionNextFindingLinked,
    SanctionWarningSent,
    SuitabilityApplicationReceived,
    SuitabilityConditionsMet,
    SuitabilityExpired,
    SuitabilityGranted,
    SuitabilityRefused,
    SuitabilityRenewed,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityVisitCompleted,
    SuitabilityWithdrawn,
)
from contracts.event import kebab
from contracts.pandkalender import ShiftCancelled, ShiftChanged, ShiftDeclared, ShiftEnded
from contracts.registry import AggregatePublished
from reporting.facts.store import aggregates, facts
from reporting.facts.store.facts import NewFact


@dataclass(frozen=True, slots=True)
class Kept:
    """Which fields of an event its fact keeps.

    ``at`` is the moment that the fact counts for; ``told`` the moment that it was said, where
    that is another. A dimension may look one level deeper: ``premises.street`` is ``street``.
    """

    subject: str
    at: str
    dims: tuple[str, ...] = ()
    told: str | None = None


async def keep(items: Sequence[tuple[Any, Transaction]]) -> None:
    """Write the facts of a batch; the envelope's id is the cause of each transaction view."""
    tx = items[0][1]
    await facts.add(tx, [_fact(event, view) for event, view in items])


async def keep_aggregate(event: AggregatePublished, tx: Transaction) -> None:
    """A care organisation's figures: the cells beside the fact; the latest revision counts."""
    await facts.add(tx, [_fact(event, tx)])
    await aggregates.add(tx, event)


def _fact(event: Event, tx: Transaction) -> NewFact:
    recipe = _RECIPES[type(event)]
    dims = {name: read(event) for name, read in recipe.dims}
    occurred_at = recipe.at(event)
    return NewFact(
        event_id=tx.cause.causation_id,
        kind=recipe.kind,
        subject_id=recipe.subject(event),
        occurred_at=occurred_at,
        told_at=recipe.told(event) or occurred_at,
        branch=getattr(event, "branch", None),
        dims=dims,
    )


class _Recipe:
    """A ``Kept`` with its lookups prepared: this runs for every event."""

    __slots__ = ("at", "dims", "kind", "subject", "told")

    def __init__(self, event_type: type[Event], kept: Kept) -> None:
        self.kind = kebab(event_type.__name__)
        self.subject = attrgetter(kept.subject)
        self.at = attrgetter(kept.at)
        self.told = attrgetter(kept.told or kept.at)
        self.dims = tuple((path.rpartition(".")[2], attrgetter(path)) for path in kept.dims)


SHIFT = ("premises_id",)
CHECKED = ("workers_checked", "clients_checked", "operators_checked")
PERMIT = ("dossier_id",)

KEPT: dict[type[Event], Kept] = {
    ShiftDeclared: Kept("shift_id", "starts_at", (*SHIFT, "late"), told="declared_at"),
    ShiftChanged: Kept("shift_id", "starts_at", (*SHIFT, "reason"), told="changed_at"),
    ShiftCancelled: Kept("shift_id", "cancelled_at", (*SHIFT, "reason")),
    ShiftEnded: Kept("shift_id", "ended_at", (*SHIFT, "early")),
    ShiftVerified: Kept("shift_id", "verified_at"),
    ShiftAbsenceObserved: Kept("shift_id", "observed_at"),
    UnannouncedPresenceObserved: Kept("observation_id", "observed_at", SHIFT),
    InspectionCompleted: Kept(
        "inspection_id",
        "completed_at",
        ("visibility", "kind", "result", "establishment_ids", *CHECKED),
    ),
    ReportDrawnUp: Kept(
        "report_id", "drawn_up_at", ("kind", "fact_code", "addressee", "in_tolerance_zone")
    ),
    FirstContactDue: Kept("contact_id", "opened_at", told="told_at"),
    FirstContactWithdrawn: Kept("contact_id", "withdrawn_at", ("reason",)),
    FirstContactHeld: Kept("contact_id", "held_at", ("within_term",)),
    BranchShiftDetected: Kept(
        "case_id",
        "to_seen_at",
        ("from_branch", "to_branch", "rule_id", "window_days"),
        told="detected_at",
    ),
    BranchShiftWithdrawn: Kept("case_id", "withdrawn_at", ("from_branch", "to_branch", "reason")),
    WelfareSignalRaised: Kept("signal_id", "raised_at", ("kind", "priority")),
    WelfareSignalFollowedUp: Kept("signal_id", "taken_at", ("kind", "priority", "step", "answer")),
    SuitabilityApplicationReceived: Kept("dossier_id", "received_at", ("premises_id", "reason")),
    SuitabilityVisitCompleted: Kept(
        "visit_id", "completed_at", ("premises_id", "kind", "reason", "result", "rooms_visited")
    ),
    SuitabilityGranted: Kept(
        "premises_id", "decided_at", (*PERMIT, "conditional", "premises.street")
    ),
    SuitabilityConditionsMet: Kept("premises_id", "met_at", PERMIT),
    SuitabilityRefused: Kept("premises_id", "decided_at", PERMIT),
    SuitabilityRenewed: Kept("premises_id", "decided_at", (*PERMIT, "premises.street")),
    SuitabilitySuspended: Kept("premises_id", "decided_at", (*PERMIT, "case_id")),
    SuitabilitySuspensionLifted: Kept("premises_id", "lifted_at", PERMIT),
    SuitabilityWithdrawn: Kept("premises_id", "withdrawn_at", PERMIT),
    SuitabilityExpired: Kept("premises_id", "expired_at", PERMIT),
    PremisesClosed: Kept("premises_id", "decided_at", ("case_id",)),
    GasCaseOpened: Kept("case_id", "opened_at", ("offender_role", "fact_code")),
    SanctionCaseOpened: Kept("case_id", "opened_at", ("premises_id", "fact_code")),
    SanctionWarningSent: Kept("case_id", "sent_at", ("premises_id",)),
    SanctionNextFindingLinked: Kept("case_id", "linked_at", ("premises_id",)),
    SanctionDecided: Kept("case_id", "decided_at", ("premises_id", "kind", "deciding_body")),
    SanctionExecutionRecorded: Kept("case_id", "recorded_at", ("premises_id", "complied")),
    AggregatePublished: Kept(
        "aggregate_id", "published_at", ("organisation", "year", "half", "revision")
    ),
}
"""What is kept of each event; owners' codes, rooms and everything sealed are not."""

_RECIPES = {event_type: _Recipe(event_type, kept) for event_type, kept in KEPT.items()}

TOGETHER = Batched(keep)

HANDLERS: Handlers = {
    **dict.fromkeys(KEPT, TOGETHER),
    AggregatePublished: keep_aggregate,
}
