"""Triage a fine case: the fine in view, whether the person is a minor, and mixed facts."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.law import figure, law_of_facts
from enforcement.gas.limit import highest_fine
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase


@dataclass(frozen=True, slots=True)
class Triage:
    """``envisaged`` in whole euros; ``minor`` is asked only where the birth date is not known."""

    envisaged: int
    minor: bool | None = None


async def triage(tx: Transaction, case_id: UUID, by: By, choice: Triage) -> GasCase:
    """The opening letter depends on it: above the threshold it offers a hearing.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    if choice.minor is not None:
        case.minor = choice.minor
    if case.minor is None:
        reason = lazy("Zeg of de persoon minderjarig was op de dag van de feiten.")
        raise FieldRefusedError("minor", reason)
    limit = await highest_fine(tx, case)
    if not 1 <= choice.envisaged <= max(limit, 1):
        reason = lazy("Kies een bedrag van 1 tot en met %(limit)s euro.", limit=limit)
        raise FieldRefusedError("envisaged", reason)
    take_step(tx, case, GasStep.TRIAGE, by, basis=basis.DEFENCE)
    law = await law_of_facts(tx, case_id, basis.HEARING_THRESHOLD)
    case.hearing_threshold = figure(law, basis.HEARING_THRESHOLD)
    case.envisaged = choice.envisaged
    return case
