"""`krachtlijn identity resolve` as anybody would use it: a pipe, a terminal, a file, a kill."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from launcher.command_nursery import CommandNursery
from launcher.identity.scratch_database import database_url
from launcher.rundir import RunDir

from .support.checkout import clear

COMMAND = [sys.executable, "-c", "from launcher.cli import app; app()", "identity", "resolve"]
ANA = {
    "claimId": "a1",
    "givenNames": "Ana Maria",
    "familyName": "Voorbeeldescu",
    "birthDate": "1998-05-17",
    "sex": "F",
    "nationality": "ROU",
    "documents": [{"type": "paspoort", "country": "ROU", "number": "059-384 712"}],
    "phone": "+32470000001",
    "address": {
        "street": "Teststraat",
        "houseNumber": 12,
        "postcode": 2000,
        "municipality": "Antwerpen",
    },
    "somethingElse": {"nobody": "reads"},
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout of its own, with a database that is not fast but durable, as anybody's."""
    root = tmp_path_factory.mktemp("judging")
    yield root
    clear(root)


Resolve = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def resolve(checkout: Path) -> Iterator[Resolve]:
    """``resolve(*lines, options=())``: nothing comes out but a JSON decision per line."""
    with CommandNursery(Path(sys.executable), os.environ, checkout) as commands:

        def answered(
            *lines: Any, options: tuple[str, ...] = (), end: str = "\n"
        ) -> list[dict[str, Any]]:
            said = "".join((it if isinstance(it, str) else json.dumps(it)) + end for it in lines)
            order = ("identity", "resolve", "--root", str(checkout), *options)
            done = commands.begin(*order, said=said.encode()).ends()
            assert done.code == 0, done.error
            return [json.loads(line) for line in done.out.splitlines()]

        yield answered


def schemas(checkout: Path) -> list[str]:
    async def ask() -> list[str]:
        conn = await asyncpg.connect(database_url(checkout))
        try:
            rows = await conn.fetch(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'identity%'"
            )
        finally:
            await conn.close()
        return [row[0] for row in rows]

    return asyncio.run(ask())


def test_a_claim_is_new_then_known_and_the_evidence_is_there(resolve: Resolve) -> None:
    again = ANA | {"claimId": "a2", "birthDate": "17/05/1998", "phone": None}
    other = {
        "claimId": "b1",
        "givenNames": "Joris",
        "familyName": "Andersen",
        "birthDate": 19710102,
    }
    new, known, stranger = resolve(ANA, again, other)
    assert (new["claimId"], new["decision"]) == ("a1", "new")
    assert (known["claimId"], known["decision"]) == ("a2", "match")
    assert known["personId"] == new["personId"] != stranger["personId"]
    assert known["candidatePersonId"] is None
    assert known["bits"] > 20
    assert {"field", "level", "bits", "explanation"} == set(known["evidence"][0])
    assert any(one["explanation"].startswith("De familienaam") for one in known["evidence"])
    assert "Voorbeeldescu" not in json.dumps(known)
    assert set(new) == {
        "claimId",
        "decision",
        "personId",
        "candidatePersonId",
        "bits",
        "evidence",
    }


def test_what_cannot_be_read_is_answered_in_its_place_and_names_no_value(resolve: Resolve) -> None:
    answers = resolve(
        ANA,
        '{"claimId": "half", "givenNames": "Geheim',
        "",
        "[1, 2]",
        ANA | {"claimId": "bad", "documents": [{"type": {"Geheim": 1}}]},
        {"claimId": 7},
        {},
        options=("--batch", "4"),
    )
    assert [one.get("claimId") for one in answers] == ["a1", None, None, "bad", 7, None]
    assert [one["decision"] for one in answers[1:4]] == ["error"] * 3
    assert answers[3]["reason"] == "documents.0.type is not text"
    assert "Geheim" not in json.dumps(answers)


def test_lines_may_end_as_on_windows_and_dates_may_be_impossible(resolve: Resolve) -> None:
    odd = ANA | {"claimId": "odd", "birthDate": "1998-02-31", "givenNames": "A\u0000na\u200b 🌷"}
    first, second = resolve("\ufeff" + json.dumps(ANA), odd, end="\r\n")
    assert (first["decision"], second["claimId"]) == ("new", "odd")


