from chassis.migrations import run

run(version_table="bus_version")
