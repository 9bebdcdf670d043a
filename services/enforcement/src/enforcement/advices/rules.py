"""The advising service that somebody speaks for, and what it may know of an application."""

from collections.abc import Iterable

from chassis.messages import lazy
from chassis.own_file import OwnFileError
from chassis.refusals import NotFoundError
from enforcement.suitability.rules import AdviceService

SERVICE_OF: dict[str, AdviceService] = {service.upper(): service for service in AdviceService}
"""By the organisation that the city's issuer gives to somebody."""
MOST_CONDITIONS = 5
"""Rows for conditions on the form of one advice."""


class NoSuchAdviceError(NotFoundError):
    """This service was not asked, or the dossier needs its advice no more."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze vraag om advies"))


def service_of(organisation: str) -> AdviceService | None:
    """None for an organisation that gives no advice."""
    return SERVICE_OF.get(organisation)


def knows_applicant(service: AdviceService) -> bool:
    """True for the morality of a holder alone: a house and its papers are advised on without."""
    return service is AdviceService.POLITIE_MORALITEIT


def must_be_services(codes: Iterable[str]) -> None:
    """Raises ``OwnFileError`` where a city names a service that does not exist."""
    unknown = sorted(set(codes) - set(AdviceService))
    if unknown:
        known = ", ".join(AdviceService)
        raise OwnFileError(
            f"Advising services of the city: {', '.join(unknown)}. There are {known}."
        )