def test_batches_decide_as_one_by_one(resolve: Resolve) -> None:
    claims = [
        ANA | {"claimId": f"{number}", "birthDate": f"19{60 + number % 40}-03-0{1 + number % 9}"}
        | {"familyName": f"Test{'abcdefghij'[number % 10]}escu", "documents": [], "phone": None}
        for number in range(60)
    ]  # fmt: skip

    def told(answers: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
        """Ids differ between runs; who was found first does not."""
        first: dict[str, int] = {}
        return [
            (one["claimId"], one["decision"], first.setdefault(one["personId"], len(first)))
            for one in answers
        ]

    alone = told(resolve(*claims))
    assert len(alone) == 60
    assert told(resolve(*claims, options=("--batch", "25"))) == alone


def test_each_decision_is_there_before_the_next_claim_is_given(checkout: Path) -> None:
    talk = subprocess.Popen(
        [*COMMAND, "--root", str(checkout), "--batch", "50"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert talk.stdin and talk.stdout
    people = []
    for number in range(3):
        talk.stdin.write(json.dumps(ANA | {"claimId": number}).encode() + b"\n")
        talk.stdin.flush()
        answer = json.loads(talk.stdout.readline())
        assert answer["claimId"] == number
        people.append(answer["personId"])
    talk.stdin.close()
    assert talk.wait(30) == 0
    assert len(set(people)) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_stopped_leaves_nothing_behind(checkout: Path, number: signal.Signals) -> None:
    talk = subprocess.Popen(
        [*COMMAND, "--root", str(checkout)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert talk.stdin and talk.stdout and talk.stderr
    talk.stdin.write(json.dumps(ANA).encode() + b"\n")
    talk.stdin.flush()
    assert talk.stdout.readline()
    assert len(schemas(checkout)) == 1
    talk.send_signal(number)
    assert talk.wait(30) == 130
    assert b"Traceback" not in talk.stderr.read()
    assert schemas(checkout) == []


@pytest.mark.night(
    "another way in which the same command ends",
    stays="::test_who_is_stopped_leaves_nothing_behind",
)
def test_a_reader_that_has_enough_ends_it_quietly(checkout: Path) -> None:
    reading, writing = os.pipe()
    talk = subprocess.Popen(
        [*COMMAND, "--root", str(checkout)],
        stdin=subprocess.PIPE,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    os.close(reading)
    said = "".join(json.dumps(ANA | {"claimId": number}) + "\n" for number in range(50))
    _, notes = talk.communicate(said.encode(), timeout=60)
    assert talk.returncode == 1
    assert b"Traceback" not in notes and b"BrokenPipe" not in notes
    assert schemas(checkout) == []


def test_what_a_killed_one_left_is_gone_with_the_next(checkout: Path, resolve: Resolve) -> None:
    talk = subprocess.Popen(
        [*COMMAND, "--root", str(checkout)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert talk.stdin and talk.stdout
    talk.stdin.write(json.dumps(ANA).encode() + b"\n")
    talk.stdin.flush()
    assert talk.stdout.readline()
    talk.kill()
    talk.wait()
    assert len(schemas(checkout)) == 1
    resolve(ANA)
    assert schemas(checkout) == []


LATER = pytest.mark.night(
    "a kill at a later moment",
    stays="::test_killed_between_overlapping_batches_it_lost_and_doubled_nothing",
)


@pytest.mark.parametrize(
    "answered", [1, pytest.param(7, marks=LATER), pytest.param(40, marks=LATER)]
)
def test_killed_between_overlapping_batches_it_lost_and_doubled_nothing(
    checkout: Path, resolve: Resolve, answered: int
) -> None:
    """On disk are all claims that were answered, at most two batches more, and no part of one."""
    size, batches = 25, 60
    talk = subprocess.Popen(
        [*COMMAND, "--root", str(checkout), "--batch", str(size)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert talk.stdin and talk.stdout
    lines = (ANA | {"claimId": n, "phone": f"+3247{n:07}"} for n in range(size * batches))
    talk.stdin.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    talk.stdin.flush()
    read = [talk.stdout.readline() for _ in range(size * answered)]
    talk.kill()
    talk.wait()
    read += talk.stdout.read().splitlines()
    (schema,) = schemas(checkout)
    kept = asyncio.run(phones(checkout, schema))
    assert kept == [f"+3247{n:07}" for n in range(len(kept))]
    assert len(read) <= len(kept) <= len(read) + 3 * size
    assert len(kept) % size == 0
    resolve(ANA)
    assert schemas(checkout) == []


async def phones(checkout: Path, schema: str) -> list[str]:
    """Of the claims that have a person."""
    conn = await asyncpg.connect(database_url(checkout), server_settings={"search_path": schema})
    try:
        rows = await conn.fetch(
            "SELECT phone FROM claim JOIN membership ON membership.claim_id = claim.id"
            " JOIN person ON person.id = person_id ORDER BY phone"
        )
    finally:
        await conn.close()
    return [row[0] for row in rows]


def test_only_the_database_runs_for_it(checkout: Path, resolve: Resolve) -> None:
    resolve(ANA)
    state = json.loads((RunDir(checkout, "identity").path / "state.json").read_text())
    assert set(state) == {"postgres"}
