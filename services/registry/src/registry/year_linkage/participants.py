"""The organisations that a year's join would link, with what they told and how well they coded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.delivery_register import parts_of_year
from registry.delivery_register import store as deliveries
from registry.integration import store as integration
from registry.minimum_format.rules.records import Period
from registry.year_linkage import store
from registry.year_linkage.rules import linkage_error
from registry.year_linkage.rules.linkage_error import Lack, Measurement, Sample
from registry.year_linkage.rules.linked_figures import TOTAL
from registry.year_linkage.store import LinkageDelivery, LinkageSample


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation that brought codes, by the delivery whose figures of the year are told.

    ``shown`` are the figures of clients that it told exactly. They stand whatever is erased from
    the rows since.
    """

    delivery_id: UUID
    shown: Mapping[Key, int]
    measured: Measurement


async def participants_of(tx: Transaction, year: int) -> list[Participant]:
    """By the name of their organisation."""
    told = parts_of_year.counting(await deliveries.standing(tx, year=year))
    whole = sorted((each for each in told if each.half == 0), key=lambda each: each.organisation)
    brought = await store.brought(tx, [each.delivery_id for each in whole])
    samples = await store.samples(tx, year)
    return [
        Participant(
            each.delivery_id,
            {
                key: value
                for key, value in (await integration.exact(tx, each, Period(year))).items()
                if key.measure == cells.CLIENTEN
            },
            measured(each.organisation, brought[each.delivery_id], samples),
        )
        for each in whole
        if each.delivery_id in brought
    ]


def measured(
    organisation: str, brought: LinkageDelivery, samples: Mapping[str, LinkageSample]
) -> Measurement:
    sample = samples.get(organisation)
    return Measurement(
        organisation,
        brought.clients,
        brought.coded,
        brought.pairs_alike,
        Sample(sample.sampled, sample.alike) if sample else None,
    )


def shown(participants: Sequence[Participant]) -> dict[Key, dict[str, int]]:
    """The figures that each shows exactly, by cell."""
    keys = {key for each in participants for key in each.shown}
    return {
        key: {
            each.measured.organisation: each.shown[key]
            for each in participants
            if key in each.shown
        }
        for key in keys
    }


def lacking(participants: Sequence[Participant], threshold: int) -> list[tuple[Lack, str | None]]:
    """Things that keep the total of these from being published."""
    totals = shown(participants).get(TOTAL, {})
    return linkage_error.lacking([each.measured for each in participants], totals, threshold)
