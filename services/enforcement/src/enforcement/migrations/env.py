from chassis.migrations import run
from enforcement.store.tables import Row

run(Row.metadata)
