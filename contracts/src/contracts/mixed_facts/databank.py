"""Events of mixed facts that the databank publishes. ``contracts.databank`` has them all."""

from uuid import UUID

from contracts.event import Event, Moment
from contracts.mixed_facts.codes import ProsecutorAnswer


class ProsecutorAnswered(Event, readers={"enforcement"}, purpose="enforcement", key="finding_id"):
    """The prosecutor told the police what happens with facts that the city has too.

    It says nothing of a judicial file but this. ``answered_at`` is the day of the answer, as an
    officer noted it; it comes after the transfer of the finding.
    """

    finding_id: UUID
    answer: ProsecutorAnswer
    answered_at: Moment
