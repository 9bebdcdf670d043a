from chassis.migrations import run_where

run_where(table="bus_parked", version_table="bus_version")
