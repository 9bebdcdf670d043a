from chassis.migrations import run
from databank.store import TABLES

run(TABLES)
