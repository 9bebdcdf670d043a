"""Sight of reports: which ones a function may know of (handbook §4.3, §1.2).

Those who serve the plan see all. The research office makes the report of care. Others see what is
approved or published for them, and what is public; leadership of the police never one with care.
"""

from collections.abc import Collection, Mapping

from chassis.web.roles import Function
from reporting.report_content.rules.readership import Readership
from reporting.report_register.rules.kind import Audience
from reporting.report_register.rules.lifecycle import SIGNED, State

CARE = "hulpverlening"
POLICE_KINDS = frozenset({"databank", "inventaris", "veiligheidsactoren"})
"""Reports without a figure of care (DP-01)."""
MAKERS = frozenset(
    {
        Function.PROSTITUTIEAMBTENAAR,
        Function.DIENST_PROSTITUTIEBELEID,
        Function.REPORTING_MEDEWERKER,
    }
)
MAKERS_OF: Mapping[Function, frozenset[str]] = {Function.STUDIEDIENST_STAD: frozenset({CARE})}
"""Functions that make reports of some kinds only."""
AUDIENCE_OF: Mapping[Function, Audience] = {
    Function.PLANGROEP_LID: Audience.PLANGROEP,
    Function.COLLEGE_SECRETARIS: Audience.COLLEGE,
    Function.KABINET_BURGEMEESTER: Audience.COLLEGE,
    Function.POLITIE_TEAMLEIDER: Audience.POLITIELEIDING,
}


def makes(function: Function, kind: str) -> bool:
    """Whether the function works on reports of the kind, in every state."""
    return function in MAKERS or kind in MAKERS_OF.get(function, ())


def readership(function: Function, kind: str, audiences: Collection[Audience]) -> Readership:
    """In which form the function reads a version that it sees: who makes it and for whom it was
    approved as it is, all others as it is for everybody."""
    if makes(function, kind) or AUDIENCE_OF.get(function) in audiences:
        return Readership.INTERN
    return Readership.PUBLIEK


def sees(
    function: Function, kind: str, state: State | None, audiences: Collection[Audience]
) -> bool:
    """Whether the function may know of a version; ``state`` None for a report that is planned."""
    if makes(function, kind):
        return True
    if function is Function.POLITIE_TEAMLEIDER and kind not in POLICE_KINDS:
        return False
    if state is None:
        return False
    own = AUDIENCE_OF.get(function)
    if state is State.GOEDGEKEURD:
        return function is Function.PLANGROEP_LID and own in audiences
    return state in SIGNED and (own in audiences or Audience.PUBLIEK in audiences)
