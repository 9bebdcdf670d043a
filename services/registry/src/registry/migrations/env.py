from chassis.migrations import run
from registry.tables import Row

run(Row.metadata)
