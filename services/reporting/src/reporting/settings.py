"""Settings of reporting; every name starts with ``KRACHTLIJN_REPORTING_``."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from reporting.periods.rules import Period, PeriodKind
from reporting.regie.rules.kinds import PARTNERS


class ReportingSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_REPORTING_", frozen=True)

    plan_periods: tuple[str, ...] = ("2016-2018", "2015-2018")
    """The plan's own periods, the main one first: its title and its introduction differ (A1)."""

    mail_folder: Path | None = None
    """The Maildir from which the city's mail server takes reminders; without it none leave."""
    mailbox: str | None = None
    """The mailbox of those who make reports and keep the register of regie."""
    mailboxes: dict[str, str] = Field(default_factory=dict)
    """Mailboxes by function or organisation, in the codes of regie's partners: where a reminder of
    a task goes. One that is not here is reminded through ``mailbox``."""
    regie_address: str = ""
    """The address of the service, as a reminder of regie names it before the path."""
    sender: str = "rapporten@stad.example"
    """The sender of reminders."""
    page: str = "/rapporten/planning"
    """The address of the planning, as a reminder names it."""
    publisher: str = "De stad"
    """The publisher of open data, as a DCAT record names it."""
    licence: str = "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0"
    """The licence of what is published for everybody."""

    @field_validator("plan_periods")
    @classmethod
    def _are_plan_periods(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for each in given:
            if Period.parse(each).kind is not PeriodKind.PLANPERIODE:
                raise ValueError(f"{each} is no plan period: write two years, as 2016-2018")
        return given

    @field_validator("mailboxes")
    @classmethod
    def _are_of_partners(cls, given: dict[str, str]) -> dict[str, str]:
        for each in given:
            if each not in PARTNERS:
                raise ValueError(f"{each} is no partner: choose one of {', '.join(PARTNERS)}")
        return given

    @property
    def plans(self) -> tuple[Period, ...]:
        return tuple(Period.parse(each) for each in self.plan_periods)
