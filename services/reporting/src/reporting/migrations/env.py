from sqlmodel import SQLModel

from chassis.migrations import run
from reporting import store

assert store  # its import declares the tables
run(SQLModel.metadata)
