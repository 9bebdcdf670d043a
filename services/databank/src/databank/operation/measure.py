"""Record how a component of the databank worked on a day, and tell it with lag and imports."""

from datetime import date
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.databank import OperationMeasured
from databank.legacy_import.rules.rows import Source
from databank.operation import store
from databank.operation.store import Component, OperationDay, Watch


async def measure_day(
    tx: Transaction, component: Component, day: date, watch: Watch, probes: int, answered: int
) -> UUID:
    """A day that is over. Raises ``FieldRefusedError`` for what cannot be."""
    if day >= city_day(tx.now):
        raise FieldRefusedError("day", lazy("Deze dag is nog niet voorbij."))
    if answered > probes:
        raise FieldRefusedError("answered", lazy("Er zijn niet meer antwoorden dan metingen."))
    measured = OperationDay(component, day, uuid4(), watch, probes, answered, tx.now)
    await store.put(tx.conn, measured)
    imports = await store.done_imports(tx.conn)
    event = OperationMeasured(
        measurement_id=measured.measurement_id,
        component=component.value,
        day_at=day_start(day),
        measured_by=watch.value,
        probes=probes,
        answered=answered,
        lag_seconds=await store.lag_seconds(tx.conn),
        imported=tuple(each.source for each in imports),
        imports=len(Source),
        last_import_at=max((each.finished_at for each in imports), default=None),
        measured_at=tx.now,
    )
    record(tx, event)
    return measured.measurement_id
