"""What an operator may write in an order, and what is answered; without a service."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from pydantic import BaseModel, ValidationError

from chassis.bus.admin.api import LetThroughBody, OrderBody, _answer, _check
from chassis.bus.admin.orders import Act
from chassis.bus.admin.pages import ACTS, LetThroughForm, OrderForm
from chassis.bus.control.carrier import ANSWERS_EXCHANGE, CONTROL_EXCHANGE, standing_queue
from chassis.bus.control.commands import (
    Answer,
    Command,
    Pause,
    ReaderOrder,
    ReloadKeys,
    Resume,
    Slow,
)
from chassis.bus.parking import ParkedMessage, Selection
from chassis.web import Problem

ID = UUID(int=7)


def parked(position: int) -> ParkedMessage:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return ParkedMessage(
        position, UUID(int=position), "type", "key", "error", "detail", 3, at, None, None
    )


def takes(model: type[BaseModel], **said: object) -> bool:
    try:
        model.model_validate(said)
    except ValidationError:
        return False
    return True


REASONS = [
    (OrderBody, "because", {}),
    (LetThroughBody, "because", {}),
    (OrderForm, "reden", {"actie": "opnieuw"}),
    (LetThroughForm, "waarom", {}),
    (Pause, "because", {}),
    (Resume, "because", {}),
    (Slow, "because", {"perSecond": 1}),
]


@pytest.mark.parametrize(
    ("length", "taken"), [(0, False), (2, False), (3, True), (200, True), (201, False)]
)
@pytest.mark.parametrize(
    ("model", "field", "more"), REASONS, ids=[each[0].__name__ for each in REASONS]
)
def test_a_reason_has_3_to_200_characters_at_every_door(
    model: type[BaseModel], field: str, more: dict[str, object], length: int, *, taken: bool
) -> None:
    assert takes(model, **more, **{field: "x" * length}) is taken


@pytest.mark.parametrize("field", ["type", "reason"])
@pytest.mark.parametrize(("length", "taken"), [(0, False), (1, True), (200, True), (201, False)])
def test_a_code_that_is_chosen_by_has_1_to_200_characters(
    field: str, length: int, *, taken: bool
) -> None:
    assert takes(OrderBody, because="a reason", **{field: "x" * length}) is taken


@pytest.mark.parametrize(("length", "taken"), [(1, True), (200, True), (201, False)])
def test_a_type_on_the_page_has_200_characters_at_most(length: int, *, taken: bool) -> None:
    assert takes(OrderForm, actie="weg", reden="een reden", soort="x" * length) is taken


@pytest.mark.parametrize(
    ("speed", "taken"), [(0, False), (1, True), (10_000, True), (10_001, False)]
)
def test_a_reader_is_slowed_to_1_to_10000_a_second(speed: int, *, taken: bool) -> None:
    assert takes(Slow, because="a reason", per_second=speed) is taken


def test_the_page_has_two_acts_and_asks_before_the_one_that_cannot_be_taken_back() -> None:
    assert ACTS == {"opnieuw": Act.REDRIVE, "weg": Act.DISCARD}
    form = OrderForm.model_validate({"actie": "weg", "reden": "een reden", "bericht": str(ID)})
    assert (form.selection, form.sure) == (Selection(ID, None, None), None)
    assert not takes(OrderForm, actie="alles", reden="een reden")
    assert not takes(OrderForm, actie="weg", reden="een reden", zeker="nee")


def test_nothing_is_chosen_and_nothing_only_tried_unless_somebody_says_so() -> None:
    plain = OrderBody(because="a reason")
    assert (plain.everything, plain.dry_run, plain.selection) == (False, False, Selection())
    said = OrderBody.model_validate(
        {"because": "a reason", "eventId": str(ID), "type": "t", "reason": "r", "dryRun": True}
    )
    assert (said.selection, said.dry_run) == (Selection(ID, "t", "r"), True)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, "eventId"),
        ({"all": True}, None),
        ({"type": "t"}, None),
        ({"reason": "r"}, None),
        ({"eventId": str(ID)}, None),
        ({"all": True, "type": "t"}, "all"),
    ],
)
def test_an_order_is_for_a_choice_or_for_all_and_never_both(
    said: dict[str, object], refused: str | None
) -> None:
    body = OrderBody.model_validate({"because": "a reason", **said})
    if refused is None:
        _check(body)
        return
    with pytest.raises(Problem) as problem:
        _check(body)
    assert refused in str(problem.value.errors)


def test_one_message_that_is_not_there_is_not_found_and_an_empty_choice_is_empty() -> None:
    one = OrderBody(because="a reason", event_id=ID)
    with pytest.raises(Problem) as problem:
        _answer(one, [])
    assert problem.value.status == 404
    answer = _answer(one, [parked(7)])
    assert (answer.count, answer.dry_run, answer.messages[0].event_id) == (1, False, ID)
    all_of_them = OrderBody.model_validate({"because": "a reason", "all": True, "dryRun": True})
    nothing = _answer(all_of_them, [])
    assert (nothing.count, nothing.dry_run, nothing.messages) == (0, True, [])


def test_an_answer_names_the_first_hundred() -> None:
    everything = OrderBody.model_validate({"because": "a reason", "all": True})
    answer = _answer(everything, [parked(number) for number in range(101)])
    assert (answer.count, len(answer.messages)) == (101, 100)
    assert answer.messages[-1].event_id == UUID(int=99)


def test_a_service_declares_neither_exchanges_nor_queues_of_commands() -> None:
    assert (CONTROL_EXCHANGE.name, CONTROL_EXCHANGE.declare) == ("krachtlijn.control", False)
    assert (ANSWERS_EXCHANGE.name, ANSWERS_EXCHANGE.declare) == ("krachtlijn.answers", False)
    queue = standing_queue("databank.control")
    assert (queue.name, queue.declare) == ("databank.control", False)


def test_a_reader_that_nobody_gave_an_order_runs_and_a_token_is_shown_to_no_log() -> None:
    assert ReaderOrder().model_dump() == {
        "paused": False,
        "per_second": None,
        "since": None,
        "actor": None,
        "because": None,
    }
    command = Command.model_validate({"token": "secret", "step": {"do": "reload-keys"}})
    assert command.step == ReloadKeys()
    assert "secret" not in repr(command)
    assert command.model_dump(mode="json", by_alias=True)["token"] == "secret"
    refused = Answer(service="databank", instance=0, refused="no")
    assert refused.model_dump(exclude_none=True) == {
        "service": "databank",
        "instance": 0,
        "refused": "no",
    }
