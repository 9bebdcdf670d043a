"""Drafts that nobody signed lapse, and their rows are destroyed."""

from alembic import op

revision = "0018"
down_revision = "0017"

CHANGES = """
ALTER TABLE delivery DROP CONSTRAINT state_is_known;
ALTER TABLE delivery ADD CONSTRAINT state_is_known CHECK (
  state IN ('open', 'opgeladen', 'gevalideerd', 'fouten', 'ingediend', 'teruggestuurd',
            'aanvaard', 'geintegreerd', 'bevroren', 'ingetrokken', 'vervangen', 'verlopen')
);
ALTER TABLE delivery_destruction DROP CONSTRAINT ground_is_known;
ALTER TABLE delivery_destruction ADD CONSTRAINT ground_is_known CHECK (
  ground IN ('ingetrokken', 'vervangen', 'niet_ingediend', 'jaar_bevroren')
)
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
