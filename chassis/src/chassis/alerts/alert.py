"""An alert is a timer that is due now: it is kept with what it is about, and leaves afterwards.

So none is lost, whatever crashes or is away, and those that wait together leave as one. Sent and
forgotten in one transaction, it can leave twice only when the service dies in between; both times
it has the same id. Each is a row of its own, so that nobody who raises one waits for a pager.
"""

from datetime import timedelta
from uuid import uuid4

import structlog

from chassis import telemetry
from chassis.alerts.hook import Message, NotSentError, hook_of
from chassis.bus.timers import Timer, TimerHandler, schedule
from chassis.db import Transaction
from chassis.settings import Settings

NAME = "alert"
AGAIN = timedelta(seconds=30)
"""Time until one that was not taken is tried again, for as long as it takes."""

TAKE_OTHERS = """
DELETE FROM bus_timer WHERE (name, key) IN (
  SELECT name, key FROM bus_timer WHERE name = $1 AND due_at <= $2 AND data ->> 'alert' = $3
  FOR UPDATE SKIP LOCKED)
"""

log = structlog.get_logger("alerts")


async def alert(tx: Transaction, name: str, text: str, path: str) -> None:
    """Call whoever is on duty: ``text`` says what to do and nothing about anybody, ``path`` is the
    page where it is done. Those of one name that have not left yet leave as one."""
    key = str(uuid4())
    await schedule(tx, NAME, key, tx.now, {"alert": name, "text": text, "path": path})


def timers(settings: Settings) -> dict[str, TimerHandler]:
    """The timer that sends; without a hook in the settings alerts lead nowhere."""
    trust = settings.trust
    hook = hook_of(settings.alert_hook.get_secret_value(), trust) if settings.alert_hook else None

    async def send(timer: Timer, tx: Transaction) -> None:
        if hook is None:
            log.info("no hook for alerts", alert=timer.data["alert"])
            return
        await tx.conn.execute(TAKE_OTHERS, NAME, tx.now, timer.data["alert"])
        link = f"{settings.public_url or ''}{timer.data['path']}"
        try:
            await hook.send(Message(timer.key, timer.data["text"], link))
        except NotSentError as error:
            telemetry.ALERTS_FAIL.set(1)
            log.warning("alert not sent", alert=timer.data["alert"], why=str(error))
            await schedule(tx, timer.name, timer.key, tx.now + AGAIN, timer.data)
        else:
            telemetry.ALERTS_FAIL.set(0)

    return {NAME: send}
