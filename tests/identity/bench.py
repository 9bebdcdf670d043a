"""The parts of ``make bench-identity``, each of which can be measured by itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import islice
from typing import Any

from rich.console import Console

from databank.matching import evaluation_runner
from databank.matching.rules.blind_sample import MAX_SAMPLED
from databank.matching.standalone import standalone
from databank.schema import TABLES
from launcher.identity import report as show
from linkage import kernel
from linkage.decision import CAREFUL_RULES
from linkage.evaluation import Scorer
from linkage.evaluation.report import clusters, figures, reliability
from simulator.claims import SCENARIOS, Claims, LabelledClaim

from . import copied_registers, foreign_sets, in_memory
from .floor import Floor
from .other_claims import census_against_register, register_and_copies
from .ours import Run, Times
from .second_look import looked_again

BATCH = 500
"""Claims in a transaction, ours and the floor's."""
ONE_BY_ONE = 3_000
"""Claims decided one a transaction, at the end, when the store is full."""
TAKEN_AWAY = (("national-number",), ("national-number", "birth-date"))
SEED = 20_26
SMALLER = 10
"""Times fewer persons in the scenarios than in the bench's own set."""
console = Console()


class Bench:
    """``own`` is measured before the others: they are compared with it."""

    def __init__(self, url: str, persons: int, many: int) -> None:
        self._url = url
        self._many = many
        self._fewer = max(persons // SMALLER, 250)
        self._claims = Claims(persons, SEED)
        self.found: dict[str, Any] = {}
        self.parts: dict[str, Callable[[], Awaitable[None]]] = {
            "own": self.own,
            "floor": self.floor,
            "orders": self.orders,
            "fields": self.fields,
            "scenarios": self.scenarios,
            "caution": self.caution,
            "careful": self.careful,
            "again": self.again,
            "kernel": self.kernel,
            "peer": self.peer,
            "half-million": self.half_million,
        }

    async def own(self) -> None:
        """Quality at 50,000 persons, batches, and single claims at the end."""
        run, *times = await self._play(self._claims.stream(), len(self._claims), single=ONE_BY_ONE)
        show.judged(run.scorer, (), run.seconds)
        show.calibration(run.scorer)
        show.slips(run.scorer)
        self.found["own"] = {**figures(run.scorer.report()), "byCulture": _by_culture(run.scorer)}
        self.found["own"] |= clusters(run.scorer.clusters())
        console.print(
            "B-cubed: " + ", ".join(f"{k} {v}" for k, v in clusters(run.scorer.clusters()).items())
        )
        self.found["own"]["reliability"] = reliability(run.scorer.reliability)
        self.found["cultures"] = _cultures(run.scorer)
        for part, taken in zip(("single", "service"), times, strict=True):
            self.found[part] = {"p50": round(taken.p50, 3), "p99": round(taken.p99, 3)}
        self.found["batched"] = _rates(run)

    async def floor(self) -> None:
        """The same batches through what one would write by hand, right after our own."""
        batched = len(self._claims) - 2 * _singly(len(self._claims), ONE_BY_ONE)
        async with standalone(self._url, TABLES) as store:
            run = Run(Floor(store._line.conn), batch=BATCH)
            await run.batched(islice(self._claims.stream(), batched))
        found, batched = figures(run.scorer.report()), self.found["batched"]
        part = round(batched["perSecond"] / run.last_per_second, 3)
        self.found["floor"] = {**found, **_rates(run), "part": part}
        console.print(
            f"by hand: {run.last_per_second:,.0f} claims a second, {_in_short(found)}; "
            f"ours {batched['perSecond']:,} ({part:.2f} of it)"
        )

    async def orders(self) -> None:
        found = [self.found["own"]["f1"]]
        for order in (1, 2):
            run, *_ = await self._play(self._claims.stream(order), len(self._claims))
            found.append(figures(run.scorer.report())["f1"])
        self.found["orders"] = {"f1": found, "spread": round(max(found) - min(found), 6)}
        console.print(f"three orders: F1 {found}, spread {self.found['orders']['spread']}")

    async def fields(self) -> None:
        """What is left of the quality when fields are taken away from every claim."""
        self.found["fields"] = {}
        for without in TAKEN_AWAY:
            claims = self._claims.stream(without=without)
            run, *_ = await self._play(claims, len(self._claims))
            report = figures(run.scorer.report())
            self.found["fields"][" ".join(("without", *without))] = report
            console.print(f"without {' and '.join(without)}: " + _in_short(report))

    async def scenarios(self) -> None:
        """Claims that arrive otherwise, and sets by another hand; each with its calibration."""
        self.found["scenarios"] = {}
        for name, stream in self._sets().items():
            claims = list(stream)
            run, *_ = await self._play(iter(claims), len(claims))
            report = figures(run.scorer.report())
            self.found["scenarios"][name] = report | {
                "reliability": reliability(run.scorer.reliability),
                "byCulture": _by_culture(run.scorer),
            }
            merges = f"{report['falseMerges']['count']} false merges"
            console.print(
                f"{name}: {_in_short(report)}, {merges}, {report['expectedFalseMerges']} expected"
            )
            show.calibration(run.scorer)

    async def caution(self) -> None:
        """The same sets where people judge one link in ten blindly, and the matcher heeds them."""
        if "scenarios" not in self.found:
            await self.scenarios()
        self.found["caution"] = {"sets": {}}
        for name, stream in self._sets().items():
            async with standalone(self._url, TABLES) as store:
                scorer = await evaluation_runner.run(
                    store, stream, batch=BATCH, done=lambda claims: None, sample=MAX_SAMPLED
                )
            found = figures(scorer.report())
            self.found["caution"]["sets"][name] = found
            console.print(f"{name}, with caution: {_in_short(found)}")
        self.found["caution"]["precisionLost"] = max(
            round(self.found["scenarios"][name]["precision"] - found["precision"], 4)
            for name, found in self.found["caution"]["sets"].items()
        )

    async def careful(self) -> None:
        """What each careful rule costs and protects from: claims in memory, with and without it."""
        claims = list(Claims(self._fewer, SEED).stream())
        self.found["careful"] = {}
        for rule in ("", *CAREFUL_RULES):
            scorer = await asyncio.to_thread(in_memory.judged, claims, (rule,))
            found = self.found["careful"][rule or "all rules"] = figures(scorer.report())
            merges = found["falseMerges"]["count"]
            console.print(f"without {rule or 'none'}: {_in_short(found)}, {merges} false merges")

    async def again(self) -> None:
        """What a second look at earlier links would ask: claims in memory."""
        claims = Claims(self._fewer, SEED).stream()
        found = self.found["again"] = await asyncio.to_thread(looked_again, claims)
        console.print("a second look: " + ", ".join(f"{k} {v}" for k, v in found.items()))

    def _sets(self) -> dict[str, Iterator[LabelledClaim]]:
        persons = self._fewer
        return {
            name: Claims(persons, SEED, name).stream() for name in SCENARIOS if name != "mixed"
        } | {
            "copies of a register": register_and_copies(persons, SEED),
            "without birth date": register_and_copies(persons, SEED, without=("birthDate",)),
            "census": census_against_register(persons, SEED),
            **self._foreign_sets(),
            **self._copied_registers(),
        }

    def _copied_registers(self) -> dict[str, Iterator[LabelledClaim]]:
        """Neither number nor birth date; one copy of each record, and up to five of some."""
        persons, neither = self._fewer, ("nationalNumber", "birthDate")
        once = copied_registers.Kind(persons, persons)
        some = copied_registers.Kind(persons * 4 // 5, persons // 5, most=5, spread="poisson")
        return {
            f"{name}{order}": copied_registers.copied(
                kind, SEED, shuffled=bool(order), without=neither
            )
            for name, kind in (("copied once", once), ("copied up to five times", some))
            for order in ("", ", mixed")
        }

    def _foreign_sets(self) -> dict[str, Iterator[LabelledClaim]]:
        """Other people, other names, other slips; each as its record first, and in any order."""
        persons, often = self._fewer, foreign_sets.Set(copies=foreign_sets.OFTEN)
        number, neither = ("nationalNumber",), ("nationalNumber", "birthDate")
        return {
            "foreign copies, no number": foreign_sets.copies(persons, SEED, without=number),
            "foreign copies, neither": foreign_sets.copies(persons, SEED, without=neither),
            "foreign copies, neither, mixed": foreign_sets.copies(
                persons, SEED, shuffled=True, without=neither
            ),
            "foreign records that come back often": foreign_sets.copies(
                persons // 2, SEED, often, without=number
            ),
            "foreign census": foreign_sets.census(2 * persons, SEED),
            "noisy references first": foreign_sets.copies(persons, SEED, foreign_sets.NOISY_FIRST),
        }

    async def kernel(self) -> None:
        """The core alone, compiled and as plain Python, in seconds of processor."""
        persons = self._fewer
        plain = await asyncio.to_thread(in_memory.played, persons, kernel.PLAIN)
        compiled = await asyncio.to_thread(in_memory.played, persons, "")
        if not compiled["compiled"]:
            console.print("No compiled kernel here: `make kernel` needs a C compiler.")
            return
        part = round(compiled["milliseconds"] / plain["milliseconds"], 3)
        same = compiled["verdicts"] == plain["verdicts"]
        console.print(
            f"kernel: {plain['milliseconds']:.3f} ms a claim plain, "
            f"{compiled['milliseconds']:.3f} compiled ({part:.0%}); same verdicts: {same}"
        )
        self.found["kernel"] = {"plain": plain, "compiled": compiled, "part": part, "same": same}

    async def peer(self) -> None:
        from .peer import Peer

        peer = await asyncio.to_thread(Peer.trained, self._claims.stream())
        threshold, report = await asyncio.to_thread(peer.best)
        seconds = await asyncio.to_thread(peer.seconds_for_one)
        pairs = {"precision": report.pairs.precision, "recall": report.pairs.recall}
        console.print(f"Splink, linked from {threshold} bits on: {pairs}, F1 {report.pairs.f1:.4f}")
        self.found["peer"] = {
            **{name: round(value, 6) for name, value in pairs.items()},
            "f1": round(report.pairs.f1, 6),
            "version": peer.version,
            "threshold": threshold,
            "millisecondsForOne": round(1000 * seconds, 1),
            "f1Ahead": round(self.found["own"]["f1"] - report.pairs.f1, 6),
            "timesFaster": round(1000 * seconds / self.found["single"]["p50"], 1),
        }

    async def half_million(self) -> None:
        claims = Claims(self._many, SEED)
        run, *_ = await self._play(claims.stream(), len(claims))
        console.print(f"{self._many:,} persons: " + _in_short(figures(run.scorer.report())))
        self.found["half-million"] = {**figures(run.scorer.report()), **_rates(run)}

    async def _play(
        self, told: Iterator[LabelledClaim], count: int, *, single: int = 0
    ) -> tuple[Run, Times, Times]:
        """Batches, then ``single`` claims each by itself, and as many as a service decides them."""
        single = _singly(count, single)
        async with standalone(self._url, TABLES) as store:
            run = Run(store, batch=BATCH)
            await run.batched(islice(told, count - 2 * single))
            in_memory = await run.singly(store, islice(told, single))
            store.ask_the_database()
            return run, in_memory, await run.singly(store, told)


def _singly(count: int, most: int) -> int:
    """Claims that are decided by themselves, in each of two ways, after the batches."""
    return min(most, count // 4)


def _rates(run: Run) -> dict[str, Any]:
    return {
        "perSecond": round(run.last_per_second),
        "perSecondFromEmpty": round(run.per_second),
        "growth": [(claims, round(rate)) for claims, rate in run.rates],
    }


def _cultures(scorer: Scorer) -> dict[str, Any]:
    """``worstTimes`` is of cultures with enough links to tell; ``worse`` counts all that are."""
    whole, groups = scorer.report(), scorer.by_group()
    rate = whole.false_merges.rate
    times = {
        group: report.false_merges.rate / rate if rate else 0.0
        for group, report in groups.items()
        if report.has_enough(whole)
    }
    worse = [name for name, group in groups.items() if group.is_worse(whole, show.TIMES)]
    return {
        "worstTimes": round(max(times.values(), default=0.0), 2),
        "worse": len(worse),
        "which": worse,
        "times": {group: round(value, 2) for group, value in times.items()},
    }


def _by_culture(scorer: Scorer) -> dict[str, Any]:
    return {group: figures(report) for group, report in scorer.by_group().items()}


def _in_short(report: dict[str, Any]) -> str:
    return (
        f"precision {report['precision']:.4f}, recall {report['recall']:.4f}, F1 {report['f1']:.4f}"
        f", review {report['reviewRate']:.2%}, blocking {report['blockingRecall']:.2%}"
    )
