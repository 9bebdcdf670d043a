"""Uploads at work: a hostile file is refused with a sentence, and holds up nobody meanwhile."""

import asyncio
import io
from typing import Literal

import pytest
import xlsxwriter

from chassis.uploads import reader
from chassis.web import Function

from ..support.deliveries import of_branches
from ..support.registry import Registry

MORE_THAN_CONNECTIONS = 12


class Turns(asyncio.Semaphore):
    """No turn for anybody yet, and a sign when all of them wait for one."""

    def __init__(self, expected: int) -> None:
        super().__init__(0)
        self._missing = expected
        self.all_wait = asyncio.Event()

    async def acquire(self) -> Literal[True]:
        self._missing -= 1
        if self._missing == 0:
            self.all_wait.set()
        return await super().acquire()


def corner_cell() -> bytes:
    """A workbook with one cell in the last column of the last row there is."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("clienten")
        page.write(0, 0, "client_code")
        page.write(1_048_575, 16_383, "1")
    return buffer.getvalue()


async def test_a_workbook_with_a_cell_in_the_corner_is_refused(registry: Registry) -> None:
    answer = await registry.upload({"werkboek": corner_cell()})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "werkboek"
    assert "ver onder of rechts van de tabel" in error["reason"]


async def test_files_that_wait_for_their_turn_keep_no_connection(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns(MORE_THAN_CONNECTIONS)
    monkeypatch.setattr(reader, "_turns", {asyncio.get_running_loop(): turns})
    monkeypatch.setattr(reader, "WAIT_SECONDS", 200)
    files = of_branches({"raam": 2}).csv()
    waiting = [
        asyncio.create_task(registry.upload(files, year=2025)) for _ in range(MORE_THAN_CONNECTIONS)
    ]
    async with asyncio.timeout(200):
        await turns.all_wait.wait()
        listed = await registry.get(Function.STUDIEDIENST_ANALIST, "/v1/deliveries")
        assert listed.status_code == 200
        turns.release()
        answers = await asyncio.gather(*waiting)
    assert {answer.status_code for answer in answers} == {201}
