"""Everybody who has screens can be met at the evaluation's login."""

from chassis.web import DOMAIN_OF, Function
from launcher.login.evaluation.people import PEOPLE

BY_CODE = {Function.SEKSWERKER}
"""Workers sign in with a code."""


def test_each_function_has_somebody_at_the_issuer_of_its_domain() -> None:
    met = {(domain, each.function) for domain, people in PEOPLE.items() for each in people}
    assert met == {
        (str(DOMAIN_OF[function]), str(function))
        for function in Function
        if function not in BY_CODE
    }


def test_a_button_says_one_person() -> None:
    for people in PEOPLE.values():
        assert len({each.subject for each in people}) == len(people)
