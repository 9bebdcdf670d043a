"""The base of the registry's tables. Codes are stored as text: lists change, old rows stay.

Rows of clients live in these tables and nowhere else (DP-01). They may be removed, by delivery,
once the year is frozen and its retention is over; aggregates stay.
"""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class Table(SQLModel, registry=registry()):
    """A registry of its own: services that share a process keep their tables apart."""
