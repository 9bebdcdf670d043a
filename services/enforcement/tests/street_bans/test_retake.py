"""The mayor takes an order back, and the case begins anew where it went wrong."""

import pytest
from fastapi import FastAPI

from ..support.city import City
from ..support.street_bans import Ban, fine_about
from .test_late_news import BREACH

WHY = {"reden": "De motivering was fout.", "zeker": "ja"}


@pytest.mark.parametrize(
    ("restart", "state", "lacks"),
    [
        ("bevel", "gehoord", ""),
        ("hoorzitting", "gewaarschuwd", "moet eerst gehoord"),
        ("waarschuwing", "voorstel", "moet eerst gehoord"),
    ],
)
async def test_an_order_is_withdrawn_and_begins_anew_where_it_went_wrong(
    app: FastAPI, city: City, restart: str, state: str, lacks: str
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    first = (await ban.row())["order_id"]
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf=restart)
    row = await ban.row()
    assert (row["state"], row["order_id"], row["works_from"], row["how"]) == (
        *(state, None),
        *(None, None),
    )
    assert (await ban.told())[-1] == "withdrawn", "it never was, and nobody lifted it"
    assert "ended" not in await ban.told()
    await fine_about(city, ban.who, fact_at=city.now, **BREACH)
    assert "breached" not in await ban.told()
    if restart == "bevel":
        await ban.college_meets()
        await ban.does(ban.mayor, "bevel", **ban.order())
        await ban.does(ban.worker, "kennisgeving", beroep="on")
        row = await ban.row()
        assert (row["state"], row["renewals"]) == ("actief", 0)
        assert row["order_id"] != first
        return
    await ban.refused(ban.mayor, "bevel", **ban.order())
    if restart == "waarschuwing":
        hearing = {"moment": f"{ban.today.replace(year=ban.today.year + 1)}T10:00"}
        assert "Waarschuw eerst" in await ban.refused(ban.worker, "uitnodigen", **hearing)
        await ban.skips_warning()
    await ban.is_heard()
    assert (await ban.row())["heard"]


async def test_a_ruling_about_an_order_that_was_taken_back_does_nothing_to_the_next(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.does(ban.worker, "raad-van-state", schorsing="gewoon")
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    assert (await ban.row())["stayed_at"] is not None
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    ruling = {"uitspraak": "vernietiging", "zeker": "ja"}
    await ban.does(ban.worker, "raad-van-state-uitspraak", **ruling)
    row = await ban.row()
    assert (row["state"], row["how"], row["stayed_at"]) == ("bevolen", None, None)


async def test_what_ran_out_or_was_renewed_is_not_taken_anew(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.is_renewed()
    refused = await ban.refused(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    assert "Een hernieuwing herneem je niet." in refused
