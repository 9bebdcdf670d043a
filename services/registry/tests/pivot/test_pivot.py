"""A pivot shows published cells by the dimensions that were published together, no others."""

from itertools import combinations
from typing import Any

import pytest

from chassis.web import Function

from ..support.deliveries import yearly
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST


@pytest.fixture(scope="module")
async def published(running: Registry) -> Registry:
    """A year of one organisation, which all tests here only read."""
    await running.begins_again()
    await running.accepted(yearly(clients=120), "GHAPRO")
    return running


async def pivot(registry: Registry, **asked: Any) -> Any:
    return await registry.get(ANALYST, "/v1/pivot", year=2025, **asked)


async def test_a_pivot_is_what_was_published_cell_by_cell(published: Registry) -> None:
    answer = await published.get(ANALYST, "/v1/aggregates", year=2025, half=0)
    (aggregate,) = answer.json()["_embedded"]["aggregates"]
    for dimension in ("branche", "gender"):
        found = (await pivot(published, measure="clienten", dimension=[dimension])).json()["cells"]
        expected = {
            cell["dimensions"][dimension]: cell["value"]
            for cell in aggregate["cells"]
            if cell["measure"] == "clienten" and [*cell["dimensions"]] == [dimension]
        }
        assert {cell["dimensions"][dimension]: cell["value"] for cell in found} == expected
        assert expected
    crossed = await pivot(published, measure="clienten", dimension=["gender", "branche"])
    assert crossed.status_code == 200
    assert any(cell["value"] is None for cell in crossed.json()["cells"])


async def test_a_set_that_was_not_published_is_refused_with_those_that_were(
    published: Registry,
) -> None:
    refused = await pivot(published, measure="clienten", dimension=["nationaliteit", "leeftijd"])
    assert refused.status_code == 422
    assert "branche" in refused.json()["errors"][0]["reason"]
    unknown = await pivot(published, measure="namen")
    assert unknown.json()["errors"][0]["field"] == "measure"
    too_many = await pivot(
        published, measure="clienten", dimension=["branche", "gender", "leeftijd", "nationaliteit"]
    )
    assert too_many.status_code == 422


async def test_no_set_of_dimensions_gives_a_cell_that_was_not_published(
    published: Registry,
) -> None:
    answer = await published.get(ANALYST, "/v1/aggregates", year=2025, half=0)
    (aggregate,) = answer.json()["_embedded"]["aggregates"]
    cells = [cell for cell in aggregate["cells"] if cell["measure"] == "clienten"]
    names = sorted({name for cell in cells for name in cell["dimensions"]})
    for size in range(4):
        for dimensions in combinations(names, size):
            found = await pivot(published, measure="clienten", dimension=[*dimensions])
            if found.status_code == 422:
                continue
            for cell in found.json()["cells"]:
                assert any(
                    (each["dimensions"], each["value"]) == (cell["dimensions"], cell["value"])
                    for each in cells
                )


async def test_an_organisation_pivots_its_own_figures_alone(published: Registry) -> None:
    answer = await published.get(
        Function.ZORG_VERANTWOORDELIJKE, "/v1/pivot", "BOYS", year=2025, measure="clienten"
    )
    assert answer.status_code == 422
