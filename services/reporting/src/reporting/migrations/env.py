from chassis.migrations import run
from reporting.store import Table

run(Table.metadata)
