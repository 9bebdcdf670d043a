"""Labels of proposals of new versions of the law."""

from chassis.web.pages.languages import mark
from enforcement.legal_terms.proposals.rules import ProposalState

STATE = {
    ProposalState.VOORGESTELD: mark("Voorgesteld"),
    ProposalState.GOEDGEKEURD: mark("Goedgekeurd"),
    ProposalState.AFGEWEZEN: mark("Afgewezen"),
    ProposalState.INGETROKKEN: mark("Ingetrokken"),
}
