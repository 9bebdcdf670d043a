"""Exports: lists that leave a service, for a purpose, agreed to when large, logged and erased.

A service registers its lists in an ``Exports``; ``router`` gives the pages under ``/uitvoer``,
``timers`` the deadlines, and ``upgrade`` the tables for its migration.
"""

from fastapi import APIRouter

from chassis.web.exports import ask_pages, follow_pages
from chassis.web.exports.export_list import (
    Batch,
    Choice,
    Column,
    ExportList,
    ExportQuery,
    moment_text,
)
from chassis.web.exports.produce import timers
from chassis.web.exports.registry import Exports, Limits
from chassis.web.exports.schema import upgrade
from chassis.web.exports.store import own_waiting


def router(exports: Exports) -> APIRouter:
    """Asking comes first: ``/uitvoer/nieuw/...`` is no id of an export."""
    routes = APIRouter()
    routes.include_router(ask_pages.router(exports))
    routes.include_router(follow_pages.router(exports))
    return routes


__all__ = [
    "Batch",
    "Choice",
    "Column",
    "ExportList",
    "ExportQuery",
    "Exports",
    "Limits",
    "moment_text",
    "own_waiting",
    "router",
    "timers",
    "upgrade",
]
