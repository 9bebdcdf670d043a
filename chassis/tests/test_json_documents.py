"""Values of rows become JSON, also ids in the class in which the driver reads them."""

from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from asyncpg.pgproto import pgproto

from chassis.json_documents import json_bytes, json_text

ID = "00000000-0000-0000-0000-00000000002a"


class _Role(StrEnum):
    KLANT = "klant"


@pytest.mark.parametrize("id_", [UUID(ID), pgproto.UUID(ID)], ids=["ours", "the driver's"])
def test_an_id_is_text_wherever_it_was_read(id_: UUID) -> None:
    assert json_text({"id": id_, "ids": [id_]}) == f'{{"id":"{ID}","ids":["{ID}"]}}'
    assert json_bytes([id_]) == f'["{ID}"]'.encode()


def test_moments_and_codes_are_what_they_were() -> None:
    at = datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert json_text([at, _Role.KLANT, None]) == '["2026-01-05T10:00:00+00:00","klant",null]'


def test_what_is_no_value_of_a_row_is_an_error() -> None:
    with pytest.raises(TypeError):
        json_text({"what": object()})
