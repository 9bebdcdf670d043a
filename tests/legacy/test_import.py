"""The three older databases on a real databank, by the command that an operator gives."""

from pathlib import Path

from simulator.legacy.town import build

from .conftest import Databank


async def test_every_row_is_accounted_for_and_the_faults_are_refused(
    databank: Databank, tmp_path: Path
) -> None:
    town = build(tmp_path, persons=120, spoiled=0.05)
    for source, report in databank.bring_all(town).items():
        print(report)
        assert sum(report["rijen"].values()) == report["rows"] == len(town.rows[source])
        assert report["rijen"]["geweigerd"] == len(town.spoiled[source])
