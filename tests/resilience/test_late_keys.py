"""A reader's key comes after what was sealed with it, and the reader dies again and again."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from launcher.credentials import Credentials
from launcher.operations.epochs import Ring
from launcher.rundir import write_private

from .support.city import City
from .support.instance import eventually

WAITING = "SELECT count(*) FROM bus_parked WHERE reason IN ('key', 'behind')"
TRIED_AGAIN = "SELECT coalesce(max(attempts), 0) FROM bus_parked WHERE reason = 'key'"
WHY = "SELECT count(*) FROM bus_parking_log WHERE actor <> 'bus'"


@pytest.fixture
def ring(city: City, tmp_path: Path) -> Ring:
    """The key files of both toys, which a test may change."""
    folder = tmp_path / "secrets"
    shutil.copytree(city.sandbox.infra.credentials.folder, folder)
    return Ring(Credentials(folder), "databank")


@pytest.mark.night(
    "kills processes at what is proved without",
    stays="chassis/tests/bus/test_key_awaited.py::test_it_waits_in_the_order_of_its_key_and_has_its_effect_once_when_the_key_comes",
)
async def test_what_was_sealed_before_its_key_came_is_noted_once_in_order_whoever_dies(
    city: City, ring: Ring
) -> None:
    secrets = ring.secrets
    file, before = secrets.seal_private("databank"), secrets.seal_private("databank").read_text()
    ring.rotate()
    after = file.read_text()
    write_private(file, before)
    place = {
        "KRACHTLIJN_SEAL_PRIVATE": str(file),
        "KRACHTLIJN_SEAL_PUBLIC": str(secrets.seal_public),
    }

    city.declarer.start(KRACHTLIJN_SEAL_PUBLIC=str(secrets.seal_public))
    city.noter.start(**place)
    for toy in (city.declarer, city.noter):
        await toy.becomes_ready()
    keys = [uuid4() for _ in range(3)]
    for number in range(1, 7):
        for key in keys:
            assert await city.declare(key, number)
        if number == 3:
            city.noter.kill()
            city.noter.start(**place)

    async def all_wait() -> bool:
        return bool(await city.fetch("databank", WAITING) == 18)

    async def tried_again() -> bool:
        return bool(await city.fetch("databank", TRIED_AGAIN) >= 2)

    await eventually(all_wait, "all wait for the key")
    await eventually(tried_again, "the key is looked for again")
    city.noter.kill()
    for step in ("redriver.handled", "redriver.removed", "redriver.committed"):
        write_private(file, after)
        city.noter.start(die_at=step, after=2, **place)
        assert await city.noter.dies_at() == step
    city.noter.start(**place)

    async def none_waits() -> bool:
        return bool(await city.fetch("databank", WAITING) == 0)

    await eventually(none_waits, "nothing waits any more")
    await city.noted_each_once_in_order()
    assert await city.fetch("databank", WHY) == 0, "nobody had to ask"
