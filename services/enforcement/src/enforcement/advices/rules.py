"""The advising service that somebody speaks for, and what it may know of an application."""

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
