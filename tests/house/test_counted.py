"""What a count counts is declared where it is made and where it is shown, and both say the same."""

from registry.counts.rules.cells import Key
from registry.counts.rules.counted import counted
from reporting.care_report.rules.indicators import OF_CITY, OF_ORGANISATION
from reporting.indicators.catalogue import catalogue

GUIDED = "begeleidingen"


def test_the_report_of_care_counts_what_the_registry_says_that_its_cells_count() -> None:
    every = [*OF_CITY, *(each for some in OF_ORGANISATION.values() for each in some)]
    measures = [(each.id, of) for each in every for of in each.measures]
    measures += [(each.id, split.of) for each in every for split in each.splits]
    assert len(measures) > 30
    for name, of in measures:
        assert counted(Key.of(of.measure, of.codes)) is of.counts, (name, of.label)


def test_the_list_of_the_city_says_the_same_of_each_first_measure() -> None:
    """Of guidance and referrals the sum is one of acts; guidance by itself is of persons."""
    for each in (*OF_CITY, *(each for some in OF_ORGANISATION.values() for each in some)):
        first, entry = each.measures[0], catalogue()[each.id]
        code = "guidance" if first.measure == GUIDED else each.id
        assert entry.counted(code) is first.counts, each.id
