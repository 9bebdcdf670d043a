"""The file of a document as it leaves the service: of a paper, the look of its pages alone.

It is that already since it came in, but for what an earlier release kept with more beside it.
"""

import asyncio

from chassis.uploads.plain_pages import NoPlainPagesError, plain_pages
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store.documents import StoredFile

PDF = "application/pdf"


async def plain_file(file: StoredFile) -> bytes:
    """A letter is our own and stays to the byte; so does what can be read as no PDF."""
    if file.media_type != PDF or file.kind is DocumentKind.BRIEF:
        return file.content
    try:
        return await asyncio.to_thread(plain_pages, file.content)
    except NoPlainPagesError:
        return file.content
