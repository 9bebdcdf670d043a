"""Set a record in type: a PDF in Dutch, in the words of the page of the link or branch shift.

Whatever language the officer works in: the court reads Dutch.
"""

from collections.abc import Iterator
from contextvars import Context
from importlib.resources import files
from typing import Any

from chassis.days import city_day
from chassis.typeset import typeset
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import ngettext
from chassis.web.pages.site import day, percent
from databank.access.purposes.labels import PURPOSE
from databank.access.purposes.rules import PurposeCode
from databank.court_records.compile import BranchShiftRecord, LinkRecord
from databank.court_records.store import GivenAnswer
from databank.detection.branch_shifts.labels import BASIS
from databank.detection.branch_shifts.rules import BRANCH_SHIFT
from databank.detection.cases.labels import STATE
from databank.detection.readings.labels import READING
from databank.detection.readings.rules.elsewhere import SeenElsewhere
from databank.detection.readings.rules.record import InBranch
from databank.detection.rules.catalogue import RULES
from databank.matching.labels import sentences
from databank.matching.rules.outcomes import LinkOutcome
from databank.persons.store.claims import AUTO
from databank.review.labels import ANSWER, GROUND
from databank.screens import labels as screens
from databank.screens.times import spell

Section = dict[str, Any]
"""``title``, with ``lines`` of text or ``items`` of a list."""


def as_pdf(record: LinkRecord | BranchShiftRecord) -> bytes:
    """PDF/A-2a and PDF/UA-1. Blocking: run it in a thread."""
    told = Context().run(in_words, record)  # a context of its own speaks Dutch
    source = (files("databank") / "data" / "court_record.typ").read_bytes()
    return typeset(source, told).pdf


def in_words(record: LinkRecord | BranchShiftRecord) -> dict[str, Any]:
    """All that the document says, in the language of the context."""
    made_on = city_day(record.made_at)
    if isinstance(record, LinkRecord):
        title, about, sections = _("Waarom deze koppeling?"), [*_about(record)], _of_link(record)
    else:
        title, about = _moved(record), [*_about_shift(record)]
        sections = _of_shift(record)
        for link in record.links:
            claim = _("Gegevens %(claim)s") % {"claim": link.claim_id}
            sections += [
                {**section, "title": f"{claim}: {section['title']}"} for section in _of_link(link)
            ]
    return {
        "title": title,
        "about": [*about, *_made(record)],
        "sections": sections,
        "foot": f"{_made_for(record)} | {spell(record.made_at)} | {_purpose(record)}",
        "dated": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
    }


def _about(record: LinkRecord) -> Iterator[list[str]]:
    yield [_("Nummer van de persoon"), str(record.decision.link.person_id)]
    yield [_("Nummer van de gegevens"), str(record.claim_id)]
    yield [_("Waar de gegevens vandaan komen"), screens.source(record.source_kind)]
    yield [_("Ontvangen"), spell(record.received_at)]


def _made(record: LinkRecord | BranchShiftRecord) -> Iterator[list[str]]:
    yield [_("Gemaakt voor"), _made_for(record)]
    yield [_("Gemaakt op"), spell(record.made_at)]
    yield [_("Doel"), _purpose(record)]


def _about_shift(record: BranchShiftRecord) -> Iterator[list[str]]:
    case = record.case
    yield [_("Nummer van de persoon"), str(case.person_id)]
    for sighting in record.evidence:
        source = record.sources.get(sighting.source_id)
        places = [source.place, source.room] if source else []
        where = [
            spell(sighting.seen_at),
            screens.source(sighting.source_kind),
            *filter(None, places),
        ]
        yield [screens.branch_word(sighting.branch), ", ".join(where)]
    share = _("%(share)s dat het één persoon is") % {"share": percent(case.confidence)}
    yield [_("Zekerheid"), share]
    rule = _("Versie %(version)s: hoogstens %(days)s dagen ertussen")
    yield [_("Regel"), rule % {"version": case.rule_version, "days": case.window_days}]


def _of_link(record: LinkRecord) -> list[Section]:
    return [
        _decided(record),
        _alternatives(record),
        _model(record),
        _errors(record),
        _people(record),
    ]


def _of_shift(record: BranchShiftRecord) -> list[Section]:
    return [_found(record), _read(record), _false(record), _worked(record)]


def _moved(record: BranchShiftRecord) -> str:
    one, other = (screens.branch_word(branch) for branch in record.case.branches)
    return _("Van %(one)s naar %(other)s") % {"one": one, "other": other}


def _found(record: BranchShiftRecord) -> Section:
    case, rests = record.case, record.case.rests_on(record.made_at)
    lines = [_(BASIS[rests])]
    if not rests.is_firm:
        lines = [
            _("Aangekondigd voor %(day)s") % {"day": day(case.to_seen_at)},
            _(
                "Nog niemand zag deze persoon daar. Gaat de aangifte niet door, of is er niemand,"
                " dan vervalt dit."
            ),
        ]
    never = _("Afkomst, nationaliteit, geslacht, gezondheid of hulp spelen nooit mee.")
    lines += [_(RULES[BRANCH_SHIFT].explanation), never]
    return {"title": _("Waarop de verschuiving steunt"), "lines": lines, "items": []}


