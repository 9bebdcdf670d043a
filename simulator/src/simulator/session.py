"""One run from beginning to end: set up, live, settle, compare, sum up."""

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Self

from rich.console import Console

from chassis.addresses import Trust
from chassis.days import city_day
from simulator import (
    check,
    check_measures,
    check_past,
    check_planted,
    check_police,
    gauges,
    not_compared,
)
from simulator.check import Balance
from simulator.check_planted_readings import judge_readings
from simulator.city import City
from simulator.city.care import LAST_YEAR
from simulator.city.past import YEARS
from simulator.comparison import document
from simulator.gauges import Gauge
from simulator.live import View
from simulator.play.actors import OPERATOR, TEAM_LEADER, Tokens
from simulator.play.carers import Carers
from simulator.play.fine_office import FineOffice
from simulator.play.http import Http
from simulator.play.key_courier import KeyCourier
from simulator.play.ledger import Ledger
from simulator.play.older_databank import OlderDatabank
from simulator.play.owners import Owners
from simulator.play.police import Police
from simulator.play.police_desk import PoliceDesk
from simulator.play.police_papers import PolicePapers
from simulator.play.poll import NeverHappenedError, until
from simulator.play.reader_operator import ReaderOperator
from simulator.play.sanction_office import SanctionOffice
from simulator.play.timeline import Timeline
from simulator.play.town import Town
from simulator.play.visit_round import VisitRound
from simulator.play.yearbook import Yearbook
from simulator.scenarios import Stories, World
from simulator.summary import Summary, percentiles
from simulator.tap import Tap

CONCURRENCY = 3
"""Users at once: enough to keep two cores busy, and no more, since what waits only gets later."""
SILENCE_SECONDS = 1.5
"""Longer than any timer or relay of a service sleeps."""
SETTLE_SECONDS = 60.0
CARE = "IND-1"
"""The beginning of the codes of line 1's indicators."""


@dataclass(frozen=True)
class Settings:
    """Addresses of the platform, as launcher or container give them in the environment.

    ``login`` is that of the issuers where people sign in to pages, one under each trust domain.
    ``tap_url`` is whole, with its password; ``operator_url`` too, where the city plays an operator.
    ``trust`` says by whom services and broker are known.
    """

    services: Mapping[str, str]
    internal: Mapping[str, str]
    login: str
    tap_url: str
    operator_url: str | None
    issuer_keys: Path
    trust: Trust
    legacy_import: tuple[str, ...] = ()
    """The operator's command that imports an older databank, where it is at hand."""
    rotate_key: tuple[str, ...] = ()
    """That which gives the databank a new seal key; it ends in the tree of secrets."""

    @classmethod
    def from_environment(cls) -> Self:
        """From variables, and from the two folders (secret and public) that a service has too.

        Raises ``PlainAddressError`` for an address that others could listen to.
        """
        secrets, trust = os.environ.get("KRACHTLIJN_SECRETS"), Trust.of_environment()
        password = (Path(secrets) / "amqp_password").read_text().strip() if secrets else None
        services = json.loads(os.environ["KRACHTLIJN_SERVICES"])
        operator = os.environ.get("KRACHTLIJN_OPERATOR_URL")
        return cls(
            services={name: trust.web(url, name) for name, url in services.items()},
            internal=json.loads(os.environ["KRACHTLIJN_METRICS"]),
            login=trust.web(os.environ["KRACHTLIJN_LOGIN_ISSUERS"], "login"),
            tap_url=trust.broker(os.environ["KRACHTLIJN_TAP_URL"], password),
            operator_url=trust.broker(operator) if operator else None,
            issuer_keys=Path(os.environ["KRACHTLIJN_ISSUER_KEYS"]),
            trust=trust,
            legacy_import=_command("KRACHTLIJN_LEGACY_IMPORT"),
            rotate_key=_command("KRACHTLIJN_ROTATE_KEY"),
        )


def _command(name: str) -> tuple[str, ...]:
    """The words of a command in the environment, as JSON; none where it is not at hand."""
    return (*json.loads(os.environ.get(name) or "[]"),)


