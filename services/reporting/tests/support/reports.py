"""Reports as people of the city make them: three of them, each with a function of their own."""

from chassis.db import Transaction
from reporting.periods.rules import Period
from reporting.report_register import plan
from reporting.report_register.rules.kind import Audience
from reporting.report_register.store.tables import VersionRow
from reporting.report_register.take_step import Signer
from reporting.reports import generate, publish, sign
from reporting.settings import ReportingSettings

MAKER = Signer("reporting_medewerker", "maker")
READER = Signer("dienst_prostitutiebeleid", "lezer")
OFFICER = Signer("prostitutieambtenaar", "ambtenaar")
SETTINGS = ReportingSettings()


async def generated(tx: Transaction, kind: str = "plan_jaar", period: str = "2026") -> VersionRow:
    planned = await plan.plan(tx, kind, Period.parse(period), MAKER)
    return await generate.generate(tx, planned.report_id, MAKER)


async def signed_and_published(
    tx: Transaction, row: VersionRow, *audiences: Audience, reason: str | None = None
) -> VersionRow:
    """All steps from generated to published."""
    report_id = row.report_id
    row = await sign.check(tx, report_id, reason, READER, seen=row.edition)
    row = await sign.sign_reading(tx, report_id, READER, seen=row.edition)
    to = audiences or (Audience.PLANGROEP,)
    row = await sign.approve(tx, report_id, to, OFFICER, seen=row.edition)
    return await publish.publish_report(tx, report_id, OFFICER, SETTINGS, seen=row.edition)
