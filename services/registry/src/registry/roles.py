"""Roles of the registry's routes, and the organisation that an actor speaks for."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.refusals import NotPermittedError
from chassis.web import Actor, allow
from contracts.codes import CareOrganisation
from registry.authorisation import ANALYSTS, DATA_PROTECTION, ORGANISATION, REGISTRARS, RESPONSIBLE
from registry.settings import RegistrySettings

Registrar = Annotated[Actor, allow(*REGISTRARS)]
Responsible = Annotated[Actor, allow(*RESPONSIBLE)]
Sender = Annotated[Actor, allow(*ORGANISATION)]
Analyst = Annotated[Actor, allow(*ANALYSTS)]
Author = Annotated[Actor, allow(*ANALYSTS, *RESPONSIBLE)]
"""Writers of words beside the figures of a year."""
Anybody = Annotated[Actor, allow(*ANALYSTS, *ORGANISATION, *DATA_PROTECTION)]
Reader = Annotated[Actor, allow(*ANALYSTS, *ORGANISATION)]
Overseer = Annotated[Actor, allow(*DATA_PROTECTION)]


def _settings(request: Request) -> RegistrySettings:
    settings: RegistrySettings = request.app.state.registry
    return settings


Settings = Annotated[RegistrySettings, Depends(_settings)]


def own(actor: Actor) -> str | None:
    """The only organisation that the actor may know of; empty for the study department."""
    return None if actor.function in ANALYSTS else actor.organisation


def organisation_of(actor: Actor) -> CareOrganisation:
    """The organisation that the actor speaks for. ``NotPermittedError`` if it is not ours."""
    try:
        return CareOrganisation(actor.organisation)
    except ValueError:
        raise NotPermittedError from None
