"""Scope of a function: whose cases' letters it works on (handbook §4.3)."""

from collections.abc import Iterable

from chassis.web import Actor, Function
from enforcement.cases.rules import CaseKind, CaseNotFoundError
from enforcement.notifications.correspondence import correspondences
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import LetterNotFoundError
from enforcement.notifications.store.letters import Letter


def kinds_of(function: Function) -> list[CaseKind]:
    """Kinds of cases of which a function sees the letters."""
    return [each.kind for each in correspondences() if function in each.workers]


def must_see(actor: Actor, case: CaseFile) -> None:
    """Raises ``CaseNotFoundError`` for a case that is not the actor's to know of."""
    if case.kind not in kinds_of(actor.function):
        raise CaseNotFoundError


def must_see_letters(actor: Actor, letters: Iterable[Letter]) -> None:
    """Raises ``LetterNotFoundError`` for a letter that is not the actor's to know of."""
    kinds = kinds_of(actor.function)
    if any(letter.case_kind not in kinds for letter in letters):
        raise LetterNotFoundError
