"""Pages of the acts of a fine: a decision is shown beside what is weighed."""

from enforcement.acts.pages import Beside, routes_of
from enforcement.gas.acts.decision import DismissCase, ImposeFine
from enforcement.gas.desk import FINES
from enforcement.gas.pages.summary import summary
from enforcement.gas.pages.weighed import weighed

DECIDED = Beside("gas_decide.html", weighed)
router = routes_of(FINES, summary, {ImposeFine: DECIDED, DismissCase: DECIDED})
