"""Tasks: the steps that may follow in a case now, with the page of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from chassis.web import Function


@dataclass(frozen=True, slots=True)
class Task:
    """``path`` is empty for somebody whose function does not take this step."""

    step: str
    path: str


class Pages(Protocol):
    """Whatever knows the page of each step of a procedure."""

    def page_of(self, case_id: UUID, step: str, function: Function) -> str: ...


def tasks_of(pages: Pages, case_id: UUID, allowed: Iterable[str], function: Function) -> list[Task]:
    """Only what the procedure permits now, in its own order."""
    return [Task(step, pages.page_of(case_id, step, function)) for step in dict.fromkeys(allowed)]
