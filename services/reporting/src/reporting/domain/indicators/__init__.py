"""How every indicator of the action plan is computed: its id, and a function of the evidence.

To add one: a row in ``data/indicators.yaml``, a function beside its kin, and its place in the table
at the foot of that module. The tests then ask for it in every kind of period.
"""

from collections.abc import Callable, Mapping

from reporting.domain.evidence import Evidence
from reporting.domain.indicators.care import CARE
from reporting.domain.indicators.direction import DIRECTION
from reporting.domain.indicators.inspections import INSPECTIONS
from reporting.domain.indicators.measures import MEASURES
from reporting.domain.outcomes import Outcome

Compute = Callable[[Evidence], Outcome]

INDICATORS: Mapping[str, Compute] = {**CARE, **INSPECTIONS, **MEASURES, **DIRECTION}
