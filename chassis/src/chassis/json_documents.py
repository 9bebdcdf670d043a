"""JSON of what a database's rows hold, to be kept as a document or sent.

The driver reads an id as a class of its own, which ``orjson`` refuses although it is a ``UUID``:
whoever writes values of rows as JSON does it here, and by nothing else (``tests/house``).
"""

from typing import Any
from uuid import UUID

import orjson


def json_bytes(value: Any) -> bytes:
    """UTF-8. Ids, moments, days, enums and dataclasses too; raises ``TypeError`` for others."""
    return orjson.dumps(value, default=_plain)


def json_text(value: Any) -> str:
    """The same as text, as a query takes it for a column of type ``jsonb``."""
    return json_bytes(value).decode()


def _plain(value: Any) -> str:
    if isinstance(value, UUID):
        return str(value)
    raise TypeError
