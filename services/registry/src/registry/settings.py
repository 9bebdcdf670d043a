"""Settings of the study department; every name starts with ``KRACHTLIJN_REGISTRY_``."""

from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis import own_file
from contracts.codes import CareOrganisation
from registry.disclosure.rules.publication import THRESHOLD
from registry.minimum_format.rules.columns import Agreements
from registry.organisations.rules import Organisations


class RegistrySettings(BaseSettings):
    """Sets of organisations are JSON lists: ``KRACHTLIJN_REGISTRY_MINORS='["GHAPRO"]'``."""

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_REGISTRY_", frozen=True)

    threshold: int = Field(default=THRESHOLD, ge=3, le=50)
    """The T of the rules: groups of 1 to T-1 persons are protected."""
    deadline_days: int = Field(default=59, ge=0, le=365)
    """Days after the end of the period in which a delivery is in time."""
    kept_years: int = Field(default=2, ge=1, le=10)
    """Years after the freeze of a year in which its rows are kept."""
    replaced_days: int = Field(default=30, ge=0, le=365)
    """Days in which the rows of a delivery are kept that another revision replaced."""
    draft_days: int = Field(default=365, ge=30, le=1825)
    """Days in which a delivery is kept that nobody signs, since it came in or was sent back."""
    minors: frozenset[CareOrganisation] = frozenset()
    """Organisations that have a protocol for clients under 18."""
    linkage: bool = False
    """Whether the study department may decide to link a year (decision 0086)."""
    organisations: Path | None = None
    """The file with the organisations that deliver, in place of the example."""
    mail_folder: Path | None = None
    """The Maildir from which the city's mail server takes reminders; without it none leave."""

    @cached_property
    def known(self) -> Organisations:
        """The organisations. Raises ``OwnFileError``."""
        return own_file.load(
            Organisations,
            "KRACHTLIJN_REGISTRY_ORGANISATIONS",
            self.organisations,
            "registry",
            "organisations.toml",
        )

    def agreements(self, organisation: CareOrganisation, *, linkage: bool) -> Agreements:
        """``linkage`` says whether linkage codes may be delivered of the year."""
        return Agreements(
            linkage=linkage,
            minors=organisation in self.minors,
        )
