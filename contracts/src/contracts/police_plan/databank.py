"""Events of the monthly actions of the police, by branch; nobody is in them.

``contracts.databank`` has them all.
"""

from uuid import UUID

from contracts.codes import Branch
from contracts.event import Event, Moment


class MonthlyActionPlanned(
    Event, readers={"reporting"}, purpose="policy-statistics", key="action_id"
):
    """Police plan to inspect a branch in a month (VA-2.1-02).

    The month is the city's, and begins at ``begins_at``. An action is held once an inspection of
    kind ``maandactie`` of that branch was completed in it.
    """

    action_id: UUID
    branch: Branch
    begins_at: Moment
    planned_at: Moment


class MonthlyActionWithdrawn(
    Event, readers={"reporting"}, purpose="policy-statistics", key="action_id"
):
    """A planned action was taken off the plan before its month began."""

    action_id: UUID
    branch: Branch
    withdrawn_at: Moment
