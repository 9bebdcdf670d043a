from chassis.migrations import run
from registry.schema import TABLES

run(TABLES)
