"""Operations on requests for exports: ask for a list, take a step, fetch the file."""

from chassis.bus.timers import revoke, schedule
from chassis.db import Transaction
from chassis.web.access_log.log import Action, record_access
from chassis.web.exports import produce, store
from chassis.web.exports.export_list import ExportList
from chassis.web.exports.registry import Exports
from chassis.web.exports.rules import AFTER, WAITS, AutomaticStep, State, Step
from chassis.web.exports.store import Export, NewExport
from chassis.web.roles import Actor


async def ask(tx: Transaction, exports: Exports, actor: Actor, new: NewExport) -> None:
    """Ask for an export; one that waits for nobody is made.

    Small ones are made at once, larger ones beside the requests.
    """
    ends_at = tx.now + exports.limits.waits(new.state)
    await store.add(tx, new, actor, ends_at)
    if new.state in WAITS:
        await schedule(tx, produce.TERM, str(new.export_id), ends_at)
    elif new.rows <= produce.AT_ONCE:
        await produce.make_at_once(tx, exports, new.export_id)
    else:
        await produce.begin(tx, new.export_id)


async def take_step(
    tx: Transaction, export: Export, actor: Actor, step: Step, because: str | None
) -> None:
    """Approve, refuse, withdraw or erase, as ``rules.refuse`` allowed; ``because`` of a refusal."""
    after = AFTER[export.state, step]
    await store.set_state(tx, export.export_id, after)
    if step in (Step.GOEDKEUREN, Step.WEIGEREN):
        reason = because if step is Step.WEIGEREN else None
        await store.set_decision(tx, export.export_id, actor.subject, reason)
    if after is State.BEZIG:
        await revoke(tx, produce.TERM, str(export.export_id))
        await produce.begin(tx, export.export_id)
    else:
        await produce.end(tx, export.export_id)
    await _record(tx, export, actor, Action.DELETE if step is Step.WISSEN else Action.CHANGE)


async def fetch(tx: Transaction, export: Export, actor: Actor) -> None:
    """Count a download, and note it in the access log."""
    await store.count_download(tx, export.export_id)
    await _record(tx, export, actor, Action.DISCLOSE)


async def may_leave(tx: Transaction, listing: ExportList, export: Export) -> bool:
    """Whether all that a file is about may be read still, as far as its list asks."""
    if listing.may_leave is None:
        return True
    about = await store.about(tx, export.export_id)
    return about is not None and await listing.may_leave(tx, about)


async def close(tx: Transaction, export: Export, actor: Actor) -> None:
    """Erase a file that shows what may not be read any more."""
    await store.set_state(tx, export.export_id, AFTER[export.state, AutomaticStep.SLUITEN])
    await produce.end(tx, export.export_id)
    await _record(tx, export, actor, Action.DELETE)


async def _record(tx: Transaction, export: Export, actor: Actor, action: Action) -> None:
    await record_access(
        tx,
        actor,
        action=action,
        subject_kind="export",
        subject_id=export.export_id,
        purpose=export.purpose,
    )
