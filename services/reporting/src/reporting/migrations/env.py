from chassis.migrations import run
from reporting.schema import TABLES

run(TABLES)
