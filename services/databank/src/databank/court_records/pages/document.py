"""Set the record of a link in type: a PDF in Dutch, in the words of the page of the link.

Whatever language the officer works in: the court reads Dutch.
"""

from collections.abc import Iterator
from contextvars import Context
from importlib.resources import files
from typing import Any

from chassis.days import city_day
from chassis.typeset import typeset
from chassis.web.pages import gettext as _
from chassis.web.pages.site import percent
from databank.access.purposes.labels import PURPOSE
from databank.access.purposes.rules import PurposeCode
from databank.court_records.compile import LinkRecord
from databank.court_records.store import GivenAnswer
from databank.matching.labels import sentences
from databank.matching.rules.outcomes import LinkOutcome
from databank.persons.store.claims import AUTO
from databank.review.labels import ANSWER, GROUND
from databank.screens import labels as screens
from databank.screens.times import spell

Section = dict[str, Any]
"""``title``, with ``lines`` of text or ``items`` of a list."""


def as_pdf(record: LinkRecord) -> bytes:
    """PDF/A-2a and PDF/UA-1. Blocking: run it in a thread."""
    told = Context().run(in_words, record)  # a context of its own speaks Dutch
    source = (files("databank") / "data" / "court_record.typ").read_bytes()
    return typeset(source, told).pdf


def in_words(record: LinkRecord) -> dict[str, Any]:
    """All that the document says, in the language of the context."""
    made_on = city_day(record.made_at)
    return {
        "title": _("Waarom deze koppeling?"),
        "about": [*_about(record)],
        "sections": [
            _decided(record),
            _alternatives(record),
            _model(record),
            _errors(record),
            _people(record),
        ],
        "foot": f"{_made_for(record)} | {spell(record.made_at)} | {_purpose(record)}",
        "dated": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
    }


def _about(record: LinkRecord) -> Iterator[list[str]]:
    yield [_("Nummer van de persoon"), str(record.decision.link.person_id)]
    yield [_("Nummer van de gegevens"), str(record.claim_id)]
    yield [_("Waar de gegevens vandaan komen"), screens.source(record.source_kind)]
    yield [_("Ontvangen"), spell(record.received_at)]
    yield [_("Gemaakt voor"), _made_for(record)]
    yield [_("Gemaakt op"), spell(record.made_at)]
    yield [_("Doel"), _purpose(record)]


def _decided(record: LinkRecord) -> Section:
    link, evidence = record.decision.link, record.decision.evidence
    by = (
        _("Het systeem koppelde deze gegevens op %(at)s.")
        if link.decided_by == AUTO
        else _("Een agent koppelde deze gegevens op %(at)s.")
    )
    lines = [by % {"at": spell(link.from_at)}]
    if link.decided_by == AUTO and link.decision != LinkOutcome.NEW:
        lines.append(_("Zekerheid: %(share)s.") % {"share": percent(link.confidence)})
    if evidence is not None:
        lines.append(
            _(
                "Een getal tussen haakjes zegt hoe zwaar iets weegt: hoe hoger, hoe meer het voor"
                " dezelfde persoon spreekt. Nationaliteit en afkomst wegen nooit mee. Hoe zeldzaam"
                " een naam is, tellen we voor iedereen in dezelfde lijst."
            )
        )
    elif link.decision == LinkOutcome.NEW:
        lines.append(_("Niemand leek op deze persoon. Daarom is het een nieuwe persoon."))
    items = [_(sentence) for sentence in sentences(evidence)] if evidence else []
    return {"title": _("De beslissing en waarop ze steunt"), "lines": lines, "items": items}


def _alternatives(record: LinkRecord) -> Section:
    if not record.alternatives:
        lines = [_("Er was niemand anders op wie de gegevens leken.")]
        return {"title": _("Wie nog in aanmerking kwam"), "lines": lines, "items": []}
    items = [
        _("Andere persoon %(number)s: kans van %(share)s. %(why)s")
        % {
            "number": number,
            "share": percent(other.chance),
            "why": " ".join(_(sentence) for sentence in sentences(other)),
        }
        for number, other in enumerate(record.alternatives, 1)
    ]
    return {"title": _("Wie nog in aanmerking kwam"), "lines": [], "items": items}


def _model(record: LinkRecord) -> Section:
    version = record.decision.link.model_version
    lines = [_("Versie van het model: %(version)s.") % {"version": version}]
    if record.decision.is_replayed is not None:
        lines.append(
            _("Met het model van die dag nagerekend: de uitkomst is gelijk.")
            if record.decision.is_replayed
            else _("Met het model van die dag nagerekend: de uitkomst is niet gelijk.")
        )
    return {"title": _("Het model"), "lines": lines, "items": []}


def _errors(record: LinkRecord) -> Section:
    stratum = record.stratum
    if stratum is None:
        text = _("Een mens besliste of moet nog beslissen. Daarvan nemen we geen steekproef.")
    elif not stratum.answered:
        text = _(
            "Nog niemand keek blind naar beslissingen van deze soort. Hoe vaak ze fout zijn, is"
            " niet bekend."
        )
    else:
        same = stratum.share_same
        is_known = record.decision.link.decision == LinkOutcome.KNOWN
        low, high = same.interval.low, same.interval.high
        low, high = (1 - high, 1 - low) if is_known else (low, high)
        text = _(
            "Mensen keken blind naar %(judged)s beslissingen van deze soort en vonden er %(wrong)s"
            " fout: %(share)s. Met 95 procent zekerheid ligt dat tussen %(low)s en %(high)s."
        ) % {
            "judged": stratum.answered,
            "wrong": record.wrong,
            "share": percent(record.wrong / stratum.answered),
            "low": percent(low),
            "high": percent(high),
        }
    return {"title": _("Hoe vaak zo'n beslissing fout is"), "lines": [text], "items": []}


def _people(record: LinkRecord) -> Section:
    items = [_answer(each) for each in record.answers]
    items += [
        _("%(at)s: gekoppeld door %(who)s. %(why)s")
        % {
            "at": spell(link.from_at),
            "who": link.decided_by,
            "why": _(GROUND[link.ground]) if link.ground else "",
        }
        for link in reversed(record.decision.history)
        if link.decided_by != AUTO
    ]
    lines = []
    if not any(each.is_blind for each in record.answers):
        lines.append(_("Niemand keek blind naar deze beslissing."))
    if not items:
        lines.append(_("Geen mens bevestigde deze koppeling."))
    return {"title": _("Wat mensen zeiden"), "lines": lines, "items": items}


def _answer(answer: GivenAnswer) -> str:
    text = (
        _("%(at)s: %(who)s keek blind, zonder te weten wat beslist was: %(said)s. %(why)s")
        if answer.is_blind
        else _("%(at)s: %(who)s keek na: %(said)s. %(why)s")
    )
    return text % {
        "at": spell(answer.answered_at),
        "who": answer.answered_by,
        "said": _(ANSWER[answer.answer]),
        "why": _(GROUND[answer.ground]) if answer.ground else "",
    }


def _made_for(record: LinkRecord) -> str:
    actor = record.made_for
    return f"{actor.subject} ({actor.function.value}, {actor.organisation})"


def _purpose(record: LinkRecord) -> str:
    return _(PURPOSE[PurposeCode(record.purpose)])
