"""Files that people upload, tables and papers: read, and given back with notes, in a process of
its own, within limits.

Whatever a file holds, the service lives on: a workbook that unpacks to gigabytes, or has one cell
in the last row of the last column, costs a child process its life and the sender a sentence.
"""

from chassis.uploads.annotations import Annotations, Overview, SheetNotes
from chassis.uploads.limits import Fault, Limits, UnreadableFileError
from chassis.uploads.reader import (
    Cell,
    CleanDocument,
    Row,
    annotate_text,
    annotate_workbook,
    is_workbook,
    read_document,
    read_text,
    read_workbook,
    read_xml,
)

__all__ = [
    "Annotations",
    "Cell",
    "CleanDocument",
    "Fault",
    "Limits",
    "Overview",
    "Row",
    "SheetNotes",
    "UnreadableFileError",
    "annotate_text",
    "annotate_workbook",
    "is_workbook",
    "read_document",
    "read_text",
    "read_workbook",
    "read_xml",
]
