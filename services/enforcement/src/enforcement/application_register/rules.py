"""Rules of received applications: the lists of the city, and what may still be done with one."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from contracts.codes import ApplicationAnswer, ApplicationKind

DECIDED = (ApplicationKind.AANVRAAG, ApplicationKind.VERNIEUWING)
"""Kinds that end with a decision about a declaration; a change is assessed."""
ENDS = frozenset(
    {ApplicationAnswer.STOPGEZET, ApplicationAnswer.AANVAARD, ApplicationAnswer.NIET_AANVAARD}
)


class ApplicationList(StrEnum):
    """Lists of applications, as the address of the screen names them, in order of work."""

    NIEUW = "nieuw"
    TE_PLAATSEN = "te-plaatsen"
    ONVOLLEDIG = "onvolledig"
    VOLLEDIG = "volledig"
    BEHANDELD = "behandeld"
    GESTOPT = "gestopt"


class ApplicationNotFoundError(NotFoundError):
    """There is no such application, or its time is over."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze aanvraag"))


class DocumentNotFoundError(NotFoundError):
    """There is no such document of an application."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit document"))


class EndedApplicationError(StepRefusedError):
    """It was withdrawn, stopped or decided."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze aanvraag loopt niet meer."))


class PlacedApplicationError(StepRefusedError):
    """It belongs to a dossier already."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze aanvraag zit al in een dossier."))
