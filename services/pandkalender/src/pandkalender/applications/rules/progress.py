"""States of an application, the tasks that it asks, and what may still be done with it."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError

from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from contracts.codes import ApplicationAnswer, ApplicationKind
from contracts.event import Code


class ApplicationState(StrEnum):
    """From the draft to the end; between them the city's own answers."""

    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    GEREGISTREERD = "geregistreerd"
    NA_TE_KIJKEN = "na_te_kijken"
    ONVOLLEDIG = "onvolledig"
    VOLLEDIG = "volledig"
    STOPGEZET = "stopgezet"
    INGETROKKEN = "ingetrokken"
    TOEGEKEND = "toegekend"
    NIET_TOEGEKEND = "niet_toegekend"


class Task(StrEnum):
    """Pages of questions; the value is the last part of the page's address."""

    PAND = "pand"
    HOUDER = "houder"
    BEHEERDER = "beheerder"
    WANNEER = "wanneer"
    CONTACT = "contact"


S, K = ApplicationState, ApplicationKind

OF_CHANGES = {
    ApplicationAnswer.AANVAARD: S.TOEGEKEND,
    ApplicationAnswer.NIET_AANVAARD: S.NIET_TOEGEKEND,
}
"""A change of holder or manager ends with its answer; of declarations the decisions are told."""
ANSWERED = OF_CHANGES | {
    answer: ApplicationState(answer) for answer in ApplicationAnswer if answer not in OF_CHANGES
}
PENDING = frozenset({S.INGEDIEND, S.GEREGISTREERD, S.NA_TE_KIJKEN, S.ONVOLLEDIG, S.VOLLEDIG})
"""Sent, and nobody decided yet."""

TASKS: Mapping[ApplicationKind, tuple[Task, ...]] = {
    K.AANVRAAG: (Task.PAND, Task.HOUDER, Task.BEHEERDER, Task.CONTACT),
    K.WIJZIGING_HOUDER: (Task.HOUDER, Task.WANNEER, Task.CONTACT),
    K.WIJZIGING_BEHEERDER: (Task.BEHEERDER, Task.WANNEER, Task.CONTACT),
    K.VERNIEUWING: (Task.CONTACT,),
}
OPTIONAL = frozenset({(K.AANVRAAG, Task.BEHEERDER)})
"""Premises need no manager."""
DECIDED = frozenset({K.AANVRAAG, K.VERNIEUWING})
"""Kinds that a decision about a declaration ends."""
ABOUT_PREMISES = frozenset({K.WIJZIGING_HOUDER, K.WIJZIGING_BEHEERDER, K.VERNIEUWING})
"""Kinds that are about premises that the owner already has."""


class ApplicationNotFoundError(NotFoundError):
    """There is no such application, or it is another owner's."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze aanvraag"))


class ApplicationSentError(StepRefusedError):
    """Only a draft may be filled in or thrown away."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze aanvraag is al verstuurd. Je kan ze niet meer wijzigen."))


class NotPendingError(StepRefusedError):
    """Only what was sent and not decided may be withdrawn or completed."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze aanvraag loopt niet meer."))


class IncompleteError(StepRefusedError):
    """Answers or documents are missing: an application is sent whole."""

    def __init__(self) -> None:
        super().__init__(lazy("Er ontbreekt nog iets. Kijk de lijst met taken na."))


class OtherPendingError(StepRefusedError):
    """The same owner already asked the same for these premises."""

    def __init__(self) -> None:
        super().__init__(lazy("Voor dit pand loopt al zo een aanvraag. Werk daarin verder."))


class UntoldOwnerError(StepRefusedError):
    """The login knows an owner by a code that no event carries."""

    def __init__(self, owner: str) -> None:
        super().__init__(
            lazy(
                "De code van je organisatie past niet in een aanvraag: %(code)s. Ze mag alleen "
                "letters zonder accent, cijfers en deze tekens hebben: . _ : / - Vraag de stad om "
                "een andere code.",
                code=owner,
            )
        )


_CODE = TypeAdapter[str](Code)


def must_fit_events(owner: str) -> None:
    """What an owner fills in, the city is told with this code. Raises ``UntoldOwnerError``."""
    try:
        _CODE.validate_python(owner)
    except ValidationError:
        raise UntoldOwnerError(owner) from None


def unanswered(kind: ApplicationKind, answered: Mapping[str, object]) -> list[Task]:
    """The tasks that still have to be done, in order."""
    return [task for task in TASKS[kind] if task not in answered and (kind, task) not in OPTIONAL]
