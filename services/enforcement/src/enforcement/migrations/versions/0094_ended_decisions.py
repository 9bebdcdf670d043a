"""Decisions that somebody was told of and that ended otherwise than by their own days."""

from alembic import op

revision = "0094"
down_revision = "0093"

CHANGES = """
CREATE TABLE ended_decision (
    ended_id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    ending varchar NOT NULL CONSTRAINT ending_is_known CHECK (
        ending IN ('ingetrokken', 'niet_bevestigd', 'niet_behandeld', 'vernietigd')),
    body varchar NOT NULL CONSTRAINT body_is_known CHECK (body IN ('college', 'burgemeester')),
    what varchar NOT NULL,
    renewal integer NOT NULL,
    decided_on date NOT NULL,
    ended_on date NOT NULL,
    earlier_until date,
    anew boolean NOT NULL,
    noted_at timestamptz NOT NULL
);
CREATE INDEX ix_ended_decision_case_id ON ended_decision (case_id)
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
