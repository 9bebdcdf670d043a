"""Line 1, from what the care organisations publish."""

from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from chassis.web import Function
from contracts import Event
from contracts.registry import (
    AggregatePublished,
    Cell,
    LinkageError,
    LinkedTotal,
    LinkedTotalsPublished,
    WebsiteStatisticsNoted,
)

from ..support.browser import signed_in
from ..support.events import moment
from ..support.figures import parts, split
from ..support.reporting import Reporting


def cell(measure: str, value: int | None, **dimensions: str) -> Cell:
    return Cell(measure=measure, dimensions=dimensions, value=value)


def published(organisation: str, *cells: Cell, **changes: Any) -> AggregatePublished:
    facts: dict[str, Any] = {
        "aggregate_id": uuid4(),
        "organisation": organisation,
        "year": 2026,
        "half": None,
        "revision": 1,
        "threshold": 5,
        "suppressed": sum(c.value is None for c in cells),
        "cells": cells,
        "published_at": moment("2026-06-01T10:00:00+02:00"),
    }
    return AggregatePublished(**facts | changes)


async def test_persons_are_never_added_up_over_organisations(reporting: Reporting) -> None:
    await reporting.told(
        published("GHAPRO", cell("clienten", 40), cell("clienten", 30, branche="raam")),
        published("BOYS", cell("clienten", 25), cell("clienten", 20, branche="escort")),
    )
    found = await reporting.figure("IND-1-01")
    assert found["value"] is None
    assert parts(found) == {"GHAPRO": 40, "BOYS": 25}
    assert split(found, "branche_GHAPRO") == {"raam": 30}
    assert split(found, "branche_BOYS") == {"escort": 20}
    assert any("dubbeltelling" in note for note in found["notes"])
    assert found["completeness"] == "gedeeltelijk"
    assert found["missing"] == ["levering van Free Clinic voor jaar 2026"]


async def test_contacts_are_added_up_and_complete_once_all_three_have_delivered(
    reporting: Reporting,
) -> None:
    for organisation, number in (("GHAPRO", 100), ("BOYS", 20), ("FREECLINIC", 3)):
        await reporting.told(
            published(
                organisation,
                cell("contacten", number, soort="medisch"),
                cell("contacten", number, soort="medisch", branche="straat"),
            )
        )
    found = await reporting.figure("IND-1-02")
    assert (found["value"], found["completeness"]) == (123, "volledig")
    assert split(found, "branche") == {"straat": 123}


async def test_a_sum_that_needs_a_hidden_cell_is_hidden_too(reporting: Reporting) -> None:
    await reporting.told(
        published("GHAPRO", cell("begeleidingen", None), cell("doorverwijzingen", 12)),
        published("BOYS", cell("begeleidingen", 8), cell("doorverwijzingen", 5)),
    )
    together = await reporting.figure("IND-1-04")
    assert (together["value"], together["suppressed"]) == (None, True)
    assert parts(together) == {"guidance": None, "referrals": 17}
    alone = await reporting.figure("IND-1.1-05")
    assert (alone["value"], alone["suppressed"]) == (None, True)
    assert (await reporting.figure("IND-1.2-06"))["value"] == 13
    page = await (await signed_in(reporting, Function.PLANGROEP_LID)).get("/cijfers?periode=2026")
    assert "te klein om te tonen" in page.text.split('id="IND-1.1-05"')[1].split("</tr>")[0]


async def test_the_actions_of_line_1_add_up_to_the_line(reporting: Reporting) -> None:
    for organisation, number in (("GHAPRO", 9), ("BOYS", 6), ("FREECLINIC", 7)):
        await reporting.told(
            published(
                organisation, cell("begeleidingen", number), cell("doorverwijzingen", 2 * number)
            )
        )
    actions = [
        (await reporting.figure(name))["value"]
        for name in ("IND-1.1-05", "IND-1.2-06", "IND-1.3-05")
    ]
    assert (await reporting.figure("IND-1-04"))["value"] == sum(actions) == 66