def _read(record: BranchShiftRecord) -> Section:
    """The four possibilities that were weighed, and what the whole record says of them."""
    lines = [
        _(READING[reading.kind])
        % {
            "from_branch": screens.branch_word(reading.from_branch),
            "to_branch": screens.branch_word(reading.to_branch),
            "after": day(reading.after),
            "before": day(reading.before),
        }
        + " "
        + _("Zekerheid van deze lezing: %(share)s.") % {"share": percent(reading.probability)}
        for reading in record.whole.readings
    ] or [
        _(
            "Dat staat nog niet vast. Iemand die ook in een andere branche is gezien, kan van"
            " branche veranderd zijn, of in beide werken."
        )
    ]
    weighed = _(
        "Week na week wegen we vier mogelijkheden: in geen van beide branches aan het werk, in de"
        " ene, in de andere, of in beide. Dat doen we met waar de persoon gezien is, en met hoe"
        " vaak er controle was zonder de persoon te zien. Zonder controle telt afwezigheid niet"
        " mee. We zeggen pas iets als het hele verloop genoeg zekerheid geeft. Latere waarnemingen"
        " kunnen de lezing veranderen."
    )
    elsewhere = _(
        '"Elders gezien" zeggen we één keer, als iemand nieuw is in een branche of er een jaar niet'
        " was. Wie daarna heen en weer gaat, is niet telkens opnieuw verschoven. Een nacht hoort"
        " bij de dag waarop die begint."
    )
    items = [
        *(_elsewhere(signal) for signal in record.whole.elsewhere),
        *(_in_branch(seen) for seen in record.whole.seen),
    ]
    lines += [weighed, elsewhere]
    return {"title": _("Wat het hele verloop zegt"), "lines": lines, "items": items}


def _elsewhere(signal: SeenElsewhere) -> str:
    return _(
        "Elders gezien: in %(branch)s voor het eerst op %(on)s, terwijl we deze persoon kenden in"
        " %(known)s, het laatst op %(until)s."
    ) % {
        "branch": screens.branch_word(signal.branch),
        "on": day(signal.on),
        "known": screens.branch_word(signal.known_in[0]),
        "until": day(signal.known_until),
    }


def _in_branch(seen: InBranch) -> str:
    counted = ngettext(
        "%(branch)s: op %(num)s dag gezien of aangegeven, het laatst op %(day)s.",
        "%(branch)s: op %(num)s dagen gezien of aangegeven, het laatst op %(day)s.",
        seen.times,
    )
    branch = screens.branch_word(seen.branch).capitalize()
    text = counted % {"branch": branch, "num": seen.times, "day": day(seen.last)}
    if seen.by_chance is None or not seen.missed:
        return text
    missed = ngettext(
        "Sindsdien was er %(num)s controle zonder deze persoon.",
        "Sindsdien waren er %(num)s controles zonder deze persoon.",
        seen.missed,
    ) % {"num": seen.missed}
    chance = _("Van wie daar nog werkt, missen zoveel controles er %(share)s.")
    return f"{text} {missed} {chance % {'share': percent(seen.by_chance)}}"


def _false(record: BranchShiftRecord) -> Section:
    false = record.false
    text = _("Van deze versie van de regel beoordeelde nog niemand een verschuiving.")
    if false.share is not None and false.low is not None and false.high is not None:
        text = _(
            "Mensen beoordeelden de koppeling van %(judged)s verschuivingen van deze versie van de"
            " regel en vonden er %(wrong)s fout: %(share)s. Met 95 procent zekerheid ligt dat"
            " tussen %(low)s en %(high)s."
        ) % {
            "judged": false.out_of,
            "wrong": false.count,
            "share": percent(false.share),
            "low": percent(false.low),
            "high": percent(false.high),
        }
    return {"title": _("Hoe vaak zo'n verschuiving fout is"), "lines": [text], "items": []}


def _worked(record: BranchShiftRecord) -> Section:
    items = [
        _("%(at)s: %(state)s, door %(who)s")
        % {"at": spell(step.at), "state": _(STATE[step.state]), "who": step.actor}
        for step in record.steps
    ]
    lines = [] if items else [_("Geen mens beoordeelde deze verschuiving.")]
    return {"title": _("Wat er gebeurde"), "lines": lines, "items": items}


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


def _made_for(record: LinkRecord | BranchShiftRecord) -> str:
    actor = record.made_for
    return f"{actor.subject} ({actor.function.value}, {actor.organisation})"


def _purpose(record: LinkRecord | BranchShiftRecord) -> str:
    return _(PURPOSE[PurposeCode(record.purpose)])
