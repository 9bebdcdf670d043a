"""Arrests and judicial measures, the prosecutor's counts, and the counts that left."""

from alembic import op

revision = "0032"
down_revision = "0031"

TABLES = """
CREATE TABLE police_measure (
  id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  ground VARCHAR NOT NULL,
  branch VARCHAR NOT NULL,
  on_day DATE NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by VARCHAR NOT NULL,
  withdrawn_at TIMESTAMP WITH TIME ZONE,
  withdrawn_by VARCHAR,
  withdrawn_reason VARCHAR,
  PRIMARY KEY (id),
  CONSTRAINT kind_is_known CHECK (kind IN ('bestuurlijke_aanhouding', 'gerechtelijke_aanhouding',
    'huiszoeking', 'inbeslagneming', 'verzegeling'))
);
CREATE INDEX ix_police_measure_on_day ON police_measure (on_day);
CREATE TABLE parket_agreement (
  id UUID NOT NULL,
  reference VARCHAR NOT NULL,
  first_year INTEGER NOT NULL,
  last_year INTEGER NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by VARCHAR NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE parket_count (
  year INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  ground VARCHAR NOT NULL,
  number INTEGER NOT NULL,
  agreement_id UUID NOT NULL REFERENCES parket_agreement (id),
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by VARCHAR NOT NULL,
  PRIMARY KEY (year, kind, ground),
  CONSTRAINT kind_is_known CHECK (kind IN ('aanhoudingsbevel', 'voorwaarden', 'dagvaarding',
    'seponering', 'veroordeling')),
  CONSTRAINT ground_is_known CHECK (ground IN ('mensenhandel', 'mensensmokkel',
    'misbruik_van_prostitutie', 'drugs', 'geweld', 'andere_feiten'))
);
CREATE TABLE count_release (
  id UUID NOT NULL,
  about VARCHAR NOT NULL,
  first_day DATE NOT NULL,
  half INTEGER NOT NULL,
  counts JSONB NOT NULL,
  released_at TIMESTAMP WITH TIME ZONE NOT NULL,
  released_by VARCHAR NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT count_release_once UNIQUE (about, first_day, half),
  CONSTRAINT about_is_known CHECK (about IN ('bestuurlijke_aanhoudingen',
    'gerechtelijke_aanhoudingen', 'gerechtelijke_maatregelen', 'gecontroleerde_personen',
    'cijfers_van_het_parket'))
)
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
