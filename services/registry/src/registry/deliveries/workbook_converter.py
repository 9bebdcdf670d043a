"""Convert a workbook from standard input to JSON: run as a process of its own.

The limits are set before the workbook is touched. Whatever goes wrong, the process ends with
another code than 0 and says nothing, since an error text could quote the file.
"""

import datetime
import io
import json
import resource
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
"""In bytes."""
SECONDS = 20
"""Of processor time."""
MOST_CELLS = 3_000_000
"""In one sheet."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook  # after the limits, so that they hold for it

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    content = {}
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            sys.exit(1)
        rows = sheet.to_python(skip_empty_area=False)
        content[name] = [[text(value) for value in row] for row in rows]
    json.dump(content, sys.stdout)


def text(value: Any) -> str:
    """A cell as somebody would have typed it. Excel turns ``2016-03`` into the first of March."""
    match value:
        case bool():
            return "ja" if value else "nee"
        case float() if value.is_integer():
            return str(int(value))
        case datetime.date() if value.day == 1:
            return f"{value:%Y-%m}"
    return str(value)


if __name__ == "__main__":
    main()
