"""Watch requests as officers ask and answer them on the screens."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from chassis.web import Function

from .browser import Browser, signed_in
from .databank import Databank, Someone

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
