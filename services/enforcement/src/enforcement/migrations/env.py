from chassis.migrations import run
from enforcement.tables import Row

run(Row.metadata)
