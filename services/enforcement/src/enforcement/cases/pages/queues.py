"""Queues: the states of cases that wait for a function, first on its page."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.web import Function
from enforcement.functions import BODIES
from enforcement.gas.rules import GasState
from enforcement.sanctions.rules import SanctionState

WAIT_FOR: Mapping[Function, frozenset[StrEnum]] = {
    Function.DOSSIERBEHANDELAAR_BH: frozenset(
        {
            GasState.GEREGISTREERD,
            GasState.VERWEER_ONTVANGEN,
            GasState.NIET_VERSCHENEN,
            GasState.GELDBOETE_OPGELEGD,
            SanctionState.VASTSTELLING_ONTVANGEN,
            SanctionState.VOLGENDE_VASTSTELLING,
        }
    ),
    Function.JURIST_BH: frozenset(
        {
            GasState.OPGESCHORT_OVERLEG,
            GasState.WACHT_OP_PARKET,
            GasState.BEROEP_INGESTELD,
            SanctionState.HOORZITTING_GEHOUDEN,
            SanctionState.SCHRIFTELIJK_VERWEER,
            SanctionState.GEEN_VERWEER,
        }
    ),
    **dict.fromkeys(
        BODIES,
        frozenset(
            {SanctionState.ADVIES_OPGEMAAKT, SanctionState.OP_AGENDA_ORGAAN, SanctionState.BESLIST}
        ),
    ),
    Function.SANCTIONEREND_AMBTENAAR: frozenset(
        {GasState.HOORZITTING_GEPLAND, GasState.KLAAR_VOOR_BESLISSING}
    ),
}
"""Whoever may take a step finds every case in the lists too: this is where each begins."""
