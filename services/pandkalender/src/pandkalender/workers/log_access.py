"""An owner's look at who works in the own house, in the access log like everybody's (DP-04).

A list is one line, with the day that it begins on or the page; who is opened alone is named.
"""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access

OWN = "eigen_administratie"
"""What an owner reads own declarations for: the duty to declare, and the own books (DP-03)."""
WORKER, SHIFTS, WORKERS = "worker", "shifts", "workers"


async def at_worker(tx: Transaction, actor: Actor, worker_id: UUID) -> None:
    await _look(tx, actor, WORKER, str(worker_id))


async def at_shifts(tx: Transaction, actor: Actor, where: str) -> None:
    await _look(tx, actor, SHIFTS, where)


async def at_workers(tx: Transaction, actor: Actor) -> None:
    """The people whom an owner may declare again."""
    await _look(tx, actor, WORKERS, "page-1")


async def _look(tx: Transaction, actor: Actor, kind: str, subject: str) -> None:
    await record_access(
        tx, actor, action=Action.CONSULT, subject_kind=kind, subject_id=subject, purpose=OWN
    )
