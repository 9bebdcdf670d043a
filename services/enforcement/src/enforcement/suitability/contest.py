"""What rulings of the Council of State do to the refusal of a declaration."""

from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.contest import Contest
from enforcement.suitability.store import Dossier
from enforcement.suitability.undo_refusal import (
    annul_refusal,
    let_refusal_stand,
    stay_refusal,
)

CONTEST = Contest[Dossier](
    CaseKind.SUITABILITY,
    {
        CouncilRuling.SCHORSING: stay_refusal,
        CouncilRuling.GEEN_SCHORSING: let_refusal_stand,
        CouncilRuling.VERNIETIGING: annul_refusal,
        CouncilRuling.VERWERPING: let_refusal_stand,
        CouncilRuling.AFSTAND: let_refusal_stand,
    },
)
