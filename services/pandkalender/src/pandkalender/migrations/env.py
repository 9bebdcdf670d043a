from chassis.migrations import run
from pandkalender.store.tables import Table

run(Table.metadata)
