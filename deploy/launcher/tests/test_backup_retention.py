"""Backups that stay and go, by day and by month."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import city_day
from launcher.backup import retention
from launcher.backup.manifest import Manifest
from launcher.errors import LauncherError

START = datetime(2026, 1, 1, 3, tzinfo=UTC)


def backup(at: datetime, service: str = "databank") -> Manifest:
    return Manifest(
        service=service,
        at=at,
        file=f"{service}-{at.isoformat()}.dump.age",
        bytes=1,
        sha256="",
        revisions={},
        server="17",
        contents="",
    )


moments = st.lists(
    st.integers(0, 400 * 24).map(lambda hours: START + timedelta(hours=hours)), unique=True
)


@given(moments, st.integers(1, 20), st.integers(0, 12))
def test_the_newest_of_each_of_the_last_days_and_months_stays(
    at: list[datetime], daily: int, monthly: int
) -> None:
    found = [backup(moment) for moment in at]
    stay, go = retention.choose(found, daily=daily, monthly=monthly)
    assert stay | go == {each.file for each in found}
    assert not stay & go
    assert len(stay) <= daily + monthly
    days = sorted({city_day(each.at) for each in found}, reverse=True)[:daily]
    for day in days:
        newest = max((each for each in found if city_day(each.at) == day), key=lambda each: each.at)
        assert newest.file in stay
    if found:
        assert max(found, key=lambda each: each.at).file in stay


@given(st.integers(1, 20), st.integers(0, 12), st.integers(0, 27))
def test_with_one_every_night_nothing_older_than_promised_stays(
    daily: int, monthly: int, more: int
) -> None:
    """What was erased on a day is in no backup after the day that is told."""
    nights = [backup(START + timedelta(days=number)) for number in range(400 + more)]
    stay, _ = retention.choose(nights, daily=daily, monthly=monthly)
    today = city_day(nights[-1].at)
    oldest = min(city_day(each.at) for each in nights if each.file in stay)
    assert retention.gone_by(oldest, daily=daily, monthly=monthly) >= today


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match="There is no folder"):
        retention.look(tmp_path / "nowhere", daily=1, monthly=1)


def test_what_is_no_backup_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("keep me")
    cut_off = tmp_path / "databank-20260101.dump.age.part"
    cut_off.write_bytes(b"half")
    found = retention.look(tmp_path, daily=1, monthly=0)
    assert found.leftovers == [cut_off]
    retention.remove(tmp_path, found)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_the_promise_in_days() -> None:
    assert retention.gone_by(date(2026, 1, 1), daily=14, monthly=6) == date(2026, 7, 6)
