"""Events of information reports, published by the databank: about a place, and maybe nobody.

``contracts.databank`` has them all.
"""

from uuid import UUID

from contracts.branches import Branch
from contracts.codes import OffenderRole
from contracts.event import Code, Event, Moment
from contracts.identity import FactPlace, OffenderIdentity
from contracts.sealed import Sealed, sealed_to


class InformationReportTransferred(
    Event, readers={"enforcement"}, purpose="enforcement", key="finding_id", edition=2
):
    """A report on facts in a place went to the city, which may sanction or take a measure.

    Unlike a PV it fines nobody, and may name nobody: then ``offender_role`` and ``offender`` are
    empty. The place is ``premises_id``, which the city knows, or else ``place``.
    ``judicial_information``: it holds some, and the judicial authority gave leave (WPA art.
    44/11/9 §3); without leave nothing is told. ``on_hold`` as in ``FindingTransferred``.
    """

    finding_id: UUID
    report_number: str
    fact_code: Code
    fact_at: Moment
    branch: Branch
    in_tolerance_zone: bool
    premises_id: UUID | None = None
    offender_role: OffenderRole | None = None
    judicial_information: bool
    on_hold: bool
    transferred_at: Moment
    offender: Sealed[OffenderIdentity] | None = sealed_to("enforcement", required=False)
    place: Sealed[FactPlace] | None = sealed_to("enforcement", required=False)
