"""The desk of street bans: every act of a person."""

from enforcement.acts.desk import Desk
from enforcement.cases.rules import CaseKind
from enforcement.street_bans import store
from enforcement.street_bans.acts import ACTS
from enforcement.street_bans.labels import STEP
from enforcement.street_bans.store import StreetBanCase

STREET_BANS = Desk[StreetBanCase](
    kind=CaseKind.STREET_BAN,
    page="/straatverboden",
    api="/v1/street-bans",
    tag="straatverboden",
    get=store.get,
    lock=store.get_for_update,
    acts=ACTS,
    words=STEP,
)
