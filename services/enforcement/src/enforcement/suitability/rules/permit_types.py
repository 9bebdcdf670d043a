"""The city's types of permit: which advices each asks, and what a decision mostly lays down."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis import own_file
from contracts.permits.types import PermitType, PermitTypes
from enforcement.suitability.rules.codes import AdviceService

SETTING = "KRACHTLIJN_ENFORCEMENT_PERMIT_TYPES"


class PermitSettings(BaseSettings):
    """Beside the others, since rules read no settings of their service."""

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_ENFORCEMENT_", frozen=True)

    permit_types: Path | None = None
    """The file with the types of permit that the city gives, in place of the usual ones."""


@cache
def permit_types() -> PermitTypes:
    """The city's own, or those of the contracts. Raises ``OwnFileError``, also for a service that
    gives no advice here."""
    path = PermitSettings().permit_types
    types = own_file.load(PermitTypes, SETTING, path, "contracts", "permit_types.toml")
    asked = {service for each in types.type for service in each.advices}
    if unknown := asked - set(AdviceService):
        raise own_file.OwnFileError(
            f"{SETTING} ({path}): nobody gives the advice '{min(unknown)}'. "
            f"Services are: {', '.join(AdviceService)}."
        )
    return types


def permit_type(code: str, on: date) -> PermitType | None:
    return permit_types().find(code, on)


def advices_of(code: str, on: date) -> list[AdviceService]:
    """The services that are asked about a type; all of them for one that is given no more."""
    found = permit_type(code, on)
    return list(AdviceService) if found is None else [AdviceService(each) for each in found.advices]


def visit_is_due(code: str, on: date) -> bool:
    """Whether somebody sees the place before a first grant; also of a type given no more."""
    found = permit_type(code, on)
    return found is None or found.visit


def conditions_of(code: str, on: date) -> tuple[str, ...]:
    """The conditions that a decision on this type mostly lays down."""
    found = permit_type(code, on)
    return () if found is None else found.conditions
