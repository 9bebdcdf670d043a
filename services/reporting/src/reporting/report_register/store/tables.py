"""Tables of reports."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlmodel import Field

from chassis.tables import DOCUMENT, MOMENT, code, one_of
from reporting.report_register.rules.formats import Format
from reporting.report_register.rules.lifecycle import State, Step
from reporting.tables import Table


class ReportRow(Table, table=True):
    """A report that is planned: of a kind, about a period, due on a Brussels day."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("kind", "period"),)

    report_id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    period: str = Field(sa_type=Text)
    due_on: date
    planned_at: datetime = Field(sa_type=MOMENT)
    planned_by: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)


class VersionRow(Table, table=True):
    """A version: frozen figures, words beside them, and who signed. ``edition`` counts changes.

    ``content`` is for who serves the plan, ``public_content`` what follows from it for everybody,
    where the kind may go there; a version of a release up to 0.2 has none. ``public_words`` are
    those that somebody confirmed or wrote for everybody; a release up to 0.2 had one text for all.
    ``frozen`` is the hash over figures, words and audiences, from the approval on. A trigger holds
    what was published as it is.
    """

    __tablename__ = "report_version"
    __table_args__ = (one_of("state", State),)

    report_id: UUID = Field(
        sa_column=Column(Uuid, ForeignKey("report.report_id"), primary_key=True)
    )
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    state: State = Field(sa_type=code(State))
    edition: int
    as_of: datetime = Field(sa_type=MOMENT)
    content: bytes = Field(sa_type=LargeBinary)
    digest: str = Field(sa_type=Text)
    words: dict[str, str] = Field(sa_type=DOCUMENT)
    makers: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    reader: str | None = Field(default=None, sa_type=Text)
    audiences: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    frozen: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    published_at: datetime | None = Field(default=None, sa_type=MOMENT)
    public_content: bytes | None = Field(default=None, sa_type=LargeBinary)
    public_digest: str | None = Field(default=None, sa_type=Text)
    public_words: dict[str, str] | None = Field(default=None, sa_type=DOCUMENT)


class StepRow(Table, table=True):
    """A step that somebody took: a function, and a pseudonym."""

    __tablename__ = "report_step"
    __table_args__ = (one_of("step", Step),)

    report_id: UUID = Field(
        sa_column=Column(Uuid, ForeignKey("report.report_id"), primary_key=True)
    )
    nr: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    version: int
    step: Step = Field(sa_type=code(Step))
    taken_at: datetime = Field(sa_type=MOMENT)
    taken_by: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


class FileRow(Table, table=True):
    """A file of a published version, made once."""

    __tablename__ = "report_file"
    __table_args__ = (
        one_of("format", Format),
        ForeignKeyConstraint(
            ["report_id", "version"], ["report_version.report_id", "report_version.version"]
        ),
    )

    report_id: UUID = Field(primary_key=True)
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    format: Format = Field(sa_column=Column(code(Format), primary_key=True))
    content: bytes = Field(sa_type=LargeBinary)
    digest: str = Field(sa_type=Text)


class PublicFileRow(Table, table=True):
    """A file of a published version for everybody, made once."""

    __tablename__ = "report_public_file"
    __table_args__ = (
        one_of("format", Format),
        ForeignKeyConstraint(
            ["report_id", "version"], ["report_version.report_id", "report_version.version"]
        ),
    )

    report_id: UUID = Field(primary_key=True)
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    format: Format = Field(sa_column=Column(code(Format), primary_key=True))
    content: bytes = Field(sa_type=LargeBinary)
    digest: str = Field(sa_type=Text)


class ReminderRow(Table, table=True):
    """A reminder about a report that left, once."""

    __tablename__ = "report_reminder"

    report_id: UUID = Field(
        sa_column=Column(Uuid, ForeignKey("report.report_id"), primary_key=True)
    )
    reminder: str = Field(primary_key=True, sa_type=Text)
    sent_at: datetime = Field(sa_type=MOMENT)
