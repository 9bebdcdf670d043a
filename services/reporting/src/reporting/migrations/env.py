from chassis.migrations import run
from reporting.schema import Table

run(Table.metadata)
