"""Draw the pages of a document of an application: nobody has to open the file of somebody else."""

from uuid import UUID

from chassis.db import Transaction
from chassis.uploads import UnreadableFileError
from chassis.uploads.reader import read_document
from enforcement.case_documents.received_files import LIMITS
from enforcement.case_documents.store import documents, pictures


async def draw_document(tx: Transaction, case_document_id: UUID) -> int:
    """The number of pages that have a picture, 0 for a file that cannot be drawn.

    The pictures are made at the first look and kept, sealed: the message of an application carries
    files alone, and whoever takes it from the bus should not wait for them.
    """
    document = await documents.lock(tx, case_document_id)
    if document.pages is None:
        file = (await documents.files(tx, [case_document_id]))[case_document_id]
        try:
            drawn = await read_document([file.content], LIMITS)
        except UnreadableFileError:
            document.pages = 0
        else:
            document.pages = len(drawn.pictures)
            pictures.add(tx, case_document_id, drawn.pictures)
        await tx.session.flush()
    return document.pages
