"""Watch requests as officers ask and answer them on the screens."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Function
from contracts.branches import Branch
from databank.detection.record_sightings import Observation, record_sightings
from databank.persons.store import persons
from databank.sightings.rules.sighting import RecordedSighting

from .browser import Browser, signed_in
from .databank import Databank, Someone, day, unlike_others
from .officers import Officer, claims_of, seen

REASON = "Een kind is weg en moet vannacht veilig slapen."


@dataclass
class Watch:
    """A request, with who asked it and who may answer it."""

    databank: Databank
    asker: Browser
    leader: Browser
    path: str = ""

    @property
    def id(self) -> UUID:
        return UUID(self.path.rpartition("/")[2])

    async def step(self, browser: Browser, step: str, **data: str) -> int:
        form = {"stap": step, "sleutel": str(uuid4())} | data
        return (await browser.post(self.path, form)).status_code

    async def agreed(self) -> "Watch":
        assert await self.step(self.leader, "bevestigen") == 303
        return self

    async def told(self) -> list[tuple[UUID, datetime]]:
        """Each sighting that was told, with when; one that was told again would have another."""
        rows = await self.databank.fetch(
            "SELECT id, told_at FROM watch_hit WHERE request_id = $1 ORDER BY id", self.id
        )
        return [(row["id"], row["told_at"]) for row in rows]

    async def hits(self) -> list[tuple[str, str, bool]]:
        """(source, branch, whether it counts) of all that was told, in order of time."""
        rows = await self.databank.fetch(
            "SELECT * FROM watch_hit WHERE request_id = $1 ORDER BY seen_at, source_kind", self.id
        )
        return [(row["source_kind"], row["branch"], row["lapsed_at"] is None) for row in rows]

    def moves_to(self, at: datetime) -> "Watch":
        self.asker.moves_to(at)
        self.leader.moves_to(at)
        return self


async def asked(
    databank: Databank,
    at: datetime,
    last_day: date,
    *,
    person_id: str = "",
    sought: Someone | None = None,
    **more: str | list[str],
) -> Watch:
    """A request by an agent, about the person of a file or by name."""
    asker = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    watch = Watch(databank, asker, leader).moves_to(at)
    who = {"persoon": person_id}
    if sought is not None:
        who = {"familienaam": sought.family, "voornamen": sought.given}
        who |= {"geboortedatum": sought.birth}
    form = {"grond": "minderjarige_vermist", "reden": REASON, "totEnMet": last_day.isoformat()}
    answer = await asker.post("/seiningen/nieuw", form | who | {"sleutel": str(uuid4())} | more)
    assert answer.status_code == 303, answer.text
    watch.path = answer.headers["location"]
    return watch


async def sought(databank: Databank, **more: str) -> tuple[Watch, Someone, datetime]:
    """A running request of ten days about a name that no file has yet."""
    at, who = day(databank.today), unlike_others(birth="2010-05-17")
    last = city_day(at) + timedelta(days=9)
    return await (await asked(databank, at, last, sought=who, **more)).agreed(), who, at


async def namesakes(
    databank: Databank, who: Someone, at: datetime, number: int = 2
) -> list[tuple[str, Someone]]:
    """Persons with this name and birth date, each on a paper of her own, whom people told apart."""
    same = {"given": who.given, "family": who.family, "birth": who.birth}
    people = [who, *(replace(unlike_others(), **same) for _ in range(number - 1))]
    ids: list[str] = []
    for one in people:
        person_id = await seen(databank, "straat", at, one)
        if person_id in ids:
            *_, newest = await claims_of(databank, person_id)
            change = await Officer(databank).split(person_id, newest)
            person_id = str(change["otherPersonId"])
        ids.append(person_id)
    return list(zip(ids, people, strict=True))


async def spot(
    tx: Transaction, branch: Branch, person_ids: Iterable[str], source_id: UUID | None = None
) -> None:
    """Write that these persons were met by one inspection, as every way of seeing does."""
    source = ("inspection", source_id or uuid4())
    await persons.block_relinking(tx.conn)
    observations = []
    for person_id in person_ids:
        claim_id = await persons.anchor(tx.conn, UUID(person_id))
        assert claim_id is not None
        sighting = RecordedSighting(
            uuid4(), UUID(person_id), claim_id, branch, tx.now, *source, 1.0, tx.now
        )
        observations.append(Observation(sighting, tx))
    await record_sightings(tx, observations)
