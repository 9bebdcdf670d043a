from chassis.migrations import run
from registry.store.tables import Row

run(Row.metadata)
