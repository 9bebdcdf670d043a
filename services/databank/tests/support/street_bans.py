"""A street ban as the city orders it, in tests."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from contracts.branches import Branch
from contracts.codes import OffenderRole
from contracts.enforcement import StreetBanOrdered
from contracts.sealed import Sealed
from contracts.street_bans.area import BanArea

AREA = BanArea(streets=("Proefkaai", "Voorbeeldstraat 1-19"), spared=("Woning: Proefkaai 4",))


def ordered(finding_id: UUID | str, at: datetime, **more: object) -> StreetBanOrdered:
    values = {
        "case_id": uuid4(),
        "order_id": uuid4(),
        "renewal": 0,
        "offender_role": OffenderRole.PROSTITUANT,
        "branch": Branch.STRAAT,
        "in_tolerance_zone": False,
        "warning_skipped": False,
        "finding_ids": (UUID(str(finding_id)),),
        "begins_at": at,
        "ends_at": at + timedelta(days=28),
        "meeting_on": (at + timedelta(days=4)).date(),
        "ordered_at": at,
        "area": Sealed.of(AREA),
    }
    return StreetBanOrdered.model_validate(values | more)
