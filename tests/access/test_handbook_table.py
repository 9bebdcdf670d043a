"""The five tables hold what the handbook's table in §4.3 holds, and never the forbidden pairs."""

import importlib

import pytest

from chassis.web import DOMAIN_OF, Function, TrustDomain
from chassis.web.authorisation import Right, Row, Table
from contracts import SERVICES

from .support.services import TRUSTS

WRITING = {Right.WRITE, Right.DECIDE}
FULL = set(Function)


def table_of(service: str) -> Table:
    table: Table = importlib.import_module(f"{service}.authorisation").TABLE
    return table


def all_rows() -> list[tuple[str, str, Row]]:
    return [
        (service, kind, row)
        for service in SERVICES
        for kind, of_kind in table_of(service).items()
        for row in of_kind
    ]


def holders(service: str, kind: str, *rights: Right) -> set[Function]:
    """Who has one of these rights over a kind of data; over their own counts too."""
    of_kind = next(rows for name, rows in table_of(service).items() if name.startswith(kind))
    return {function for row in of_kind if row.right in rights for function in row.functions}


def test_no_table_gives_anything_to_a_domain_that_its_service_does_not_trust() -> None:
    for service, kind, row in all_rows():
        assert {DOMAIN_OF[one] for one in row.functions} <= TRUSTS[service], (service, kind)


def test_dp01_no_kind_of_data_is_open_to_care_and_to_police() -> None:
    for service in SERVICES:
        domains = {
            DOMAIN_OF[function]
            for of_kind in table_of(service).values()
            for row in of_kind
            for function in row.functions
        }
        assert not domains >= {TrustDomain.ZORG, TrustDomain.POLITIE}, service
        assert TrustDomain.ZORG not in domains or domains == {TrustDomain.ZORG}, service


def test_dp07_what_an_owner_or_a_care_organisation_has_is_always_its_own() -> None:
    for service, kind, row in all_rows():
        outside = {
            function
            for function in row.every
            if DOMAIN_OF[function] is TrustDomain.EIGENAAR
            or function in {Function.ZORG_REGISTRATOR, Function.ZORG_VERANTWOORDELIJKE}
        }
        assert not outside, (service, kind)


def test_the_city_never_has_its_own_of_anything_but_its_advices() -> None:
    """Fire, planning and police each answer for their own service, at the city's site."""
    for service, kind, row in all_rows():
        if kind.startswith("advices"):
            assert Function.ADVIESDIENST not in row.every
            continue
        domains = {DOMAIN_OF[function] for function in row.own}
        assert domains <= {TrustDomain.EIGENAAR, TrustDomain.ZORG}, (service, kind)


@pytest.mark.parametrize(
    ("of", "kind", "rights", "most"),
    [
        ("databank", "PV, RIR", WRITING, {Function.POLITIE_AGENT}),
        ("databank", "validated identity", WRITING, {Function.POLITIE_AGENT}),
        ("databank", "branch history", WRITING, {Function.POLITIE_AGENT}),
        (
            "databank",
            "welfare and trafficking signals",
            WRITING,
            {Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER},
        ),
        (
            "databank",
            "sanctions",
            set(Right),
            {Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER},
        ),
        (
            "enforcement",
            "sanction",
            {Right.DECIDE},
            {Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER},
        ),
        ("enforcement", "GAS dossier", {Right.DECIDE}, {Function.SANCTIONEREND_AMBTENAAR}),
        ("registry", "care records", {Right.DECIDE}, {Function.STUDIEDIENST_ANALIST}),
        ("pandkalender", "own rooms", WRITING, {Function.EIGENAAR, Function.BEHEERDER}),
    ],
)
def test_nobody_has_more_than_the_handbook_gives(
    of: str, kind: str, rights: set[Right], most: set[Function]
) -> None:
    assert holders(of, kind, *rights) <= most


ASKING = (
    "lists that leave",
    "shielded files",
    "cases within which",
    "room to read",
    "watch requests",
)
"""Ways to read that are asked for and noted: a form is sent, and no record changes."""


def test_recherche_reads_and_never_writes() -> None:
    for service, kind, row in all_rows():
        if Function.RECHERCHE in row.functions and not kind.startswith(ASKING):
            assert row.right not in WRITING, (service, kind)


WITHIN_A_CASE = (
    "own rooms and shifts",
    "validated identity",
    "first contact",
    "branch history, links",
    "moves and patterns",
    "search, files of persons",
    "exchanges with recherche and partners",
)


def test_recherche_has_within_a_case_what_the_handbook_says_and_only_there() -> None:
    """§4.3: "R (case)" for rooms, shifts, identities, branch history; "R" for signals, reports."""
    for service, kind, row in all_rows():
        if Function.RECHERCHE not in row.functions:
            continue
        assert service == "databank", "the databank knows the cases"
        if kind.startswith(WITHIN_A_CASE):
            assert Function.RECHERCHE in row.case, (kind, row.routes)
        elif not kind.startswith("lists that leave"):
            assert Function.RECHERCHE in row.every, (kind, row.routes)
    within = {function for _, _, row in all_rows() for function in row.case}
    assert within == {Function.RECHERCHE}


def test_the_plan_group_gets_figures_and_the_register_alone() -> None:
    found = {service for service, _, row in all_rows() if Function.PLANGROEP_LID in row.functions}
    assert found <= {"reporting"}


def test_who_administers_technology_sees_no_content() -> None:
    for service, kind, row in all_rows():
        if Function.TECHNISCH_BEHEERDER in row.functions:
            assert row.right in {Right.AGGREGATES, Right.STATUS}, (service, kind)


def test_who_sees_the_own_figures_alone_gets_aggregates_and_no_register() -> None:
    """Leadership of the police and the city's research office, at reporting."""
    own = {Function.POLITIE_TEAMLEIDER, Function.STUDIEDIENST_STAD}
    for service, kind, row in all_rows():
        mine = own & set(row.functions) if service == "reporting" else set()
        if mine and kind == "reports in the making":  # that of care, which is its own (VA-3.1-03)
            assert mine == {Function.STUDIEDIENST_STAD}, row.routes
        elif mine:
            assert row.right in {Right.AGGREGATES, Right.STATUS}, kind
        elif service != "reporting":
            assert Function.STUDIEDIENST_STAD not in row.functions, (service, kind)
