"""Registration of the street ban."""

from enforcement.cases.procedures import Police, Registration
from enforcement.cases.rules import CaseKind
from enforcement.street_bans.desk import STREET_BANS as DESK
from enforcement.street_bans.follow_findings import change_hold, note_breach
from enforcement.street_bans.labels import state_label
from enforcement.street_bans.rules import STREET_BAN
from enforcement.street_bans.rules.codes import BanState
from enforcement.street_bans.store import find_for_update
from enforcement.street_bans.turns import TURNS

STREET_BANS = Registration(
    kind=CaseKind.STREET_BAN,
    procedure=STREET_BAN,
    picture="street_ban",
    title="The street ban (straatverbod)",
    page=DESK.page,
    steps=DESK,
    state_label=state_label,
    find=find_for_update,
    past=frozenset({BanState.VOORBIJ}),
    turns=TURNS,
    police=Police(follow_finding=note_breach, follow_hold=change_hold),
)
