"""Settings that the police choose for the databank; names start with ``KRACHTLIJN_DATABANK_``."""

from pydantic import Field, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.web import Function

READING_BUDGETS = {
    Function.POLITIE_AGENT: 200,
    Function.POLITIE_TEAMLEIDER: 300,
    Function.RECHERCHE: 300,
}
"""An agent reads as many as an export that needs nobody; who leads or investigates, some more."""


class DatabankSettings(BaseSettings):
    """``worker_url`` is the address of the workers' own pages, which stands on a worker's card.

    ``reading_budgets``: different persons that somebody reads in a day, by function (decision
    0035); a function that is left out keeps its default.
    """

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_DATABANK_", frozen=True)

    worker_url: str = ""
    reading_budgets: dict[Function, PositiveInt] = Field(default_factory=dict)

    @property
    def budgets(self) -> dict[Function, int]:
        return READING_BUDGETS | self.reading_budgets