async def test_the_latest_revision_replaces_the_others_also_when_it_comes_first(
    reporting: Reporting,
) -> None:
    await reporting.told(published("FREECLINIC", cell("clienten", 31), revision=2))
    await reporting.told(published("FREECLINIC", cell("clienten", 30), revision=1))
    assert (await reporting.figure("IND-1.3-01"))["value"] == 31
    assert (await reporting.counts())["aggregate-published"] == (2, 0)


async def test_a_half_year_is_told_by_its_own_delivery_only(reporting: Reporting) -> None:
    await reporting.told(
        published("BOYS", cell("clienten", 50)),
        published("BOYS", cell("clienten", 28), half=1),
    )
    assert (await reporting.figure("IND-1.2-05", "2026-H1"))["value"] == 28
    assert (await reporting.figure("IND-1.2-05", "2026"))["value"] == 50
    second = await reporting.figure("IND-1.2-05", "2026-H2")
    assert (second["status"], second["value"]) == ("geen_levering", None)
    assert second["missing"] == ["levering van Boysproject voor tweede halfjaar 2026"]


async def test_a_month_has_figures_only_for_what_is_published_by_month(
    reporting: Reporting,
) -> None:
    await reporting.told(
        published(
            "BOYS",
            cell("clienten", 50),
            cell("activiteiten", 12, type="outreachmoment"),
            cell("activiteiten", 4, type="outreachmoment", maand="2026-02"),
            cell("samenwerkingscontacten", 3, maand="2026-02"),
        )
    )
    assert (await reporting.figure("IND-1.2-03", "2026-02"))["value"] == 4
    assert (await reporting.figure("IND-1.2-07", "2026-02"))["value"] == 3
    clients = await reporting.figure("IND-1.2-05", "2026-02")
    assert clients["status"] == "geen_levering"
    assert "niet per maand" in clients["missing"][0]


async def test_each_consultation_counts_where_it_took_place(reporting: Reporting) -> None:
    await reporting.told(
        published(
            "GHAPRO",
            cell("contacten", 90),
            cell("contacten", 60, aard="consultatie", plaats="vast"),
            cell("contacten", 14, aard="consultatie", plaats="mobiel"),
            cell("contacten", 74, aard="consultatie"),
        )
    )
    assert (await reporting.figure("IND-1.1-03"))["value"] == 60
    assert (await reporting.figure("IND-1.1-04"))["value"] == 14
    contacts = await reporting.figure("IND-1.1-02")
    assert (contacts["value"], split(contacts, "aard")) == (90, {"consultatie": 74})


async def test_compound_activities_show_their_parts_and_sum(reporting: Reporting) -> None:
    await reporting.told(
        published(
            "BOYS",
            cell("activiteiten", 20, type="dropin"),
            cell("activiteiten", 3, type="vormingsmoment"),
            cell("activiteiten", 30, type="doktersconsultatie"),
            cell("activiteiten", None, type="swab2know"),
        )
    )
    found = await reporting.figure("IND-1.2-01")
    assert (found["value"], parts(found)) == (23, {"dropin": 20, "vormingsmoment": 3})
    tests = await reporting.figure("IND-1.2-08")
    assert (tests["value"], tests["suppressed"]) == (None, True)
    assert parts(tests) == {"doktersconsultatie": 30, "swab2know": None}


async def test_websites_show_visits_per_site_and_page_views_beside_them(
    reporting: Reporting,
) -> None:
    await reporting.told(
        published(
            "BOYS",
            cell("websitestatistiek", 900, site="boysproject", maat="bezoeken"),
            cell("websitestatistiek", 400, site="info4escorts", maat="bezoeken"),
            cell("websitestatistiek", 2500, site="boysproject", maat="paginaweergaven"),
            cell("websitestatistiek", 700, site="boysproject", maat="bezoeken", taal="nl"),
        )
    )
    found = await reporting.figure("IND-1.2-09")
    assert found["value"] == 1300
    assert parts(found)["boysproject_paginaweergaven"] == 2500
    assert split(found, "taal_boysproject") == {"nl": 700}


def website(site: str, month: str, visits: int, revision: int = 1, **more: Any) -> Event:
    return WebsiteStatisticsNoted(
        month_id=uuid5(NAMESPACE_URL, f"{site} {month}"),
        organisation="BOYS",
        site=site,
        begins_at=moment(f"{month}-01T00:00:00+01:00"),
        revision=revision,
        visits=visits,
        noted_at=moment("2026-06-10T10:00:00+02:00"),
        **more,
    )


