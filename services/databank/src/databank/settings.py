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
    """``worker_url`` is the address of the workers' own pages, which stands on a worker's card.

    ``reading_budgets``: different persons that somebody reads in a day, by function (decision
    0035); a function that is left out keeps its default. ``prometheus`` is the address of the
    Prometheus that watches the databank, and ``prometheus_probe`` its series that is 1 while the
    databank answers; without an address nobody is asked.
    """

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_DATABANK_", frozen=True)

    worker_url: str = ""
    prometheus: Annotated[SecretStr | None, BeforeValidator(_said)] = None
    prometheus_probe: str = 'up{job="krachtlijn",service="databank"}'
    reading_budgets: dict[Function, PositiveInt] = Field(default_factory=dict)

    @property
    def budgets(self) -> dict[Function, int]:
        return READING_BUDGETS | self.reading_budgets
