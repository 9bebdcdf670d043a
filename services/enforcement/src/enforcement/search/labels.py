"""Words for what a search finds: the procedure of a case, its state, and where its page is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.web.pages.languages import gettext
from enforcement.cases.labels import KIND as KINDS
from enforcement.cases.labels import PURPOSE as PURPOSES
from enforcement.cases.rules import CaseKind, Procedure
from enforcement.gas.labels import STATE as GAS_STATE
from enforcement.gas.rules import GAS, GasState
from enforcement.integrity_investigations import labels as integrity
from enforcement.integrity_investigations.rules import INTEGRITY
from enforcement.mayor_measures import labels as measures
from enforcement.mayor_measures.rules.procedure import MEASURE
from enforcement.payments.labels import STATE as CLAIM_STATE
from enforcement.sanctions.labels import STATE as SANCTION_STATE
from enforcement.sanctions.rules import SANCTION
from enforcement.street_bans import labels as street_bans
from enforcement.street_bans.rules import STREET_BAN
from enforcement.suitability import labels as suitability
from enforcement.suitability.rules import ENDED, SUITABILITY

KIND, PURPOSE = KINDS, PURPOSES
_FINE = {str(code): said for code, said in (CLAIM_STATE | GAS_STATE).items()}
_SANCTION = {str(code): said for code, said in SANCTION_STATE.items()}
_DONE: Mapping[CaseKind, frozenset[str]] = {
    CaseKind.GAS: frozenset({GasState.GEVOEGD, GasState.AFGESLOTEN}),
    CaseKind.SUITABILITY: frozenset(ENDED),
}
"""States from which a case may come back, in which nobody has anything to do."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """``address`` stands before the id of a case in the address of its page."""

    address: str
    procedure: Procedure[Any, Any, Any]
    state: Callable[[str], str]


_SHOWN: Mapping[CaseKind, _Shown] = {
    CaseKind.GAS: _Shown("/dossiers", GAS, lambda state: _FINE.get(state, state)),
    CaseKind.SANCTION: _Shown("/dossiers", SANCTION, lambda state: _SANCTION.get(state, state)),
    CaseKind.SUITABILITY: _Shown("/geschiktheid", SUITABILITY, suitability.state_label),
    CaseKind.INTEGRITY: _Shown("/integriteit", INTEGRITY, integrity.state_label),
    CaseKind.MEASURE: _Shown("/maatregelen", MEASURE, measures.state_label),
    CaseKind.STREET_BAN: _Shown("/straatverboden", STREET_BAN, street_bans.state_label),
}


def page_of(kind: CaseKind, case_id: object) -> str:
    return f"{_SHOWN[CaseKind(kind)].address}/{case_id}"


def state_label(kind: CaseKind, state: str) -> str:
    return gettext(_SHOWN[CaseKind(kind)].state(state))


def procedure_of(kind: CaseKind) -> Procedure[Any, Any, Any]:
    return _SHOWN[CaseKind(kind)].procedure


def ended_states() -> set[str]:
    """The states in which nobody has anything to do, as ``kind:state``."""
    return {
        f"{kind}:{state}"
        for kind, each in _SHOWN.items()
        for state in each.procedure.ends | _DONE.get(kind, frozenset())
    }


def is_ended(kind: CaseKind, state: str) -> bool:
    return f"{CaseKind(kind)}:{state}" in ended_states()
