"""Officers of the town, and what they recorded before a test begins."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from chassis.web import Function

from .town import NOW, SYLLABLES, Town, someone


@dataclass
class Police:
    """What officers recorded before a test begins, through the API."""

    town: Town

    async def post(
        self, path: str, body: Any, function: Function = Function.POLITIE_AGENT
    ) -> dict[str, Any]:
        token = self.town.sandbox.token(function, "LPA")
        headers = {
            "Authorization": f"Bearer {token}",
            "Krachtlijn-Time": self.town.now.isoformat(),
            "Krachtlijn-Purpose": "toezicht",
        }
        async with httpx.AsyncClient(
            base_url=self.town.police_url, trust_env=False, timeout=60
        ) as client:
            answer = await client.post(path, json=body, headers=headers)
        assert answer.status_code in (200, 201, 202), answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def seen(self, branch: str, who: dict[str, Any], days_ago: float) -> str:
        body = {
            "branch": branch,
            "kind": "maandactie",
            "result": "geen_opmerkingen",
            "completedAt": (NOW - timedelta(days=days_ago)).isoformat(),
            "persons": [{"role": "sekswerker", "claim": who}],
        }
        (person,) = (await self.post("/v1/inspections", body))["persons"]
        return str(person["personId"])

    async def question(self, nr: int) -> tuple[str, str]:
        """Two persons with one document: the question, and the person who was known."""
        who = someone(nr)
        other = someone(nr + 100) | {
            "givenNames": SYLLABLES[nr % 10].title(),
            "familyName": f"Anders{SYLLABLES[(nr + 3) % 10]}naam",
            "birthDate": f"{1964 + nr % 9}-03-{13 + nr % 9}",
            "document": who["document"],
        }
        first = await self.seen("straat", who, 9)
        second = await self.seen("escort", other, 6)
        sql = "SELECT id FROM review_task WHERE person_id = $1 AND state = 'open'"
        return await self.one(sql, UUID(second)), first

    async def signal(self, nr: int, kind: str = "dwang") -> str:
        person = await self.seen("straat", someone(nr), 1)
        body = {
            "kind": kind,
            "personId": person,
            "observedAt": NOW.isoformat(),
            "indicators": ["wordt_gecontroleerd", "bang"],
        }
        return str((await self.post("/v1/signals", body))["signalId"])

    async def pattern(self, nr: int) -> str:
        """A case as the rule makes one that is in force: what it finds by itself is in shadow."""
        made = await self.one("SELECT count(*) FROM pattern_case WHERE NOT shadow")
        begins = NOW + timedelta(days=20 + int(made))
        await self.town.declare(self.town.houses["Voorbeeldstraat 1"][50], begins, 6, nr)
        person = await self.seen("straat", someone(nr), 0.1)
        await self.one("SELECT 1 WHERE NOT EXISTS (SELECT FROM pattern_work)")
        return await self.one(
            """
            INSERT INTO pattern_case (id, rule_id, rule_version, shadow, ground, person_id,
                   anchor_at, begins_at, ends_at, evidence, persons, figures, confidence,
                   detected_at, state)
            SELECT gen_random_uuid(), 'two-places', 1, false, 'gelijktijdig', $1::uuid, now, now,
                   now + interval '1 hour', (
                   SELECT jsonb_agg(jsonb_build_object('kind', source_kind, 'id', source_id))
                     FROM sighting WHERE person_id = $1::uuid),
                   ARRAY[$1::uuid], '{"minutes": 60}', 0.99, now, 'gedetecteerd'
              FROM (SELECT $2::timestamptz AS now) AS moment RETURNING id
            """,
            UUID(person),
            NOW,
        )

    async def answered_sample(self) -> None:
        """Blind questions about everybody seen so far, answered; one in eight disagrees."""
        people = [{"role": "sekswerker", "claim": someone(nr)} for nr in range(200, 240)]
        body = {
            "branch": "straat",
            "kind": "maandactie",
            "result": "geen_opmerkingen",
            "completedAt": (NOW - timedelta(days=2)).isoformat(),
            "persons": people,
        }
        await self.post("/v1/inspections", body)
        await self.one(
            """
            WITH answered AS (
              INSERT INTO review_task (id, claim_id, person_id, other_person_id, reason, ranked,
                     opened_at, state, kind, entropy, answer, answered_at, answered_by, ground)
              SELECT gen_random_uuid(), claim_id, person_id, person_id, 'gekend',
                     jsonb_build_array(jsonb_build_object('personId', person_id, 'posterior',
                       (ARRAY[0.999, 0.993, 0.985, 0.96])[1 + place % 4])), $1, 'beantwoord',
                     'steekproef', 1, CASE place % 8 WHEN 3 THEN 'andere_persoon'
                     ELSE 'dezelfde_persoon' END, $1, 'agent-1', 'gegevens_vergeleken'
                FROM (SELECT *, row_number() OVER (ORDER BY claim_id) AS place FROM membership
                       WHERE until_at IS NULL) AS link
                  ON CONFLICT DO NOTHING RETURNING id)
            SELECT count(*) FROM answered
            """,
            NOW,
        )

    async def one(self, sql: str, *values: Any) -> str:
        for _ in range(600):
            async with self.town.apps["databank"].state.database.connection() as conn:
                found = await conn.fetchval(sql, *values)
            if found is not None:
                return str(found)
            await asyncio.sleep(0.1)
        raise TimeoutError(sql)


async def rule_version(police: Police) -> str:
    body = {
        "parameters": {"windowDays": 45, "minConfidence": 0.9},
        "reason": "nieuwe_werkwijze",
    }
    rule = "/v1/rules/branch-move/versions"
    made = await police.post(rule, body, Function.POLITIE_TEAMLEIDER)
    number = made["version"]
    period = {"from": "2025-12-01", "to": "2026-02-01"}
    asked = await police.post(f"{rule}/{number}/back-tests", period, Function.POLITIE_TEAMLEIDER)
    sql = "SELECT id FROM back_test WHERE id = $1 AND state = 'klaar'"
    await police.one(sql, UUID(asked["backTestId"]))
    return f"/regels/branch-move/{number}"
