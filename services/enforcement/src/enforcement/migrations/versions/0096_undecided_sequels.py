"""Whether a body decides anew once a decision ended by law or by a judge: not known at first.

What a body lifts is told too.
"""

from alembic import op

revision = "0096"
down_revision = "0095"

CHANGES = """
ALTER TABLE ended_decision ALTER COLUMN anew DROP NOT NULL;
ALTER TABLE ended_decision DROP CONSTRAINT ending_is_known;
ALTER TABLE ended_decision ADD CONSTRAINT ending_is_known CHECK (
    ending IN ('ingetrokken', 'niet_bevestigd', 'niet_behandeld', 'vernietigd', 'opgeheven'))
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
