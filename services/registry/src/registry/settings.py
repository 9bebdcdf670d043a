"""Settings of the study department; every name starts with ``KRACHTLIJN_REGISTRY_``."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.codes import CareOrganisation
from registry.deliveries.rules.minimum_format import Agreements
from registry.disclosure.rules.publication import THRESHOLD


class RegistrySettings(BaseSettings):
    """Sets of organisations are JSON lists: ``KRACHTLIJN_REGISTRY_MINORS='["GHAPRO"]'``.

    ``minors`` have a protocol for clients under 18; ``residence`` agreed to deliver the residence
    status; ``linkage`` opens the column for the linkage code to everybody.
    """

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_REGISTRY_", frozen=True)

    threshold: int = Field(default=THRESHOLD, ge=3, le=50)
    deadline_days: int = Field(default=59, ge=0, le=365)
    """Days after the end of the period in which a delivery is in time."""
    minors: frozenset[CareOrganisation] = frozenset()
    residence: frozenset[CareOrganisation] = frozenset()
    linkage: bool = False

    def agreements(self, organisation: CareOrganisation) -> Agreements:
        return Agreements(
            linkage=self.linkage,
            residence=organisation in self.residence,
            minors=organisation in self.minors,
        )
