"""Events of first contacts, of which the databank is the publisher: counts, and nobody.

``contracts.databank`` has them all.
"""

from uuid import UUID

from contracts.branches import Branch
from contracts.event import Code, Event, Moment


class FirstContactDue(
    Event, readers={"reporting"}, purpose="policy-statistics", key="contact_id", edition=2
):
    """A person new to the police should get a first contact before ``due_at``.

    Told again, with ``told_at``, when it is due once more after a withdrawal. A declared shift
    makes it due when it begins.
    """

    contact_id: UUID
    branch: Branch
    opened_at: Moment
    due_at: Moment
    told_at: Moment | None = None


class FirstContactRenewed(
    Event, readers={"reporting"}, purpose="policy-statistics", key="contact_id", edition=3
):
    """Somebody whom the police know came back after a long absence: they speak with her again.

    She is not new: who counts new persons does not count her. Told again, with ``told_at``, when it
    is due once more after a withdrawal.
    """

    contact_id: UUID
    branch: Branch
    opened_at: Moment
    due_at: Moment
    told_at: Moment | None = None


class FirstContactWithdrawn(
    Event, readers={"reporting"}, purpose="policy-statistics", key="contact_id", edition=2
):
    """A first contact is withdrawn: the person is one whose other first contact counts, or never
    came."""

    contact_id: UUID
    branch: Branch
    withdrawn_at: Moment
    reason: Code


class FirstContactHeld(
    Event, readers={"reporting"}, purpose="policy-statistics", key="contact_id", edition=2
):
    """The first contact took place."""

    contact_id: UUID
    branch: Branch
    held_at: Moment
    within_term: bool
