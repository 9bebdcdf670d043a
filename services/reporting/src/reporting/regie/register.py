"""Keep the register of regie: make a record, and correct one by a next version."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldError, FieldRefusedError, FieldsRefusedError
from reporting.regie import store
from reporting.regie.rules.kinds import RegieKind
from reporting.regie.rules.minutes import NO_MINUTES, Minutes
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody
from reporting.regie.rules.records import (
    ChangedMeanwhileError,
    NothingChangedError,
    RecordNotFoundError,
    RecordVersion,
    RegieEntry,
    check,
    default_status,
    default_type,
)

MINUTES = frozenset(field.name for field in fields(Minutes))


@dataclass(frozen=True, slots=True)
class Recorder:
    """A writer of the register: a function, and a pseudonym."""

    function: str
    subject: str


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A record to be made; type and status have defaults for most kinds."""

    kind: RegieKind
    type: str | None
    day: date
    subject: str
    partners: Sequence[str]
    status: str | None
    signed_on: date | None
    until: date | None
    minutes: Minutes = NO_MINUTES
    origin: UUID | None = None


async def create(tx: Transaction, new: NewEntry, by: Recorder) -> RecordVersion:
    """The first version of a record. Raises ``RefusedError`` for an entry with faults."""
    today = city_day(tx.now)
    kind_type = new.type or default_type(new.kind)
    if kind_type is None:
        raise FieldRefusedError("type", lazy("Dit veld is verplicht voor deze soort."))
    entry = RegieEntry(
        kind=new.kind,
        type=kind_type,
        day=new.day,
        subject=new.subject,
        partners=tuple(dict.fromkeys(new.partners)),
        status=new.status or default_status(new.kind, new.day, new.signed_on, today),
        signed_on=new.signed_on,
        until=new.until,
        minutes=new.minutes,
        origin=new.origin,
    )
    await _refuse_faults(tx, entry, today)
    return await _keep(tx, RecordVersion(uuid4(), 1, entry, None, by.function, tx.now), by)


async def correct(
    tx: Transaction,
    record_id: UUID,
    changes: dict[str, Any],
    reason: str,
    by: Recorder,
    *,
    seen: int | None = None,
) -> RecordVersion:
    """The next version of a record, with ``changes`` to the fields of its entry and its minutes.

    ``seen`` is the version that the writer looked at. Raises ``RecordNotFoundError``,
    ``ChangedMeanwhileError``, ``NothingChangedError`` or ``FieldsRefusedError``.
    """
    versions = await store.history_for_update(tx, record_id)
    if not versions:
        raise RecordNotFoundError
    last = versions[-1]
    if seen is not None and seen != last.version:
        raise ChangedMeanwhileError
    noted = {name: changes[name] for name in MINUTES if name in changes}
    changed = {name: value for name, value in changes.items() if name not in MINUTES}
    entry = replace(last.entry, **changed, minutes=replace(last.entry.minutes, **noted))
    if entry == last.entry:
        raise NothingChangedError
    if names_somebody(reason):
        raise FieldRefusedError("reason", NAMES_SOMEBODY)
    await _refuse_faults(tx, entry, city_day(tx.now))
    following = RecordVersion(record_id, last.version + 1, entry, reason, by.function, tx.now)
    return await _keep(tx, following, by)


async def _keep(tx: Transaction, version: RecordVersion, by: Recorder) -> RecordVersion:
    await store.add(tx, version, by.subject)
    return version


async def _refuse_faults(tx: Transaction, entry: RegieEntry, today: date) -> None:
    faults = check(entry, today)
    if entry.origin is not None and not await store.is_bottleneck(tx, entry.origin):
        faults.append(FieldError("origin", lazy("Kies een knelpunt uit de lijst.")))
    if faults:
        raise FieldsRefusedError(faults)
