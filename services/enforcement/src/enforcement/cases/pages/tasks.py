"""Tasks: the steps that may follow in a case now, with the page of each, and the letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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


def tasks_of(
    forms: StepForms, case_id: UUID, allowed: Iterable[str], function: Function
) -> list[Task]:
    """Only what the procedure permits now, in its own order."""
    return [Task(step, forms.page_of(case_id, step, function)) for step in dict.fromkeys(allowed)]
