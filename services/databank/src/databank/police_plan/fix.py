"""Fix a deployment before its two months begin."""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor
from databank.entries import store as entries
from databank.police_plan.entries import DeploymentBody
from databank.police_plan.rules.deployment import TooLateError, plannable
from databank.police_plan.store.deployment import DeploymentPlanRow


async def fix_deployment(
    tx: Transaction, officer: Actor, begins: date, new: DeploymentBody
) -> None:
    """Until the months begin a plan may be fixed anew; afterwards it stays as it was.

    Raises ``TooLateError``.
    """
    if begins not in plannable(city_day(tx.now)):
        raise TooLateError
    row = DeploymentPlanRow(
        begins=begins,
        people=new.people,
        material=new.material,
        endangered="\n".join(new.endangered_tasks),
        fixed_at=tx.now,
        fixed_by=officer.subject,
    )
    await entries.put(tx.conn, row)
