"""Receive a finding that the police transferred: it opens one case, or moves one on."""

from chassis.db import Transaction
from contracts.codes import Procedure
from contracts.databank import FindingTransferred, InformationReportTransferred
from enforcement.cases.store import findings
from enforcement.gas import open_case as gas
from enforcement.sanctions import open_case as sanctions
from enforcement.street_bans import follow_findings as street_bans


async def receive_finding(tx: Transaction, event: FindingTransferred) -> None:
    """Once, however often it is transferred. Raises ``RejectedError`` for premises unknown here."""
    if await findings.knows(tx, event.finding_id):
        return
    event = event.model_copy(update={"on_hold": await findings.is_on_hold(tx, event)})
    if event.procedure is Procedure.GAS:
        await gas.open_or_link(tx, event)
        await street_bans.note_breach(tx, event)
    else:
        await sanctions.open_or_link(tx, event)


async def receive_report(tx: Transaction, event: InformationReportTransferred) -> None:
    """Once. It is about a place, so it opens a sanction case, or moves one on that was warned.

    Raises ``RejectedError`` for premises unknown here.
    """
    if await findings.knows(tx, event.finding_id):
        return
    event = event.model_copy(update={"on_hold": await findings.is_on_hold(tx, event)})
    await sanctions.open_or_link(tx, event)
