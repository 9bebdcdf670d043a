from chassis.migrations import run
from databank.schema import TABLES

run(TABLES)
