"""Settings that the police choose for the databank; names start with ``KRACHTLIJN_DATABANK_``."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class DatabankSettings(BaseSettings):
    """``worker_url`` is the address of the workers' own pages, which stands on a worker's card."""

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_DATABANK_", frozen=True)

    worker_url: str = ""
