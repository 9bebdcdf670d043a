"""Events behind a figure: counted by kind and month, the same for whoever adds them up."""

from datetime import date
from uuid import uuid4

from chassis.web import Function
from reporting.dashboard import labels
from reporting.facts.rules.facts import Fact, Facts
from reporting.indicators.rules.answers import INDICATORS
from reporting.indicators.rules.evidence import FINES, FOLLOWED, KINDS, Evidence
from reporting.indicators.rules.source_events import source_events
from reporting.periods.rules import Period
from reporting.regie.rules.kinds import RegieKind, RegieStatus
from reporting.regie.rules.records import RegieEntry, Register

from ..support.browser import signed_in
from ..support.events import inspection
from ..support.reporting import Reporting

YEAR = Period.parse("2026")
TODAY = date(2026, 12, 31)


def fact(kind: str, month: int) -> Fact:
    return Fact(kind, uuid4(), date(2026, month, 3), "raam", {"kind": "maandactie"})


def briefing(year: int, month: int) -> RegieEntry:
    day = date(year, month, 2)
    return RegieEntry(RegieKind.TOELICHTING, "pers", day, "Uitleg", (), RegieStatus.DOORGEGAAN)


def test_only_kinds_that_the_figure_reads_are_counted_each_in_its_month() -> None:
    facts = [fact("inspection-completed", 2), fact("inspection-completed", 2)]
    facts += [fact("inspection-completed", 5), fact("inventory-published", 3)]
    found = source_events("IND-2-01", Evidence(YEAR, TODAY, {}, facts=Facts(facts)))
    assert [(each.kind, each.count) for each in found] == [("inspection-completed", 3)]
    assert found[0].months == ((date(2026, 2, 1), 2), (date(2026, 5, 1), 1))


def test_records_of_regie_count_within_the_period_alone() -> None:
    register = Register([briefing(2025, 12), briefing(2026, 1), briefing(2026, 1)])
    found = source_events("IND-3.4-02", Evidence(YEAR, TODAY, {}, register=register))
    assert [(each.kind, each.count) for each in found] == [("toelichting", 2)]


def test_every_indicator_can_be_asked_and_every_kind_has_a_word() -> None:
    for name in INDICATORS:
        assert source_events(name, Evidence(YEAR, TODAY, {})) == []
    for kind in KINDS | FINES | FOLLOWED:
        assert labels.EVENT[kind]


async def test_the_page_shows_how_many_events_a_figure_was_counted_from(
    reporting: Reporting,
) -> None:
    await reporting.told(inspection(), inspection())
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    shown = await reader.sees("/beeld?indicator=IND-2-01&periode=2026")
    assert "Uit welke meldingen" in shown
    assert "Controle uitgevoerd 2" in shown


async def test_figures_stand_as_they_were_known_on_a_day(reporting: Reporting) -> None:
    await reporting.told(inspection())
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    before = await reader.get("/cijfers?periode=2026&stand=2025-12-31")
    assert before.status_code == 200
    assert 'value="2025-12-31"' in before.text
    assert "Stand op" in before.text and "1/01/2026" in before.text
    for wrong in ("2030-01-01", "2026-07-02", "2026-07-01", "gisteren"):
        answer = await reader.get(f"/cijfers?stand={wrong}")
        assert answer.status_code == 422
        assert "Kies een dag die voorbij is." in answer.text
        assert 'id="stand-fout"' in answer.text
        assert 'stand-fout" aria-invalid="true"' in answer.text
        assert f'max="2026-06-30" value="{wrong}"' in answer.text, "what was typed is not lost"
    both = await reader.get("/cijfers?periode=ooit&stand=gisteren")
    assert 'id="periode-fout"' in both.text and "Deze periode kennen we niet" in both.text
