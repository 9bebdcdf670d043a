"""An alert is an errand that is due now: it is kept with what it is about, and leaves afterwards.

So none is lost, whatever crashes or is away, and those that wait together leave as one. It can
leave twice only when the service dies between sending and forgetting it; both times it has the same
id. Each is a row of its own, and leaves in no transaction, so that nobody who raises one and no
deadline waits for a pager.
"""

from functools import partial
from uuid import uuid4

import structlog

from chassis import telemetry
from chassis.alerts.hook import Hook, Message, NotSentError, hook_of
from chassis.bus.timers import RETRY_SECONDS, Errand, Parcel, Timer, schedule
from chassis.db import Transaction
from chassis.settings import Settings

NAME = "alert"
TAKE_OTHERS = """
DELETE FROM bus_timer WHERE (name, key) IN (
  SELECT name, key FROM bus_timer WHERE name = $1 AND due_at <= $2 AND data ->> 'alert' = $3
    AND key <> $4 FOR UPDATE SKIP LOCKED)
"""

log = structlog.get_logger("alerts")


async def alert(tx: Transaction, name: str, text: str, path: str) -> None:
    """Call whoever is on duty: ``text`` says what to do and nothing about anybody, ``path`` is the
    page where it is done. Those of one name that have not left yet leave as one."""
    key = str(uuid4())
    await schedule(tx, NAME, key, tx.now, {"alert": name, "text": text, "path": path})


def timers(settings: Settings) -> dict[str, Errand]:
    """The errand that sends; without a hook in the settings alerts lead nowhere."""
    trust = settings.trust
    hook = hook_of(settings.alert_hook.get_secret_value(), trust) if settings.alert_hook else None

    async def decide(timer: Timer, tx: Transaction) -> Parcel | None:
        if hook is None:
            log.info("no hook for alerts", alert=timer.data["alert"])
            return None
        await tx.conn.execute(TAKE_OTHERS, NAME, tx.now, timer.data["alert"], timer.key)
        link = f"{settings.public_url or ''}{timer.data['path']}"
        message = Message(timer.key, timer.data["text"], link)
        return Parcel(partial(_send, hook, message, timer.data["alert"]))

    return {NAME: Errand(decide, stuck_seconds=RETRY_SECONDS)}


async def _send(hook: Hook, message: Message, name: str) -> None:
    """Tells that alerts do not leave, until one was taken."""
    why: str | None = "no answer in time"
    try:
        await hook.send(message)
        why = None
    except NotSentError as error:
        why = str(error)
        raise
    finally:
        telemetry.ALERTS_FAIL.set(0 if why is None else 1)
        if why is not None:
            log.warning("alert not sent", alert=name, why=why)