async def test_websites_that_are_noted_by_month_need_no_delivery(reporting: Reporting) -> None:
    """A correction replaces what it corrects, and months that nobody noted are named."""
    await reporting.told(
        website("boysproject", "2026-02", 120, revision=2, page_views=300, unique_visitors=50),
        website("boysproject", "2026-01", 100, languages={"nl": 60}, unique_visitors=40),
        website("boysproject", "2026-02", 999),
        website("info4escorts", "2026-01", 30, languages={"nl": 10}),
        website("boysproject", "2025-12", 5000),
    )
    year = await reporting.figure("IND-1.2-09")
    assert year["value"] == 250
    assert parts(year)["boysproject_bezoeken"] == 220
    assert parts(year)["boysproject_paginaweergaven"] == 300
    assert "boysproject_unieke_bezoekers" not in parts(year)
    by_language = {
        each["label"]: each["rows"]
        for each in year["breakdowns"]
        if each["dimension"].startswith("taal_")
    }
    assert [row["value"] for row in by_language["taal (www.boysproject.be)"]] == [60]
    assert "bezoeken van www.info4escorts.be voor februari 2026" in "; ".join(year["missing"])
    february = await reporting.figure("IND-1.2-09", "2026-02")
    assert february["value"] == 120
    assert parts(february)["boysproject_unieke_bezoekers"] == 50


async def test_a_month_that_is_noted_goes_before_the_delivery_of_its_year(
    reporting: Reporting,
) -> None:
    def visits(value: int, **more: str) -> Cell:
        return cell("websitestatistiek", value, site="boysproject", maat="bezoeken", **more)

    await reporting.told(
        published("BOYS", visits(500), visits(200, maand="2026-01"), visits(300, maand="2026-02")),
        website("boysproject", "2026-02", 350),
    )
    assert parts(await reporting.figure("IND-1.2-09"))["boysproject_bezoeken"] == 550
    assert (await reporting.figure("IND-1.2-09", "2026-01"))["value"] == 200


async def test_what_a_delivery_does_not_hold_is_not_taken_for_zero(reporting: Reporting) -> None:
    await reporting.told(published("GHAPRO", cell("clienten", 40)))
    found = await reporting.figure("IND-1.1-03")
    assert (found["status"], found["value"]) == ("geen_levering", None)


async def test_consultations_show_month_and_branch(reporting: Reporting) -> None:
    await reporting.told(
        published(
            "GHAPRO",
            cell("contacten", 60, aard="consultatie", plaats="vast"),
            cell("contacten", 40, consultatie="vast", branche="raam"),
            cell("contacten", None, consultatie="vast", branche="straat"),
            cell("contacten", 9, consultatie="vast", maand="2026-02"),
            cell("contacten", 7, soort="medisch", maand="2026-02"),
            cell("contacten", 70, soort="medisch"),
        )
    )
    fixed = await reporting.figure("IND-1.1-03")
    assert split(fixed, "branche") == {"raam": 40, "straat": None}
    assert split(fixed, "maand") == {"2026-02": 9}
    assert split(await reporting.figure("IND-1-02"), "maand") == {"2026-02": 7}


async def test_partners_themes_and_who_was_there_stand_beside_the_figure(
    reporting: Reporting,
) -> None:
    individual = {"bij": "begeleiding_of_doorverwijzing"}
    await reporting.told(
        published(
            "BOYS",
            cell("begeleidingen", 8),
            cell("doorverwijzingen", 5),
            cell("hulpvragen", 6, hulpvraag="mentaal", **individual),
            cell("activiteiten", 12, type="doktersconsultatie"),
            cell("activiteiten", 7, type="doktersconsultatie", met="ghapro"),
            cell("activiteiten", 5, type="doktersconsultatie", met="zonder_partner"),
            cell("activiteiten", 4, type="dropin"),
            cell("bereik", 31, type="dropin"),
        )
    )
    assert split(await reporting.figure("IND-1.2-06"), "hulpvraag") == {"mentaal": 6}
    assert split(await reporting.figure("IND-1.2-08"), "met") == {"ghapro": 7, "zonder_partner": 5}
    moments = await reporting.figure("IND-1.2-01")
    assert moments["value"] == 4
    assert parts(moments)["bereik_dropin"] == 31


