"""The advising service that somebody speaks for, and what it may know of an application."""

from collections.abc import Iterable

from chassis.own_file import OwnFileError
from enforcement.suitability.rules import AdviceService

SERVICE_OF: dict[str, AdviceService] = {service.upper(): service for service in AdviceService}
"""By the organisation that the city's issuer gives to somebody."""
MOST_CONDITIONS = 5
"""Rows for conditions on the form of one advice."""


def service_of(organisation: str) -> AdviceService | None:
    """None for an organisation that gives no advice."""
    return SERVICE_OF.get(organisation)


def knows_applicant(service: AdviceService) -> bool:
    """True for the morality of a holder alone: a house and its papers are advised on without."""
    return service is AdviceService.POLITIE_MORALITEIT


def must_be_services(codes: Iterable[str]) -> None:
    """Raises ``OwnFileError`` where a city names the mailbox of a service that does not exist."""
    unknown = sorted(set(codes) - set(AdviceService))
    if unknown:
        known = ", ".join(AdviceService)
        raise OwnFileError(f"[advisers] of the city: {', '.join(unknown)}. There are {known}.")
