"""Whatever is sent, every consumer goes on: the good has its effect, the bad is put aside.

500 messages by day, 3,000 more at night, or as many as ``KRACHTLIJN_FUZZ_MESSAGES`` says
(``make fuzz``: 100,000). ``KRACHTLIJN_FUZZ_SEED`` says which ones: a run with the same seed sends
the same.
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from uuid import UUID

import pytest

from chassis.bus.seal import Sealer
from contracts.databank import FindingTransferred
from contracts.enforcement import SuitabilityGranted
from contracts.pandkalender import ShiftDeclared

from .support.messages import Message, Mill
from .support.spoilage import SPOILS
from .support.town import READERS, Outcome, Town, copies, repeats

SEED = int(os.environ.get("KRACHTLIJN_FUZZ_SEED", "1"))
MANY = pytest.mark.night(
    "the same with more messages", stays="::test_no_message_stops_a_consumer_and_none_is_lost"
)
ASKED = os.environ.get("KRACHTLIJN_FUZZ_MESSAGES")
SIZES = [int(ASKED)] if ASKED else [500, pytest.param(3_000, marks=MANY)]
WAVE = 3000
GOOD = 0.4
"""The part of all messages that nothing is wrong with, anywhere among the others."""


SHOWN_BY: dict[str, Callable[[Message], bool]] = {
    "databank": lambda message: message.event is ShiftDeclared,
    "pandkalender": lambda message: message.event is SuitabilityGranted,
    "enforcement": lambda message: message.event is FindingTransferred,
    "reporting": lambda _message: True,
}
"""Which events leave the row that ``EVIDENCE`` reads."""


def wave(mill: Mill, chance: Random, size: int) -> list[Message]:
    kinds, weights = list(SPOILS), list(SPOILS.values())
    messages: list[Message] = []
    while len(messages) < size:
        if chance.random() < GOOD:
            messages.append(mill.good())
        else:
            (spoil,) = chance.choices(kinds, weights)
            messages.extend(spoil(mill, chance))
    return messages


def became(message: Message, outcome: Outcome, dead: set[bytes]) -> str:
    """``dead``, ``parked``, ``effect``, or ``lost`` when there is no trace of it."""
    if message.body in outcome.parked:
        return "parked"
    if message.body in dead:
        return "dead"
    if message.readable_id in outcome.inbox:
        return "effect"
    return "lost"


def surprises(reader: str, messages: Sequence[Message], outcome: Outcome) -> Counter[str]:
    found: Counter[str] = Counter()
    dead = set(outcome.dead)
    for message in copies(reader, messages):
        fate = became(message, outcome, dead)
        bad_for = message.bad_for
        is_bad = bad_for is not None and reader in bad_for
        is_good = bad_for is not None and reader not in bad_for
        wrong = fate == "lost" or (is_bad and fate == "effect") or (is_good and fate != "effect")
        if wrong:
            why = outcome.parked.get(message.body, "")
            found[f"{message.event.__name__}, {message.spoiled or 'good'}: {fate} {why}"] += 1
    return found


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", SIZES)
async def test_no_message_stops_a_consumer_and_none_is_lost(town: Town, number: int) -> None:
    town.begin_anew()
    chance = Random(f"{SEED} {number}")  # two sizes in one run send no message twice
    mill = Mill(Sealer.load(town.sandbox.infra.credentials.seal_public), chance)
    messages: list[Message] = []
    while len(messages) < number:
        batch = wave(mill, chance, min(WAVE, number - len(messages)))
        messages.extend(batch)
        await town.send(batch)
        for reader in READERS:
            await town.settle(reader, batch, seconds=300)
    assert town.at_work() == READERS
    for reader in READERS:
        outcome = await town.look(reader, messages)
        assert surprises(reader, messages, outcome) == {}
        assert_counts_add_up(reader, messages, outcome)
        assert_good_ones_had_their_effect(reader, messages, outcome)


def assert_counts_add_up(reader: str, messages: Sequence[Message], outcome: Outcome) -> None:
    """Every copy that was sent is in the inbox, parked, a repetition, or among the dead letters."""
    sent = copies(reader, messages)
    ids = [message.readable_id for message in sent if message.readable_id]
    assert len(outcome.taken) + len(outcome.dead) + repeats(ids) == len(sent)


def assert_good_ones_had_their_effect(
    reader: str, messages: Sequence[Message], outcome: Outcome
) -> None:
    aside = {*outcome.parked, *outcome.dead}
    good = [m for m in copies(reader, messages) if not m.spoiled]
    assert len(good) > len(messages) / 50
    assert [m.id for m in good if m.body in aside or m.id not in outcome.inbox] == []
    shown = {m.id if reader == "reporting" else UUID(m.key) for m in good if SHOWN_BY[reader](m)}
    assert shown - outcome.evidence == set()
