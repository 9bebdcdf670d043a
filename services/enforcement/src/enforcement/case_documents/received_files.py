"""Files sent with a form: made into one clean document, before a transaction begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.messages import LazyMessage, lazy
from chassis.uploads import Limits, UnreadableFileError
from chassis.uploads.reader import CleanDocument, read_document

LARGEST_UPLOAD = 20 * 1024 * 1024
"""Bytes of all files of a form: a few photos as a phone takes them."""
LIMITS = Limits(rows=0, pages=40, output=96 * 1024 * 1024)
MOST_FILES = 20
"""Files in one form."""


class RefusedFilesError(Exception):
    """The files make no document; ``text`` says why, and nothing of what is in them."""

    def __init__(self, text: LazyMessage) -> None:
        super().__init__()
        self.text = text


@dataclass(frozen=True, slots=True, repr=False)
class ReceivedFiles:
    """The files as they came, and the one document made of them; prints nothing."""

    files: tuple[bytes, ...]
    clean: CleanDocument


async def clean(files: Sequence[bytes]) -> ReceivedFiles:
    """Raises ``RefusedFilesError``."""
    chosen = tuple(file for file in files if file)
    if not chosen:
        raise RefusedFilesError(lazy("Kies een bestand of neem een foto."))
    if len(chosen) > MOST_FILES:
        raise RefusedFilesError(
            lazy("Te veel bestanden: hoogstens %(most)s samen.", most=MOST_FILES)
        )
    try:
        return ReceivedFiles(chosen, await read_document(chosen, LIMITS))
    except UnreadableFileError as error:
        raise RefusedFilesError(error.text) from None
