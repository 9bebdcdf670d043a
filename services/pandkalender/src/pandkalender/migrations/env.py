from chassis.migrations import run
from pandkalender.schema import TABLES

run(TABLES)
