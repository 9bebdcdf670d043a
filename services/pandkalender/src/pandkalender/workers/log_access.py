"""Access log of owners: a look at the own workers is logged like everybody's (DP-04).

A list is one line, with the day that it begins on or the page; a worker who is opened alone is
named.
"""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access

OWN = "eigen_administratie"
"""The purpose of an owner with own declarations: the duty to declare, and the own books (DP-03)."""
WORKER, SHIFTS, WORKERS = "worker", "shifts", "workers"


async def log_worker(tx: Transaction, actor: Actor, worker_id: UUID) -> None:
    """A look at one worker."""
    await _log(tx, actor, WORKER, str(worker_id))


async def log_shifts(tx: Transaction, actor: Actor, where: str, purpose: str = OWN) -> None:
    """A look at a list of shifts: ``where`` is its day or its page."""
    await _log(tx, actor, SHIFTS, where, purpose)


async def log_recent_workers(tx: Transaction, actor: Actor) -> None:
    """A look at the workers whom an owner may declare again."""
    await _log(tx, actor, WORKERS, "page-1")


async def _log(tx: Transaction, actor: Actor, kind: str, subject: str, purpose: str = OWN) -> None:
    await record_access(
        tx, actor, action=Action.CONSULT, subject_kind=kind, subject_id=subject, purpose=purpose
    )
