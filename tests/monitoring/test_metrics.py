"""The handbook knows every metric, and alarms and dashboards ask for no other."""

import re

import pytest

from .support.files import HANDBOOK, USED, expressions
from .support.metrics import families, series

EXPRESSIONS = list(expressions())
GIVEN_BY_PROMETHEUS = {"service", "instance", "job"}
PLACES = [place for place, _ in EXPRESSIONS]


@pytest.mark.parametrize(("place", "expression"), EXPRESSIONS, ids=PLACES)
def test_a_query_uses_metrics_and_labels_that_exist(place: str, expression: str) -> None:
    known = series()
    for name, matchers in USED.findall(expression):
        if name.startswith("rabbitmq_"):
            continue
        assert name in known, place
        labels = {matcher.partition("=")[0].strip(" ~!") for matcher in matchers.split(",")}
        assert labels - {""} <= known[name] | GIVEN_BY_PROMETHEUS, place


def test_the_table_of_the_handbook_is_what_the_services_expose() -> None:
    chapter = re.search(r"^## Metrics\n(.+?)(?=^## )", HANDBOOK, re.M | re.S)
    assert chapter
    assert set(re.findall(r"^\| `(krachtlijn_\w+)` \|", chapter[1], re.M)) == families()
    assert set(re.findall(r"`(krachtlijn_\w+)`", HANDBOOK)) <= families()
