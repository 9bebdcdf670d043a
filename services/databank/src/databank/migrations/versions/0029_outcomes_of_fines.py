"""Outcomes of fine cases, as states of the city's cases that the police see."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute("ALTER TABLE follow_up DROP CONSTRAINT state_is_known")
    op.execute(
        "ALTER TABLE follow_up ADD CONSTRAINT state_is_known CHECK (state IN ("
        "'geopend', 'opgeschort_overleg', 'volgende_vaststelling', 'beslist_geldboete', "
        "'beslist_geen_geldboete', 'overgenomen_door_parket', 'beslist_geen_sanctie', "
        "'beslist_extra_waarschuwing', 'beslist_schorsing', 'beslist_intrekking', "
        "'beslist_tijdelijke_sluiting', 'beslist_definitieve_sluiting'))"
    )
