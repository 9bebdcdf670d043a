"""Hand letters over to a way out, with the copies that go with them."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.store import documents
from enforcement.notifications.draft import PROCEDURE
from enforcement.notifications.enclosures import enclosed_with, has_report, reports_of
from enforcement.notifications.recheck import blocked
from enforcement.notifications.scope import must_see_letters
from enforcement.notifications.sender import Consignment, OutgoingLetter, Sender
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter


async def hand_over(
    tx: Transaction, sender: Sender, actor: Actor, chosen: Sequence[Letter]
) -> Consignment:
    """The letters as they go out; each case is logged as shown. Raises ``LetterNotFoundError``.

    One that may not leave any more stays behind: the list of letters says why.
    """
    must_see_letters(actor, chosen)
    behind = await blocked(tx, chosen)
    chosen = [letter for letter in chosen if letter.letter_id not in behind]
    with_report = [(letter.case_kind, letter.case_id) for letter in chosen if has_report(letter)]
    reports = await reports_of(tx, with_report)
    beside = await enclosed_with(tx, chosen)
    wanted = [letter.document_id for letter in chosen]
    wanted += [document_id for several in beside.values() for document_id in several]
    wanted += [document_id for several in reports.values() for document_id in several]
    files = await documents.files(tx, wanted)
    for case_id, kind in {letter.case_id: letter.case_kind for letter in chosen}.items():
        await record_access(
            tx,
            actor,
            action=Action.CONSULT,
            subject_kind=kind,
            subject_id=case_id,
            purpose=PROCEDURE,
        )
    outgoing = [
        OutgoingLetter(
            letter_id=letter.letter_id,
            case_number=letter.case_number,
            kind=letter.kind,
            mode=letter.mode,
            address=letters.content_of(tx, letter).address,
            pdf=files[letter.document_id].content,
            enclosures=await _enclosures(letter, reports, beside, files),
            digest=letter.digest,
        )
        for letter in chosen
    ]
    return await asyncio.to_thread(sender.hand_over, outgoing)


async def _enclosures(
    letter: Letter,
    reports: Mapping[UUID, list[UUID]],
    beside: Mapping[UUID, Sequence[UUID]],
    files: dict[UUID, documents.StoredFile],
) -> tuple[bytes, ...]:
    own = reports.get(letter.case_id, []) if has_report(letter) else []
    every = (*own, *beside[letter.letter_id])
    return tuple([await plain_file(files[document_id]) for document_id in every])
