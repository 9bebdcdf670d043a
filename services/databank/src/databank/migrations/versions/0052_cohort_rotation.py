"""The pattern of a group that goes from house to house together, in shadow."""

from alembic import op

revision = "0052"
down_revision = "0051"

PARAMETERS = (
    '{"persons": 3, "togetherHours": 48, "withinDays": 14, "minStayDays": 7, "maxStayDays": 60,'
    ' "minConfidence": 0.9}'
)
"""A first proposal for the police to try and to change: nobody has held it against this city's own
history yet (DP-10)."""


def upgrade() -> None:
    op.execute(
        "INSERT INTO detection_rule (id, version, parameters, stage, drafted_at, shadow_from)"  # noqa: S608  # a constant
        f" VALUES ('cohort-rotation', 1, $${PARAMETERS}$$, 'schaduw', '2010-01-01', '2010-01-01')"
    )
    op.execute(
        "INSERT INTO rule_step (rule_id, version, position, step, stage, at, actor, function,"
        " reason, details) SELECT id, version, 1, 'leveren', stage, drafted_at, 'levering',"
        " 'levering', 'levering', '{}' FROM detection_rule WHERE id = 'cohort-rotation'"
    )
