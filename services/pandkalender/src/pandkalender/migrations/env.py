from chassis.migrations import run
from pandkalender.tables import Table

run(Table.metadata)
