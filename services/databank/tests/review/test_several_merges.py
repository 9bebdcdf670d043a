"""Several merges, splits and undoings, in any order: everybody's facts stay together, every former
id leads to whoever holds its facts, and undoing every merge leaves what was never merged."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ..support.databank import Databank, Someone, day, unlike_others
from ..support.officers import Officer, seen

PEOPLE = 4
WHO = st.integers(0, PEOPLE - 1)
MERGES = st.tuples(st.just("merge"), WHO, WHO)
UNDOINGS = st.tuples(st.just("undo"), st.integers(0, 9), st.just(0))
SPLITS = st.tuples(st.just("split"), WHO, st.just(0))
SETTINGS = settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Step = tuple[str, int, int]


@dataclass
class Story:
    """People who resemble nobody, each seen twice, and the merges of them that stand."""

    databank: Databank
    ids: list[UUID] = field(default_factory=list)
    people: list[Someone] = field(default_factory=list)
    claims: list[set[UUID]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    former: dict[UUID, set[UUID]] = field(default_factory=dict)
    """The facts that went with each id when it was merged."""

    async def begin(self) -> None:
        for _ in range(PEOPLE):
            who = unlike_others()
            person_id = await seen(self.databank, "straat", day(0), who)
            again = replace(who, worker_ref=uuid4(), phone="0470123456")
            assert await seen(self.databank, "escort", day(1), again) == person_id
            rows = await self.databank.fetch(
                "SELECT claim_id FROM membership WHERE person_id = $1", UUID(person_id)
            )
            self.ids.append(UUID(person_id))
            self.people.append(who)
            self.claims.append({row["claim_id"] for row in rows})
            assert len(rows) == 2

    async def see_again(self, who: int) -> None:
        """Once more, by data of which the databank must make a claim of its own."""
        holder = await self.holder(who)
        again = replace(self.people[who], worker_ref=uuid4(), phone="0470123457")
        assert await seen(self.databank, "straat", self._later(), again) == str(holder)
        held = await self._held(holder)
        assert len(held) == len(self.claims[who]) + 1
        self.claims[who] = held

    def _later(self) -> datetime:
        return max(self.databank.clock.now(), day(100)) + timedelta(minutes=1)

    async def take(self, step: Step) -> None:
        match step:
            case ("merge", one, other):
                await self.merge(one, other)
            case ("undo", number, _) if self.merges:
                await self.undo(self.merges[number % len(self.merges)])
            case ("split", who, _):
                await self.split(who)
        await self.check()

    async def merge(self, one: int, other: int) -> None:
        into, gone = await self.holder(one), await self.holder(other)
        if into != gone:
            held = {gone: await self._held(gone), into: await self._held(into)}
            body = {"otherPersonId": str(gone), "ground": "gegevens_vergeleken"}
            changed = await self._sure(f"/v1/persons/{into}/merge", body)
            assert changed is not None
            self.merges.append(changed["changeId"])
            self.former[UUID(changed["otherPersonId"])] = held[UUID(changed["otherPersonId"])]

    async def undo(self, merge: str) -> bool:
        """Whether it could be: a later merge may be in the way, or splits undid it already."""
        changed = await self._sure(f"/v1/person-changes/{merge}/undo", {"ground": "vergissing"})
        if changed is not None:
            self.merges.remove(merge)
        return changed is not None

    async def split(self, who: int) -> None:
        person_id = await self.holder(who)
        if len(await self._held(person_id)) == len(self.claims[who]):
            return
        body = {"claimIds": [*map(str, self.claims[who])], "ground": "persoon_gezien"}
        assert await self._sure(f"/v1/persons/{person_id}/split", body) is not None

    async def _sure(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """An officer who looked at the verdicts in the way again; None when it cannot be done."""
        officer = Officer(self.databank)
        for _ in range(PEOPLE**2):
            answer = await officer.post(path, body, self._later())
            if answer.status_code == 200:
                return dict(answer.json())
            assert answer.status_code == 409, answer.text
            if answer.json()["code"] != "ander-oordeel":
                return None
            named = [each["verdictId"] for each in answer.json()["extraInfo"]["verdicts"]]
            body = body | {"overrules": [*body.get("overrules", ()), *named]}
        raise AssertionError("an officer overruled every verdict, and was refused all the same")

    async def check(self) -> None:
        """Former ids lead to whoever has the facts that went with them; torn apart, to one of
        those who have."""
        for person_id, claims in self.former.items():
            if (leads_to := await self._leads_to(person_id)) != person_id:
                assert leads_to in await self._holders(claims)

    async def holder(self, who: int) -> UUID:
        """The one person who has the facts of this one: they are never torn apart."""
        (holder,) = await self._holders(self.claims[who])
        return holder

    async def _holders(self, claims: set[UUID]) -> set[UUID]:
        rows = await self.databank.fetch(
            "SELECT DISTINCT person_id FROM membership"
            " WHERE claim_id = ANY($1::uuid[]) AND until_at IS NULL",
            [*claims],
        )
        return {UUID(str(row["person_id"])) for row in rows}

    async def _held(self, person_id: UUID) -> set[UUID]:
        rows = await self.databank.fetch(
            "SELECT claim_id FROM membership WHERE person_id = $1 AND until_at IS NULL", person_id
        )
        return {row["claim_id"] for row in rows}

    async def _leads_to(self, person_id: UUID) -> UUID:
        """By the redirect that a client follows."""
        answer = await Officer(self.databank).get(f"/v1/persons/{person_id}")
        if answer.status_code == 307:
            return UUID(answer.json()["mergedInto"])
        assert answer.status_code == 200, answer.text
        return person_id


@SETTINGS
@given(steps=st.lists(st.one_of(MERGES, MERGES, UNDOINGS), min_size=3, max_size=10))
async def test_undoing_all_merges_in_any_order_leaves_what_was_never_merged(
    databank: Databank, steps: list[Step]
) -> None:
    story = Story(databank)
    await story.begin()
    for step in steps:
        await story.take(step)
    while story.merges:
        undone = [merge for merge in [*story.merges] if await story.undo(merge)]
        assert undone, "merges stand that nobody can undo"
        await story.check()
    for who, person_id in enumerate(story.ids):
        assert await story.holder(who) == person_id
        assert await story._held(person_id) == story.claims[who]


@SETTINGS
@given(steps=st.lists(st.one_of(MERGES, MERGES, SPLITS, UNDOINGS), min_size=3, max_size=10))
async def test_a_former_id_leads_to_whoever_holds_its_facts(
    databank: Databank, steps: list[Step]
) -> None:
    story = Story(databank)
    await story.begin()
    for step in steps:
        await story.take(step)


async def test_undoing_the_older_of_two_merges_keeps_the_third_person_whole(
    databank: Databank,
) -> None:
    story = Story(databank)
    await story.begin()
    for step in (("merge", 0, 1), ("merge", 0, 2), ("undo", 0, 0), ("undo", 0, 0)):
        await story.take(step)
    assert [await story.holder(who) for who in range(PEOPLE)] == story.ids


async def test_a_merge_of_merged_persons_is_undone_before_theirs(databank: Databank) -> None:
    story = Story(databank)
    await story.begin()
    for step in (("merge", 2, 0), ("merge", 1, 3), ("merge", 0, 1), ("undo", 0, 0)):
        await story.take(step)
    while story.merges:
        assert [merge for merge in [*story.merges] if await story.undo(merge)]
    assert [await story.holder(who) for who in range(PEOPLE)] == story.ids


async def test_a_split_takes_the_former_id_along(databank: Databank) -> None:
    story = Story(databank)
    await story.begin()
    for step in (("merge", 0, 1), ("merge", 2, 0), ("split", 1, 0)):
        await story.take(step)
    born = await story.holder(1)
    assert born not in story.ids
    assert await story._leads_to(story.ids[1]) == born


async def test_a_split_leaves_the_ids_before_a_former_id_with_their_own_facts(
    databank: Databank,
) -> None:
    story = Story(databank)
    await story.begin()
    await story.see_again(0)
    for step in (("merge", 0, 1), ("merge", 2, 0), ("split", 0, 0)):
        await story.take(step)
    assert await story._leads_to(story.ids[1]) == story.ids[2]
    assert await story._leads_to(story.ids[0]) == await story.holder(0) != story.ids[2]
