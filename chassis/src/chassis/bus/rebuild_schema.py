"""The tables of a rebuild, and of the releases that run beside it (:mod:`chassis.bus.schema`)."""

from collections.abc import Callable

REBUILD_0012 = """
CREATE TABLE bus_rebuild (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  consumer text NOT NULL,
  actor text NOT NULL, reason text NOT NULL,
  shares integer NOT NULL,
  began_at timestamptz NOT NULL DEFAULT clock_timestamp(), done_at timestamptz
);
CREATE TABLE bus_rebuild_share (
  rebuild bigint NOT NULL REFERENCES bus_rebuild,
  publisher text NOT NULL,
  share integer NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  events bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (rebuild, publisher, share)
)
"""


def upgrade_0012(execute: Callable[[str], object], _service: str) -> None:
    """Add rebuilds, and how far each share of one has come (:mod:`chassis.bus.rebuild`)."""
    for statement in REBUILD_0012.split(";"):
        execute(statement)


RUNNING_0013 = """
ALTER TABLE bus_rebuild_share ADD COLUMN in_hand boolean NOT NULL DEFAULT false;
CREATE TABLE bus_running (
  consumer text NOT NULL,
  release text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, release)
)
"""


def upgrade_0013(execute: Callable[[str], object], _service: str) -> None:
    """Note which shares a process has in hand, and which releases run
    (:mod:`chassis.bus.release_note`)."""
    for statement in RUNNING_0013.split(";"):
        execute(statement)
