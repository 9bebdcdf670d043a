"""Tries of codes: the table of this service; ``chassis.web.code_tries`` counts in it."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from chassis.tables import MOMENT
from pandkalender.tables import Table, moment


class CodeTry(Table, table=True):
    """Tries of codes from one place. Real time, as they are of real people."""

    __tablename__ = "code_try"

    source: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    tried_at: list[datetime] = Field(sa_column=Column(ARRAY(MOMENT), nullable=False))
    last_at: datetime = moment(index=True)
