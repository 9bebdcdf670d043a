"""Files that people upload, tables and papers: read in a process of its own, within limits.

Whatever a file holds, the service lives on: a workbook that unpacks to gigabytes, or has one cell
in the last row of the last column, costs a child process its life and the sender a sentence.
"""

from chassis.uploads.limits import Fault, Limits, UnreadableFileError
from chassis.uploads.reader import (
    Cell,
    CleanDocument,
    Row,
    is_workbook,
    read_document,
    read_text,
    read_workbook,
    read_xml,
)

__all__ = [
    "Cell",
    "CleanDocument",
    "Fault",
    "Limits",
    "Row",
    "UnreadableFileError",
    "is_workbook",
    "read_document",
    "read_text",
    "read_workbook",
    "read_xml",
]
