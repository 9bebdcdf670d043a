"""Keep the register of regulation: make a record, and correct one by a next version."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, FieldsRefusedError
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody
from reporting.regie.rules.records import ChangedMeanwhileError, NothingChangedError
from reporting.regulation import store
from reporting.regulation.rules import (
    Entry,
    RecordVersion,
    RegulationNotFoundError,
    RegulationWithdrawnError,
    check,
    needs_reason,
)


@dataclass(frozen=True, slots=True)
class Writer:
    """A writer of the register: a function, and a pseudonym."""

    function: str
    subject: str


async def create(tx: Transaction, entry: Entry, by: Writer) -> RecordVersion:
    """The first version of a record. Raises ``FieldsRefusedError``."""
    _refuse_faults(tx, entry)
    version = RecordVersion(uuid4(), 1, entry, None, by.function, tx.now)
    await store.add(tx, version, by.subject)
    return version


async def correct(
    tx: Transaction,
    record_id: UUID,
    changes: dict[str, Any],
    reason: str | None,
    by: Writer,
    *,
    seen: int,
) -> RecordVersion:
    """The next version: a step that was taken, or a correction, which says why.

    ``seen`` is the version that the writer looked at. Raises ``RegulationNotFoundError``,
    ``ChangedMeanwhileError``, ``RegulationWithdrawnError``, ``NothingChangedError`` or
    ``FieldsRefusedError``.
    """
    versions = await store.history_for_update(tx, record_id)
    if not versions:
        raise RegulationNotFoundError
    last = versions[-1]
    if seen != last.version:
        raise ChangedMeanwhileError
    if last.entry.withdrawn:
        raise RegulationWithdrawnError
    entry = replace(last.entry, **changes)
    if entry == last.entry:
        raise NothingChangedError
    if reason is None and needs_reason(last.entry, entry):
        raise FieldRefusedError("reason", lazy("Zeg waarom je verandert wat er stond."))
    if reason is not None and names_somebody(reason):
        raise FieldRefusedError("reason", NAMES_SOMEBODY)
    _refuse_faults(tx, entry)
    following = RecordVersion(record_id, last.version + 1, entry, reason, by.function, tx.now)
    await store.add(tx, following, by.subject)
    return following


def _refuse_faults(tx: Transaction, entry: Entry) -> None:
    faults = check(entry, city_day(tx.now))
    if faults:
        raise FieldsRefusedError(faults)
