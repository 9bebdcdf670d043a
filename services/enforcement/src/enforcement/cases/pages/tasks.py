"""Tasks: the steps that may follow in a case now, with the page of each, and the letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from chassis.web import Function
from enforcement.cases.pages.step_form import StepForms
from enforcement.cases.take_step import Case, permits


@dataclass(frozen=True, slots=True)
class Task:
    """``path`` is empty for somebody whose function does not take this step."""

    step: str
    path: str


def letters_of(forms: StepForms, case: Case, today: date) -> list[str]:
    """The letters that may be sent now, in words of the task list."""
    return [said for step, said in forms.letters.items() if permits(case, step, today)]


class Pages(Protocol):
    """Whatever knows the page of each step of a procedure."""

    def page_of(self, case_id: UUID, step: str, function: Function) -> str: ...


def tasks_of(pages: Pages, case_id: UUID, allowed: Iterable[str], function: Function) -> list[Task]:
    """Only what the procedure permits now, in its own order."""
    return [Task(step, pages.page_of(case_id, step, function)) for step in dict.fromkeys(allowed)]
