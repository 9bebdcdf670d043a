"""The tables of this service, apart from those of services that share a process in tests."""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class Table(SQLModel, registry=registry()):
    """The base of every table of reporting; its metadata holds no others."""
