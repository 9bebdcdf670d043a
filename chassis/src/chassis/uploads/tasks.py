"""The tasks that the child process can be asked for, by name."""

from collections.abc import Callable, Iterator, Sequence

from chassis.uploads.annotated_text import annotated_text
from chassis.uploads.annotated_workbook import annotated_workbook
from chassis.uploads.documents import document
from chassis.uploads.limits import Limits
from chassis.uploads.parser import Sheet, text, workbook
from chassis.uploads.xml_elements import elements

Task = Callable[[bytes, Limits, Sequence[str]], Iterator[Sheet]]

TASKS: dict[str, Task] = {
    "workbook": lambda data, limits, _: workbook(data, limits),
    "first_sheet": lambda data, limits, _: workbook(data, limits, only_first=True),
    "document": lambda data, limits, _: document(data, limits),
    "xml": lambda data, limits, _: iter([("", elements(data, limits))]),
    "text": lambda data, limits, columns: iter([("", text(data, limits, columns))]),
    "annotated_workbook": lambda data, limits, _: annotated_workbook(data, limits),
    "annotated_text": annotated_text,
}
