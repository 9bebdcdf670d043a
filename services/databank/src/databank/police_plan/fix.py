"""Fix a deployment before its two months begin."""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor
from databank.police_plan.rules.deployment import TooLateError, plannable
from databank.police_plan.store import deployment
from databank.police_plan.store.deployment import DeploymentPlan


async def fix_deployment(
    tx: Transaction, officer: Actor, begins: date, people: int, texts: tuple[str, str]
) -> None:
    """``texts``: the material, and the regular tasks in danger, one a line. Until the months
    begin a plan may be fixed anew; afterwards it stays as it was."""
    if begins not in plannable(city_day(tx.now)):
        raise TooLateError
    material, endangered = texts
    plan = DeploymentPlan(begins, people, material, endangered, tx.now)
    await deployment.fix(tx.conn, plan, officer.subject)
