"""Deliveries that are sent back, withdrawn or replaced, and what a frozen year lacks."""

from alembic import op

revision = "0004"
down_revision = "0003"

CHANGES = """
ALTER TABLE delivery DROP CONSTRAINT state_is_known;
ALTER TABLE delivery ADD CONSTRAINT state_is_known CHECK (
  state IN ('open', 'opgeladen', 'gevalideerd', 'fouten', 'ingediend', 'teruggestuurd',
            'aanvaard', 'geintegreerd', 'bevroren', 'ingetrokken', 'vervangen')
);
ALTER TABLE delivery ADD COLUMN returned_at timestamptz;
ALTER TABLE delivery ADD COLUMN returned_by text;
ALTER TABLE delivery ADD COLUMN return_reason text CONSTRAINT return_reason_is_known CHECK (
  return_reason IN ('onvolledig', 'cijfers_onwaarschijnlijk', 'verkeerd_bestand',
                    'niet_te_beschermen')
);
ALTER TABLE delivery ADD COLUMN withdrawn_at timestamptz;
ALTER TABLE delivery ADD COLUMN withdrawn_by text;
ALTER TABLE delivery ADD COLUMN replaced_at timestamptz;
ALTER TABLE frozen_year ADD COLUMN without jsonb NOT NULL DEFAULT '[]';
"""
REPLACED = """
UPDATE delivery d SET state = 'vervangen', replaced_at = later.uploaded_at
  FROM delivery later
 WHERE (later.organisation, later.year, later.half) = (d.organisation, d.year, d.half)
   AND later.revision > d.revision
   AND CASE
         WHEN d.state IN ('geintegreerd', 'bevroren')
           THEN later.state IN ('geintegreerd', 'bevroren')
         WHEN d.state = 'ingediend'
           THEN later.state IN ('ingediend', 'geintegreerd', 'bevroren')
         ELSE true
       END
"""
"""Until now a later revision replaced an earlier one without a word of it."""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
    op.execute(REPLACED)
