from chassis.migrations import run_where

run_where(table=None, version_table="web_version")
