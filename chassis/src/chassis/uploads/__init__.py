"""Files that people upload, tables and papers: read, and given back with notes, in a process of
its own, within limits.

Whatever a file holds, the service lives on: a workbook that unpacks to gigabytes, or has one cell
in the last row of the last column, costs a child process its life and the sender a sentence.

Here stands what both sides say to each other; the service's side is ``chassis.uploads.reader``,
which the child never loads: it would take as long again to start.
"""

from chassis.uploads.annotations import Annotations, Overview, SheetNotes
from chassis.uploads.limits import Fault, Limits, UnreadableFileError

__all__ = [
    "Annotations",
    "Fault",
    "Limits",
    "Overview",
    "SheetNotes",
    "UnreadableFileError",
]
