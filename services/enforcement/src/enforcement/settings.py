"""Settings of enforcement; every name starts with ``KRACHTLIJN_ENFORCEMENT_``."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class EnforcementSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_ENFORCEMENT_", frozen=True)

    integrity_ordinance: Path | None = None
    """The file with the city's ordinance on integrity investigations; without it there are none."""
    city: Path | None = None
    """The file with the city as it signs its letters, in place of the example."""
    streets: Path | None = None
    """The file with the city's streets, houses and places of care, for perimeters."""
    mail_folder: Path | None = None
    """The Maildir from which the city's mail server takes messages; without it nobody gets any."""