class Session:
    """A city, its users, and all that watches them during one run."""

    def __init__(self, settings: Settings, city: City, console: Console) -> None:
        self._city = city
        self._console = console
        tokens = Tokens(settings.issuer_keys)
        self._http = Http(
            settings.services,
            settings.internal,
            tokens,
            settings.trust.context(),
            settings.login,
        )
        self._tap = Tap(settings.tap_url)
        self._operator = ReaderOperator(city, settings.operator_url, tokens, self._tap)
        self._ledger = Ledger()
        self._town = Town(city, self._http, self._ledger)
        self._visit_round = VisitRound(city, self._http, self._ledger)
        self._owners = Owners(city, self._http, self._ledger)
        self._carers = Carers(city, self._http)
        self._police = Police(city, self._http, self._ledger)
        self._police_desk = PoliceDesk(city, self._http, self._ledger)
        self._police_papers = PolicePapers(city, self._http, self._ledger)
        self._fine_office = FineOffice(city, self._http, self._police, self._ledger)
        self._sanction_office = SanctionOffice(city, self._http, self._police, self._ledger)
        self._older_databank = OlderDatabank(city, self._ledger, settings.legacy_import)
        self._yearbook = Yearbook(self._http, self._ledger)
        self._keys = KeyCourier(settings.rotate_key)
        world = World(city, self._http, self._ledger, self._police, self._carers, self._keys)
        self._stories = Stories(world)
        self._troubles: list[str] = []
        self._before: dict[str, Gauge] = {}
        self._shown_at = 0.0

    async def run(self) -> Summary:
        started = monotonic()
        async with self._http:
            await self._tap.open()
            try:
                view = View(self._console, self._city.span, self._http, self._tap)
                async with view:
                    await self._live(view)
                    await self._settle(view)
                    view.phase = "comparing"
                    return await self._sum_up(started)
            finally:
                await self._tap.close()

    async def _live(self, view: View) -> None:
        self._before = await gauges.read(self._http)
        view.phase = "two years go by, and houses get their declarations"
        await asyncio.gather(
            self._play(view, self._carers.plan_past),  # registry hears nothing of the others' days
            self._play(
                view,
                self._older_databank.plan,
                self._police.plan_past,
                self._yearbook.plan,
                self._town.plan_permits,
                self._visit_round.plan,
                partial(self._fine_office.plan, before=True),
                self._sanction_office.plan,
                partial(self._stories.plan, before=True),
                self._police_desk.plan,
                self._police_papers.plan,
            ),
        )
        await self._town.wait_for_rooms()
        view.phase = "the city lives"
        await self._play(
            view,
            self._town.plan,
            self._owners.plan,
            self._police.plan,
            self._police_desk.plan_last_month,
            self._carers.plan,
            partial(self._fine_office.plan, before=False),
            partial(self._stories.plan, before=False),
            self._operator.plan,
        )

    async def _play(self, view: View, *plans: Any) -> None:
        timeline = Timeline(CONCURRENCY)
        for plan in plans:
            plan(timeline)
        view.timeline = timeline
        try:
            await timeline.play()
        finally:
            self._troubles += timeline.failures

    async def _settle(self, view: View) -> None:
        """Let the last events find their readers, and the clocks see the last moment."""
        view.phase = "settling"
        await self._show_last_moment()
        self._shown_at = monotonic()
        try:
            await until(
                self._is_quiet, "the last events to be handled", seconds=SETTLE_SECONDS, every=0.3
            )
        except NeverHappenedError as error:
            self._troubles.append(str(error))

    async def _is_quiet(self) -> bool | None:
        await self._show_last_moment()
        if min(self._tap.silence, monotonic() - self._shown_at) < SILENCE_SECONDS:
            return None
        now = await gauges.read(self._http)
        busy = any(gauge.unpublished for gauge in now.values())
        missing = self._tap.expected_effects - sum(
            gauge.handled + gauge.parked for gauge in self._since(now).values()
        )
        return None if busy or missing > 0 else True

    async def _show_last_moment(self) -> None:
        """Driven clocks move by what they are told; then shifts begin that were declared."""
        at = self._city.span.ends_at
        await self._http.get("reporting", "/v1/facts/counts", OPERATOR, at)
        await self._http.get("databank", "/v1/first-contacts", TEAM_LEADER, at, pagesize=1)

    def _since(self, now: Mapping[str, Gauge]) -> dict[str, Gauge]:
        return {service: gauge.since(self._before[service]) for service, gauge in now.items()}

    async def _sum_up(self, started: float) -> Summary:
        now = self._city.span.ends_at
        balance = Balance()
        check.published(self._ledger, self._tap, balance)
        self._ledger.police.today = city_day(now)
        papers = self._ledger.police.papers
        work = {*self._ledger.measures.years, *self._ledger.police.years}
        years = {*work, now.year, LAST_YEAR}
        years |= {*YEARS, *papers.parket, *(on.year for on in papers.inventories)}
        years |= {year for _, year in self._carers.delivered}
        scenarios, shown, published, verdict, troubles = await asyncio.gather(
            self._stories.outcomes(),
            check_measures.read(self._http, years, work, now),
            self._yearbook.controls(now),
            check.branch_shifts(self._http, self._ledger, now),
            self._look_around(now, balance),
        )
        self._troubles += troubles
        indicators = _values(shown, now.year)
        self._troubles += [
            f"no figure of {name}" for name, one in indicators.items() if one is None
        ]
        own = check_measures.city(shown, self._ledger, now)
        care = check_measures.care(shown, self._carers.delivered)
        self._troubles += [*own.remarks, *care.remarks]
        compared = document([own, care])
        self._troubles += await check_police.papers(self._http, shown, papers, now)
        past = await check_past.compare(
            self._http, shown, self._ledger, self._carers.delivered, published, now
        )
        self._troubles += past.remarks
        planted = self._city.past.planted
        lives = check_planted.judge(
            planted,
            await check.cases(self._http, now),
            self._ledger.truth.seen(each.person.id for each in planted),
            self._tap.recalls,
        ) | {
            "readings": judge_readings(
                planted,
                self._tap.readings,
                self._ledger.truth.seen(each.person.id for each in planted),
            )
        }
        at_end = self._since(await gauges.read(self._http))
        self._troubles += [*balance.remarks, *check.remarks(verdict)]
        sent = self._http.sent
        return Summary(
            events={
                "published": self._tap.published,
                "handled": sum(gauge.handled for gauge in at_end.values()),
                "parked": sum(gauge.parked for gauge in at_end.values()),
                "lost": balance.lost,
                "doubled": balance.doubled,
            },
            branch_shifts={
                "expected": verdict.expected,
                "detected": verdict.detected,
                "missed": len(verdict.missed),
                "false": len(verdict.false),
                **self._tap.announcements,
            },
            latency_ms=percentiles(
                [
                    (notice.arrived_at - sent[notice.correlation_id]) * 1000
                    for notice in self._tap.detections
                    if notice.correlation_id in sent
                ]
            ),
            scenarios=scenarios,
            indicators=indicators,
            operations={**self._operator.shown, "awaitedKey": self._keys.waited},
            measures=own.shown,
            compared=compared,
            not_compared=not_compared.named([*indicators], compared),
            controls=self._stories.controls(),
            past=past.document(),
            planted=lives,
            seconds=monotonic() - started,
            days=self._city.span.days,
            ends_at=now,
            seed=self._city.seed,
            requests=sum(self._http.requests.values()),
            repeated=self._tap.repeated,
            troubles=self._troubles,
        )

    async def _look_around(self, now: datetime, balance: Balance) -> list[str]:
        """All that is held somewhere, against what was sent; and sentences of each office."""
        await check.shifts(self._http, self._ledger, now, balance)
        await check.facts(self._http, self._tap, now, balance)
        return [
            *await self._town.troubles(now),
            *await self._visit_round.troubles(now),
            *await self._fine_office.troubles(now),
        ]


def _values(shown: check_measures.Shown, year: int) -> dict[str, Any]:
    """Of the year in which the city lived; line 1 of the year that care delivered, and what the
    police count once a half-year is over of that year too."""
    values = {}
    for indicator in sorted(shown[str(year)]):
        own = LAST_YEAR if indicator.startswith(CARE) else year
        known = [check_measures.told(shown[str(each)][indicator]) for each in (own, LAST_YEAR)]
        values[indicator] = known[1] if known[0] is None else known[0]
    return values
