"""Settings that the police choose for the databank; names start with ``KRACHTLIJN_DATABANK_``."""

from typing import Annotated

from pydantic import BeforeValidator, Field, PositiveInt, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.web import Function

READING_BUDGETS = {
    Function.POLITIE_AGENT: 200,
    Function.POLITIE_TEAMLEIDER: 300,
    Function.RECHERCHE: 300,
}
"""An agent reads as many as an export that needs nobody; who leads or investigates, some more."""


def _said(value: object) -> object:
    return value or None


class DatabankSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_DATABANK_", frozen=True)

    worker_url: str = ""
    """The address of the workers' own pages, which stands on a worker's card."""
    prometheus: Annotated[SecretStr | None, BeforeValidator(_said)] = None
    """The Prometheus that knows how often the databank answered; without one nobody is asked."""
    prometheus_probe: str = 'up{job="krachtlijn",service="databank"}'
    """Its series that is 1 while the databank answers."""
    reading_budgets: dict[Function, PositiveInt] = Field(default_factory=dict)
    """Different persons that somebody reads in a day, by function (decision 0035); one that is left
    out keeps its default."""

    @property
    def budgets(self) -> dict[Function, int]:
        return READING_BUDGETS | self.reading_budgets
