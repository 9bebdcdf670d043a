"""Facts as they were known at a moment; since when sources tell; the last word on each shift."""

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    "ALTER TABLE fact ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now()",
    "UPDATE fact SET recorded_at = told_at",
    "CREATE TABLE source_since (publisher text PRIMARY KEY, first_day date NOT NULL)",
    """
    CREATE TABLE planned_shift (
      subject_id uuid PRIMARY KEY,
      day date NOT NULL,
      premises_id uuid NOT NULL,
      stands boolean NOT NULL
    )
    """,
    "CREATE INDEX planned_shift_day ON planned_shift (day, premises_id) WHERE stands",
    """
    INSERT INTO planned_shift (subject_id, day, premises_id, stands)
    SELECT DISTINCT ON (subject_id) subject_id, day, (dims->>'premises_id')::uuid,
           bool_or(withdrawn_at IS NULL) OVER (PARTITION BY subject_id)
      FROM fact WHERE kind IN ('shift-declared', 'shift-changed')
     ORDER BY subject_id, told_at DESC, nr DESC
    """,
)
OLDEST = """
INSERT INTO source_since (publisher, first_day)
SELECT '{publisher}', min(day) FROM fact WHERE kind IN ({kinds}) HAVING min(day) IS NOT NULL
"""
TOLD_BEFORE = {
    "databank": ("inspection-completed", "report-drawn-up", "first-contact-due"),
    "enforcement": (
        "gas-case-opened",
        "sanction-case-opened",
        "suitability-application-received",
        "suitability-visit-completed",
    ),
    "pandkalender": ("shift-declared",),
}
"""Of facts kept before, when they were recorded is not known: the oldest of these counts."""


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for publisher, kinds in TOLD_BEFORE.items():
        names = ", ".join(f"'{kind}'" for kind in kinds)
        op.execute(OLDEST.format(publisher=publisher, kinds=names))
