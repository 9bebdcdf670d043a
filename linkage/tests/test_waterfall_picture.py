"""The picture of a waterfall: where each bar begins and ends, and what no picture says."""

from xml.etree import ElementTree

from linkage import WaterfallStep
from linkage.waterfall_picture import AGAINST, CORRECTION, FOR, TOTAL, svg

STEPS = (
    WaterfallStep("family", "exact", 8.0, 0.01),
    WaterfallStep("birth", "different", -6.0),
    WaterfallStep("kin", "corrected", -4.0),
)


def bars_of(picture: str) -> list[tuple[float, float, str]]:
    drawn = ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}rect")
    return [
        (float(bar.attrib["x"]), float(bar.attrib["width"]), bar.attrib["fill"]) for bar in drawn
    ]


def test_each_bar_begins_where_the_one_before_it_ended_and_the_total_at_nothing() -> None:
    """From -2 to 8 bits over 400 pixels: 40 pixels a bit, nothing at 280."""
    assert bars_of(svg(STEPS)) == [
        (280.0, 320.0, FOR),
        (360.0, 240.0, AGAINST),
        (200.0, 160.0, CORRECTION),
        (200.0, 80.0, TOTAL),
    ]


def test_the_words_are_the_callers_and_cannot_break_the_picture() -> None:
    picture = svg(STEPS, name=lambda step: f"<{step.field}>", total_name="som & slot")
    texts = [text.text for text in ElementTree.fromstring(picture).iter() if text.text]
    assert texts == [
        "som & slot -2.0", "<family>", "+8.0", "<birth>", "-6.0", "<kin>", "-4.0", "som & slot",
        "-2.0",
    ]  # fmt: skip


def test_without_steps_there_is_a_total_of_nothing() -> None:
    assert bars_of(svg(())) == [(200.0, 1.0, TOTAL)]
