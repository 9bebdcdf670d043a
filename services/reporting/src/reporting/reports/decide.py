"""Take the signature or decision that was asked for."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from reporting.report_register.rules.kind import Audience
from reporting.report_register.rules.lifecycle import Step
from reporting.report_register.store.tables import VersionRow
from reporting.report_register.take_step import Signer
from reporting.reports import publish, sign
from reporting.settings import ReportingSettings

SIGNATURES = frozenset({Step.CONTROLEREN, Step.NALEZEN, Step.TERUGSTUREN})
"""Steps of all who work on a report."""
DECISIONS = frozenset({Step.GOEDKEUREN, Step.PUBLICEREN, Step.INTREKKEN})
"""Steps of those who answer for the plan."""


@dataclass(frozen=True, slots=True)
class StepRequest:
    """``seen`` is the edition that was looked at."""

    seen: int
    reason: str | None = None
    audiences: tuple[Audience, ...] = ()


async def take(
    tx: Transaction,
    report_id: UUID,
    step: Step,
    asked: StepRequest,
    by: Signer,
    settings: ReportingSettings,
) -> VersionRow:
    """Raises what the step raises."""
    seen = asked.seen
    match step:
        case Step.CONTROLEREN:
            return await sign.check(tx, report_id, asked.reason, by, seen=seen)
        case Step.NALEZEN:
            return await sign.sign_reading(tx, report_id, by, seen=seen)
        case Step.GOEDKEUREN:
            return await sign.approve(tx, report_id, asked.audiences, by, seen=seen)
        case Step.PUBLICEREN:
            return await publish.publish_report(tx, report_id, by, settings, seen=seen)
        case Step.TERUGSTUREN:
            return await sign.send_back(tx, report_id, asked.reason or "", by, seen=seen)
        case Step.INTREKKEN:
            return await publish.withdraw(tx, report_id, asked.reason or "", by, seen=seen)
        case _:
            raise StepRefusedError(lazy("Deze stap heeft een eigen weg."))
