"""Tasks: the steps that may follow in a case now, with the page of each and who takes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chassis.web import Function
from chassis.web.pages.languages import mark
from enforcement.authorisation import CASE_WORKERS
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.case_list import CaseHead
from enforcement.gas.pages.step_forms import FORMS
from enforcement.gas.rules import GAS, GasStep
from enforcement.gas.store import GasCase


@dataclass(frozen=True, slots=True)
class Task:
    """``path`` is empty for somebody whose function does not take this step."""

    step: str
    path: str


RELEASE = GasStep.RELEASE
"""The only step that every procedure has, with one screen for all."""
SCREENS: Mapping[str, tuple[str, frozenset[Function]]] = {
    RELEASE: ("vrijgeven", CASE_WORKERS),
    **{form.step: (form.path, form.functions) for form in FORMS},
}
"""The last part of the address of a step's form, and the functions that may send it."""


LETTERS: Mapping[GasStep, str] = {
    GasStep.START_LETTER: mark("De opstartbrief sturen"),
    GasStep.MEDIATION_OFFER: mark("Bemiddeling aanbieden met een brief"),
    GasStep.DECISION_NOTIFICATION: mark("De beslissing sturen"),
}
"""Steps that nobody takes by hand: the case moves on when the letter leaves."""


def letters_of(case: GasCase, today: date) -> list[str]:
    """The letters that may be sent now, in words of the task list."""
    return [said for step, said in LETTERS.items() if GAS.permits(case.file(), step, today)]


def tasks_of(case: CaseHead, allowed: Iterable[str], function: Function) -> list[Task]:
    """Only what the procedure permits now, in its own order."""
    return [Task(step, _path(case, step, function)) for step in dict.fromkeys(allowed)]


def _path(case: CaseHead, step: str, function: Function) -> str:
    known = case.kind is CaseKind.GAS or step == RELEASE
    path, functions = SCREENS.get(step, ("", frozenset())) if known else ("", frozenset())
    return f"/dossiers/{case.case_id}/{path}" if function in functions else ""
