"""Claims whose records changed wait for a second look at the links around them.

Claims of before wait too, so each link that stands is looked at once.
"""

from alembic import op

revision = "0049"
down_revision = "0048"

STATEMENTS = (
    "ALTER TABLE claim_features ADD weighed boolean NOT NULL DEFAULT false",
    "CREATE INDEX claim_unweighed ON claim_features (claim_id) WHERE NOT weighed",
    "CREATE INDEX review_second_look ON review_task (opened_at, id)"
    " WHERE reason = 'past_beter_bij_ander'",
    # A claim that moves changes two records: its new one, and that of all claims it leaves.
    """
    CREATE OR REPLACE FUNCTION claim_features_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      former uuid;
    BEGIN
      SELECT person_id INTO former FROM claim_features WHERE claim_id = NEW.claim_id;
      UPDATE claim_features SET weighed = false
       WHERE weighed AND claim_id IN (SELECT claim_id FROM membership
                                       WHERE person_id = former AND until_at IS NULL);
      UPDATE claim_features SET person_id = NEW.person_id, weighed = false
       WHERE claim_id = NEW.claim_id;
      RETURN NULL;
    END $$
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
