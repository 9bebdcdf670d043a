from chassis.migrations import run
from enforcement.schema import TABLES

run(TABLES)
