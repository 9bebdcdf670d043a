"""Queues that are read through an index, however many questions, moves and signals wait."""

from alembic import op

revision = "0014"
down_revision = "0013"

STATEMENTS = (
    "DROP INDEX review_open",
    "ALTER TABLE review_task ADD place double precision NOT NULL DEFAULT '-Infinity'",
    "CREATE INDEX review_queue ON review_task (state, place, opened_at, id)",
    "CREATE INDEX review_queue_kind ON review_task (state, kind, place, opened_at, id)",
    "CREATE INDEX review_queue_id ON review_task (id) WHERE state = 'open'",
    "CREATE INDEX branch_shift_waiting ON branch_shift_case (detected_at, id)"
    " WHERE withdrawn_at IS NULL AND NOT shadow AND state IN ('gedetecteerd', 'in_beoordeling')",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
