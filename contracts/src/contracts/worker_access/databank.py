"""Events of the codes with which workers see what is declared about them.

``contracts.databank`` has them all.
"""

from uuid import UUID

from contracts.event import Event, Moment
from contracts.identity import WorkerScope, WorkerSecret
from contracts.sealed import Sealed, sealed_to


class WorkerAccessGranted(
    Event, readers={"pandkalender"}, purpose="own-declarations", key="access_id"
):
    """A worker got a code with which she may see what is declared about her.

    ``expires_at`` counts as long as the code was never used.
    """

    access_id: UUID
    granted_at: Moment
    expires_at: Moment
    opens: Sealed[WorkerSecret] = sealed_to("pandkalender")


class WorkerAccessChanged(
    Event, readers={"pandkalender"}, purpose="own-declarations", key="access_id"
):
    """A worker's code opens other declared workers from now on, and those alone."""

    access_id: UUID
    changed_at: Moment
    scope: Sealed[WorkerScope] = sealed_to("pandkalender")


class WorkerAccessRevoked(
    Event, readers={"pandkalender"}, purpose="own-declarations", key="access_id"
):
    """A code opens nothing any more, and ends the sessions that it opened."""

    access_id: UUID
    revoked_at: Moment