def linked(*totals: LinkedTotal, **changes: Any) -> LinkedTotalsPublished:
    facts: dict[str, Any] = {
        "publication_id": uuid4(),
        "year": 2026,
        "organisations": ("BOYS", "GHAPRO"),
        "threshold": 5,
        "is_complete": True,
        "totals": totals,
        "published_at": moment("2026-06-02T10:00:00+02:00"),
    }
    return LinkedTotalsPublished(**facts | changes)


def total(value: int | None, margin: int = 9, **dimensions: str) -> LinkedTotal:
    low, high = (None, None) if value is None else (value - margin, value + margin)
    return LinkedTotal(
        measure="clienten", dimensions=dimensions, value=value, at_least=low, at_most=high
    )


async def test_a_linked_year_has_a_city_total_with_its_own_label(reporting: Reporting) -> None:
    await reporting.told(
        published("GHAPRO", cell("clienten", 40), cell("clienten", 30, branche="raam")),
        published("BOYS", cell("clienten", 25)),
        linked(total(52), total(33, branche="raam"), total(None, branche="straat")),
    )
    found = await reporting.figure("IND-1-01")
    assert (found["value"], found["margin"]) == (52, 9)
    assert parts(found) == {"stad": 52, "GHAPRO": 40, "BOYS": 25}
    assert found["parts"][0]["label"] == "stad, elke persoon één keer"
    city = found["breakdowns"][0]
    assert city["label"] == "branche in de stad (elke persoon één keer)"
    assert {row["code"]: row["value"] for row in city["rows"]} == {"raam": 33, "straat": None}
    assert any("Zonder dubbeltelling: Boysproject en Ghapro" in note for note in found["notes"])
    assert not any("geen totaal" in note for note in found["notes"])


async def test_a_linked_total_that_may_not_be_told_is_no_zero(reporting: Reporting) -> None:
    await reporting.told(published("GHAPRO", cell("clienten", 40)), linked(total(None)))
    found = await reporting.figure("IND-1-01")
    assert found["value"] is None
    assert any("veilig te tonen" in note for note in found["notes"])
    assert parts(found)["GHAPRO"] == 40


async def test_a_linked_total_says_between_what_it_lies_and_why(reporting: Reporting) -> None:
    measured = LinkageError(agreement=90, false_meetings=15, without_code=15)
    city = LinkedTotal(measure="clienten", dimensions={}, value=1508, at_least=1477, at_most=1539)
    await reporting.told(published("GHAPRO", cell("clienten", 1250)), linked(city, error=measured))
    found = await reporting.figure("IND-1-01")
    assert (found["value"], found["margin"]) == (1508, 31)
    city_part = next(each for each in found["parts"] if each["code"] == "stad")
    assert (city_part["value"], city_part["margin"]) == (1508, 31), "1477 to 1539, as it was told"
    assert not any("tussen" in note for note in found["notes"]), "said once, beside the figure"
    (why,) = [note for note in found["notes"] if "gemeten fout" in note]
    assert "in 95 van de 100 jaren" in why
    assert "minstens 90 % twee keer dezelfde code" in why
    assert "hoogstens 15 personen zijn door toeval" in why


async def test_a_linked_total_of_before_says_that_nobody_measured_its_error(
    reporting: Reporting,
) -> None:
    await reporting.told(published("GHAPRO", cell("clienten", 40)), linked(total(52)))
    found = await reporting.figure("IND-1-01")
    assert found["value"] == 52
    assert any("nooit gemeten" in note for note in found["notes"])


async def test_codes_that_lack_are_said_beside_a_linked_total(reporting: Reporting) -> None:
    await reporting.told(
        published("GHAPRO", cell("clienten", 40)), linked(total(52), is_complete=False)
    )
    found = await reporting.figure("IND-1-01")
    assert any("twee keer geteld" in note for note in found["notes"])
