"""The course of a fine case as an inventory tells it."""

from collections.abc import Mapping

from enforcement.gas.desk import FINES
from enforcement.gas.rules import GasStep

CONSULTATION = (GasStep.HOLD, GasStep.RELEASE, GasStep.VICTIM_CHECK)
"""Whether the police asked to wait is nobody's business outside: it may point to a victim."""
COURSE: Mapping[str, str] = {
    "opening": "Dossier geopend",
    **{step: words for step, words in FINES.steps.items() if step not in CONSULTATION},
}
"""The steps that an inventory names; other lines of the timeline are the city's own work."""
