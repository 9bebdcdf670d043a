"""The lists in which officers find findings: by what the police have still to do with them."""

from enum import StrEnum

from contracts.codes import Addressee
from databank.finding_register.rules.steps import FindingState as S
from databank.findings.rules.transfer import ADMINISTRATIVE


class WorkList(StrEnum):
    """``afgesloten``: a closed report that stays with the police or is the prosecutor's.

    It goes its own way there. One that the city waits for is still to be transferred. ``overleg``:
    of the others, those about whose offender there is a doubt.
    """

    TE_DOEN = "te-doen"
    AFGESLOTEN = "afgesloten"
    OVERGEMAAKT = "weg"
    BEEINDIGD = "klaar"
    OVERLEG = "overleg"


_OF_STATE = {
    S.GENOTEERD: WorkList.TE_DOEN,
    S.VASTSTELLING: WorkList.TE_DOEN,
    S.IN_OPMAAK: WorkList.TE_DOEN,
    S.OPGEMAAKT: WorkList.AFGESLOTEN,
    S.OVERGEMAAKT: WorkList.OVERGEMAAKT,
    S.INGEVOERD: WorkList.OVERGEMAAKT,
    S.GEEN_GEVOLG: WorkList.BEEINDIGD,
    S.MONDELINGE_WAARSCHUWING: WorkList.BEEINDIGD,
    S.GESEPONEERD: WorkList.BEEINDIGD,
    S.INGETROKKEN: WorkList.BEEINDIGD,
}


def list_of(state: S, addressee: Addressee | None) -> WorkList:
    """The one list that a finding stands in by how far it is."""
    if state is S.OPGEMAAKT and addressee in ADMINISTRATIVE:
        return WorkList.TE_DOEN
    return _OF_STATE[state]


def kinds_in(which: WorkList) -> list[tuple[S, Addressee | None]]:
    """All that may stand in a list, by state and addressee."""
    return [
        (state, addressee)
        for state in S
        for addressee in (*Addressee, None)
        if list_of(state, addressee) is which
    ]
