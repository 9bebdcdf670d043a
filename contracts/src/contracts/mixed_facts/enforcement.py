"""Events of mixed facts that enforcement publishes. ``contracts.enforcement`` has them all."""

from uuid import UUID

from contracts.event import Event, Moment


class ProsecutorAsked(Event, readers={"databank"}, purpose="enforcement", key="case_id"):
    """The facts of a fine case are mixed: the city waits for the prosecutor (GAS law art. 23).

    The prosecutor needs the original of the report, which the police send by their own way.
    """

    case_id: UUID
    finding_ids: tuple[UUID, ...]
    asked_at: Moment
