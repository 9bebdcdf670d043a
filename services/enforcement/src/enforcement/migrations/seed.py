"""Dated data that a migration starts with: TOML files in ``enforcement/data``."""

import tomllib
from importlib.resources import files
from typing import Any

from sqlalchemy import TableClause, column, table


def rows(name: str, key: str) -> list[dict[str, Any]]:
    """The entries ``[[key]]`` of ``data/<name>.toml``."""
    text = (files("enforcement") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)[key]
    return entries


def as_of(name: str, columns: str) -> TableClause:
    """A table with the columns that it had at a migration: classes and data have gained others."""
    return table(name, *(column(each) for each in columns.split()))
