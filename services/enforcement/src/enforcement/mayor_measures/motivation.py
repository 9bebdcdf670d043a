"""Motivation of the last order: that of the draft which the mayor signed, or of its renewal."""

from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure


async def motivation_of(tx: Transaction, case: MayorMeasure) -> str | None:
    """The city keeps that of a renewal in the timeline alone."""
    if case.renewals:
        return await timeline.latest_reason(tx, case.case_id, MeasureStep.RENEWAL)
    return case.motivation
