"""Draft letters of a case: one to each addressee, rendered as they will go out."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Action, Actor, record_access
from contracts.worker_code import new_code
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.functions import FINANCE
from enforcement.notifications import case_file
from enforcement.notifications.check import discard
from enforcement.notifications.city import City
from enforcement.notifications.correspondence import city_texts, correspondence
from enforcement.notifications.payment_code import payment_code
from enforcement.notifications.reach import must_be_reachable
from enforcement.notifications.recheck import blocked, digest_of
from enforcement.notifications.render import RenderedLetter, render
from enforcement.notifications.rules import LetterKind, Mode
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import (
    COPIED,
    PERSONS,
    AddresseeRole,
    LetterState,
    NoAddresseeError,
    Particulars,
    must_not_wait,
)
from enforcement.notifications.rules.outlines import Outline, completed, mode_of, must_be_complete
from enforcement.notifications.scope import must_see
from enforcement.notifications.store import addressees, case_access, letters
from enforcement.notifications.store.addressees import Addressee
from enforcement.notifications.store.letters import Letter, LetterContent
from enforcement.notifications.words import day_in_words, page_languages

PROCEDURE = "procedure"
"""The purpose of a look at a person for a letter, as the access log has it."""
HOW = {
    Mode.AANGETEKEND: "Aangetekend",
    Mode.AANGETEKEND_MET_ONTVANGSTBEWIJS: "Aangetekend met ontvangstbewijs",
    Mode.TEGEN_ONTVANGSTBEWIJS: "Tegen ontvangstbewijs",
    Mode.GEWONE_POST: None,
}
COPY = "Kopie voor de advocaat van {}"
COPY_FOR = {
    AddresseeRole.PARKET: "Kopie voor het parket",
    AddresseeRole.RECHTBANK: "Kopie voor de rechtbank die het beroep behandelt",
}
"""Stands on the copy in place of how the letter itself goes."""
NO_READER = {
    AddresseeRole.PARKET: lazy(
        "Geef ook naam en adres van het parket. Het krijgt een kopie van de beslissing."
    ),
    AddresseeRole.RECHTBANK: lazy(
        "Er loopt beroep. Geef ook naam en adres van de rechtbank. Zij krijgt een kopie van deze "
        "brief."
    ),
}
GREETING = "heer, mevrouw"


async def draft(
    tx: Transaction,
    city: City,
    actor: Actor,
    case_id: UUID,
    kind: LetterKind,
    particulars: Particulars,
    mode: Mode | None = None,
    *,
    copy_to_lawyer: bool = False,
) -> list[Letter]:
    """A letter to everybody in the case to whom this kind goes; a minor's to each holder of
    parental authority too. Somebody else has to check them before they leave.

    ``copy_to_lawyer``: a copy by plain post to each lawyer of the case, which starts no term; nor
    does that of the prosecutor, or of the court (:func:`_copied`).
    Raises ``RefusedError``: for a case on hold, for a letter that has no place in it now, for what
    is missing, for what its case says otherwise, for an unknown address.
    """
    case = await case_file.find(tx, case_id)
    procedure = correspondence(case.kind)
    outline = procedure.outline(kind)
    if not (actor.function in FINANCE and outline.dunning):
        must_see(actor, case)
    mode = mode_of(outline, mode)
    must_not_wait(kind, on_hold=case.on_hold)
    await case_file.must_be_ready(tx, case, kind)
    particulars = completed(await case_file.said(tx, case, kind), particulars)
    particulars = await procedure.complete(tx, case, kind, particulars)
    must_be_complete(outline, particulars)
    _must_reach_everybody(outline, await _everybody(tx, case, kind), particulars)
    people = await recipients(tx, case, kind)
    lawyers = await _lawyers(tx, case) if copy_to_lawyer else []
    copies = [(each, COPY.format(people[0].address.name)) for each in lawyers]
    copies += await _copied(tx, case, kind, actor)
    await must_be_reachable(tx, case_id, people, mode)
    await must_be_reachable(tx, case_id, [each for each, _ in copies], Mode.GEWONE_POST)
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=case.kind,
        subject_id=case_id,
        purpose=PROCEDURE,
    )
    told, particulars, digest = await _told(tx, city, case, kind, particulars)
    texts = await city_texts(tx, case.kind, kind, city_day(tx.now))
    mailing, drafted = uuid4(), []
    for person in people:
        code = _code(city, case, person)
        said = {**told, "to": _to(person), "how": HOW[mode], "code": code}
        said |= texts.said(said)
        rendered = await render(outline.words, city_day(tx.now), said)
        content = LetterContent(person.address, particulars, digest, tuple(texts.ids))
        letter = _keep(tx, case, mailing, kind, mode, person, content, rendered, actor)
        drafted.append(letter)
        if code is not None:
            await tx.session.flush()
            case_access.add(tx, letter, code)
    for reader, how in copies:
        said = {**told, "to": _to(reader), "how": how, "code": None}
        said |= texts.said(said)
        rendered = await render(outline.words, city_day(tx.now), said)
        content = LetterContent(reader.address, particulars, digest, tuple(texts.ids))
        plain = Mode.GEWONE_POST
        drafted.append(_keep(tx, case, uuid4(), kind, plain, reader, content, rendered, actor))
    return drafted


async def recipients(tx: Transaction, case: CaseFile, kind: LetterKind) -> list[Addressee]:
    """Everybody to whom a kind goes; of a minor's case only those who still lack it, if others
    have it: the terms of the others began already.
    """
    people = await _everybody(tx, case, kind)
    if not correspondence(case.kind).outline(kind).each_once or not case.minor:
        return people
    days = await letters.notified_days(tx, case.case_id)
    told = {person_id for person_id, kinds in days.items() if kind in kinds}
    return [each for each in people if each.person_id not in told] or people


async def _lawyers(tx: Transaction, case: CaseFile) -> list[Addressee]:
    people = await addressees.of_cases(tx, [case.case_id])
    lawyers = [each for each in people if each.role is AddresseeRole.ADVOCAAT]
    if not lawyers:
        raise FieldRefusedError("copyToLawyer", lazy("Geef eerst naam en adres van de advocaat."))
    return lawyers


async def _copied(
    tx: Transaction, case: CaseFile, kind: LetterKind, actor: Actor
) -> list[tuple[Addressee, str]]:
    """Whoever gets a copy by law, or has to know: the prosecutor of a decision on facts that he had
    a say in (art. 27), the court of a fine that is corrected or withdrawn while an appeal runs.
    """
    role = await correspondence(case.kind).copied_to(tx, case.case_id, kind)
    if role is None or await _is_copied(tx, case, kind, role, actor):
        return []
    people = await addressees.of_cases(tx, [case.case_id])
    readers = [each for each in people if each.role is role]
    if not readers:
        raise RefusedError(NO_READER[role])
    return [(each, COPY_FOR[role]) for each in readers]


async def _is_copied(
    tx: Transaction, case: CaseFile, kind: LetterKind, role: AddresseeRole, actor: Actor
) -> bool:
    """Whether the reader has the copy, or one waits that may leave; one that may not any more makes
    place. Each correction has its own.
    """
    since = await correspondence(case.kind).said_since(tx, case.case_id, kind)
    made = [
        letter.letter_id
        for letter in await letters.of_case(tx, case.case_id)
        if letter.kind == kind
        and letter.role == role
        and letter.state is not LetterState.GEANNULEERD
        and (since is None or letter.drafted_at >= since)
    ]
    copies = await letters.several_for_update(tx, made)
    outdated = await blocked(tx, copies)
    for letter in copies:
        if letter.letter_id in outdated:
            discard(tx, letter, actor)
    return len(outdated) < len(copies)


async def _everybody(tx: Transaction, case: CaseFile, kind: LetterKind) -> list[Addressee]:
    goes_to = correspondence(case.kind).outline(kind).goes_to
    people = await addressees.of_cases(tx, [case.case_id])
    return [each for each in people if each.role in goes_to]


def _code(city: City, case: CaseFile, person: Addressee) -> str | None:
    """A new code for each letter to a person of a case with a page, where the city has it: nobody
    by office gets one.
    """
    with_page = correspondence(case.kind).codes
    if city.own_case is None or not with_page or person.role not in PERSONS:
        return None
    return new_code()


def _must_reach_everybody(
    outline: Outline, people: list[Addressee], particulars: Particulars
) -> None:
    roles = {person.role for person in people}
    if not roles:
        raise NoAddresseeError
    needed = particulars.minor and outline.registered
    if needed and AddresseeRole.OUDERLIJK_GEZAG not in roles:
        raise RefusedError(
            lazy("Geef ook naam en adres van wie het ouderlijk gezag heeft. Elk krijgt een brief.")
        )


async def _told(
    tx: Transaction, city: City, case: CaseFile, kind: LetterKind, particulars: Particulars
) -> tuple[dict[str, Any], Particulars, str]:
    """All that the templates ask for, but the addressee; the particulars made complete; and the
    digest by which the letter is rechecked before it leaves.
    """
    found = await findings.of_case(tx, case.case_id)
    if particulars.minor_name is None:
        offenders = await findings.offenders(tx, case.case_id)
        particulars = replace(particulars, minor_name=offenders[0].name if offenders else None)
    of_case = await case_file.told(tx, case, kind, found, particulars)
    values = {
        "city": city.told(),
        "reference": case.number,
        "day": day_in_words(city_day(tx.now)),
        "reports": list(dict.fromkeys(finding.report_number for finding in found)),
        "facts": await case_file.facts(tx, city, case, found),
        "minor": particulars.minor,
        "particulars": particulars.said(),
        "payment_code": payment_code(city, particulars, of_case.get("asked_cents")),
        "languages": page_languages(),
        **of_case,
    }
    return values, particulars, digest_of(found, of_case)


def _to(person: Addressee) -> dict[str, Any]:
    return {
        "name": person.address.name,
        "lines": person.address.lines,
        "role": str(person.role),
        "greeting": GREETING,
    }


def _keep(
    tx: Transaction,
    case: CaseFile,
    mailing: UUID,
    kind: LetterKind,
    mode: Mode,
    person: Addressee,
    content: LetterContent,
    rendered: RenderedLetter,
    actor: Actor,
) -> Letter:
    letter_id = uuid4()
    document = documents.add(tx, case.case_id, DocumentKind.BRIEF, rendered.pdf, By.actor(actor))
    letter = Letter(
        letter_id=letter_id,
        case_id=case.case_id,
        case_kind=case.kind,
        case_number=case.number,
        mailing=mailing,
        kind=kind,
        state=LetterState.CONCEPT,
        mode=mode,
        role=person.role,
        said=letters.seal_content(tx, letter_id, content),
        template=rendered.template.name,
        template_digest=rendered.template.digest,
        document_id=document.document_id,
        digest=document.digest,
        drafted_at=tx.now,
        drafted_by=actor.subject,
        person_id=None if person.role in COPIED else person.person_id,
    )
    tx.session.add(letter)
    return letter
