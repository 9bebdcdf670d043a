"""The base of enforcement's tables. Codes are stored as text: lists change, old rows stay."""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class Table(SQLModel, registry=registry()):
    """A registry of its own: services that share a process keep their tables apart."""
