"""No order covers a place that stays free, or the whole territory: held by geometry."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, unary_union

from chassis.own_file import OwnFileError
from chassis.refusals import FieldRefusedError
from enforcement.perimeters.rules.area import Area, FreePlace, Kind, Part, SparedPlace, draw
from enforcement.perimeters.rules.plan import marks, plan
from enforcement.perimeters.rules.streets import load

CARE_DOOR = 30.0
HALF_STREET = 9.0
MOST_STREETS = 0.5
OWN_DOOR = 8.0

CITY = load(None)
LENGTH = sum(LineString(street.line).length for street in CITY.streets.values())
addresses = st.sampled_from(
    [(name, number) for name, street in CITY.streets.items() for number in street.houses]
)
free_places = st.lists(
    st.builds(
        lambda kind, at: FreePlace(kind, *at),
        st.sampled_from([Kind.WONING, Kind.WERKPLEK, Kind.SCHOOL, Kind.ANDERE]),
        addresses,
    ),
    max_size=6,
)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    street = CITY.streets[draw(st.sampled_from([*CITY.streets]))]
    if draw(st.booleans()):
        return Part(street.name)
    numbers = st.sampled_from([*street.houses])
    return Part(street.name, draw(numbers), draw(numbers))


some_parts = st.lists(parts(), min_size=1, max_size=len(CITY.streets) + 2)


def drawn(chosen: list[Part], free: list[FreePlace]) -> Area | None:
    try:
        return draw(CITY, chosen, free)
    except FieldRefusedError as refused:
        assert refused.field == "parts"  # None is an answer here
        return None


def test_streets_and_houses_are_written_as_the_file_has_them() -> None:
    free = [FreePlace(Kind.WONING, "PROEFKAAI", "40")]
    area = draw(CITY, [Part("verversrui", "60", "1"), Part(" testlei ")], free)
    assert [part.line for part in area.parts] == ["Verversrui 1-60", "Testlei"]
    assert area.carved[0].place.address == "Proefkaai 40"


@given(some_parts, free_places)
def test_no_area_covers_a_place_that_stays_free(chosen: list[Part], free: list[FreePlace]) -> None:
    area = drawn(chosen, free)
    if area is None:
        return
    kept = {(each.place.kind, each.place.address) for each in area.carved}
    assert {(each.kind, each.address) for each in free} <= kept
    for each in area.carved:
        around = CARE_DOOR if each.place.kind in (Kind.ZORG, Kind.STRAATHOEKWERK) else OWN_DOOR
        assert area.outline.distance(Point(each.at)) >= around * 0.95


@given(st.lists(parts(), min_size=1, max_size=3), addresses)
def test_the_street_before_a_home_is_free_from_front_to_front(
    chosen: list[Part], home: tuple[str, str]
) -> None:
    """NGW art. 134sexies §3: not the home, nor the way to its door."""
    area = drawn(chosen, [FreePlace(Kind.WONING, *home)])
    if area is None:
        return
    door, axis = area.carved[0].at, LineString(CITY.streets[home[0]].line)
    foot = axis.interpolate(axis.project(Point(door)))
    other_side = (2 * foot.x - door[0], 2 * foot.y - door[1])
    assert not area.outline.buffer(-0.01).intersects(LineString([door, other_side]))


@given(some_parts, free_places)
def test_no_area_is_the_whole_territory(chosen: list[Part], free: list[FreePlace]) -> None:
    area = drawn(chosen, free)
    if area is not None:
        assert area.share <= MOST_STREETS
        assert not area.outline.covers(Polygon(CITY.territory))
        axes = unary_union([LineString(street.line) for street in CITY.streets.values()])
        assert axes.difference(area.outline).length >= LENGTH * (1 - MOST_STREETS) * 0.99


@given(some_parts, free_places)
def test_an_area_lies_in_the_chosen_streets(chosen: list[Part], free: list[FreePlace]) -> None:
    area = drawn(chosen, free)
    if area is not None:
        streets = unary_union([LineString(CITY.streets[part.street].line) for part in chosen])
        assert streets.buffer(HALF_STREET * 1.5).covers(area.outline)


def test_all_streets_are_refused_however_much_is_carved_out() -> None:
    every = [Part(name) for name in CITY.streets]
    free = [FreePlace(Kind.ANDERE, "Schippersstraat", str(number)) for number in range(1, 77)]
    for places in ([], free):
        with pytest.raises(FieldRefusedError) as refused:
            draw(CITY, every, places)
        assert "hele grondgebied" in str(refused.value.reason)


def test_places_of_care_are_carved_out_though_nobody_named_them() -> None:
    area = draw(CITY, [Part("Proefkaai"), Part("Verversrui")], [])
    assert [each.place.name for _, each in marks(area.carved)] == [
        "Gezondheidshuis",
        "Vaste plek van het straathoekwerk",
    ]


def test_only_a_place_of_care_left_to_forbid_is_refused() -> None:
    with pytest.raises(FieldRefusedError) as refused:
        draw(CITY, [Part("Proefkaai", "11", "12")], [])
    assert "Er blijft niets over" in str(refused.value.reason)


@pytest.mark.parametrize(
    ("chosen", "free", "field"),
    [
        ([], [], "parts"),
        ([Part("Nergensstraat")], [], "parts"),
        ([Part("Proefkaai", "1", "999")], [], "parts"),
        ([Part("Proefkaai")], [FreePlace(Kind.WONING, "Proefkaai", "999")], "woning"),
        ([Part("Proefkaai")], [FreePlace(Kind.WERKPLEK, "Nergensstraat", "1")], "werkplek"),
    ],
)
def test_an_address_that_the_file_does_not_know_names_its_field(
    chosen: list[Part], free: list[FreePlace], field: str
) -> None:
    with pytest.raises(FieldRefusedError) as refused:
        draw(CITY, chosen, free)
    assert refused.value.field == field


def test_a_plan_says_in_words_what_it_shows_and_has_no_style() -> None:
    free = [FreePlace(Kind.WERKPLEK, "Verversrui", "5")]
    area = draw(CITY, [Part("Verversrui", "1", "60")], free)
    legend = ("Verboden <hier>", "Vrij")
    picture = plan(CITY, area, "Plan <1>", 'Verversrui 1-60 & "meer"', legend)
    root = ElementTree.fromstring(picture)  # our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert [root.findtext(f"{space}{tag}") for tag in ("title", "desc")] == [
        "Plan <1>",
        'Verversrui 1-60 & "meer"',
    ]
    assert "style" not in picture
    assert "<script" not in picture
    texts = [text.text for text in root.iter(f"{space}text")]
    assert texts == [*CITY.streets, "A", "B", *legend]


def test_a_plan_names_what_runs_north_along_it_and_says_what_is_what_below_the_territory() -> None:
    """The territory of the example is 440 metres from south to north, with 12 around it."""
    area = draw(CITY, [Part("Verversrui", "1", "60")], [])
    root = ElementTree.fromstring(plan(CITY, area, "Plan", "Verversrui", ("Rood", "Vrij")))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("viewBox", "").endswith(" 488")
    turned = {text.text for text in root.iter(f"{space}text") if text.get("transform")}
    assert turned == {
        "Schippersstraat",
        "Vingerlingstraat",
        "Verversrui",
        "Voorbeeldstraat",
        "Testlei",
        "Kladdreef",
    }
    west, north = min(x for x, _ in CITY.territory), max(y for _, y in CITY.territory)
    names = {text.text: text for text in root.iter(f"{space}text")}
    for street in CITY.streets.values():
        (ax, ay), (bx, by) = street.line[0], street.line[-1]
        x, y = ax + 0.27 * (bx - ax) - west + 12, north - ay - 0.27 * (by - ay) + 12
        name = names[street.name]
        assert (name.get("x"), name.get("y")) == (f"{x:.1f}", f"{y + 4:.1f}")
        turn = f"rotate(-90 {x:.1f} {y:.1f})" if street.name in turned else None
        assert name.get("transform") == turn
    below = [each.get("y") for each in root.iter(f"{space}text") if each.text in ("Rood", "Vrij")]
    assert below == ["480.0", "480.0"]
    *_, circle = root.iter(f"{space}circle")
    assert circle.get("cy") == "476.0"


def features() -> list[dict[str, Any]]:
    text = (files("enforcement") / "data" / "streets.geojson").read_text("utf-8")
    return list(json.loads(text)["features"])


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda all_: all_[1:], "territory"),
        (lambda all_: [all_[0], *all_[2:]], "has no such street"),
        (lambda all_: [*all_[:2], {**all_[2], "properties": {"kind": "houses"}}], "features"),
        (lambda all_: all_[:1], "no feature says kind 'street'"),
    ],
)
def test_a_wrong_file_says_which_setting_and_what_to_do(
    tmp_path: Path, change: Any, wrong: str
) -> None:
    path = tmp_path / "straten.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": change(features())}))
    with pytest.raises(OwnFileError, match=wrong) as refused:
        load(path)
    assert "KRACHTLIJN_ENFORCEMENT_STREETS" in str(refused.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(OwnFileError, match="No such file"):
        load(tmp_path / "nergens.geojson")


def test_letters_of_a_plan_go_on_after_the_alphabet() -> None:
    place = FreePlace(Kind.WONING, "Proefstraat", "1")
    spared = [SparedPlace(place, (0.0, 0.0), number != 1) for number in range(54)]
    letters = [letter for letter, _ in marks(spared)]
    assert len(letters) == 53, "what lies outside the area has none"
    assert (letters[0], letters[24], letters[25]) == ("A", "Y", "Z")
    assert (letters[26], letters[51], letters[52]) == ("AA", "ZZ", "AAA")
