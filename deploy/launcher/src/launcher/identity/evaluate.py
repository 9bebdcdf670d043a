"""`krachtlijn identity evaluate`: how good the matcher is on people that are made up."""

import json as as_text
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from launcher import late
from launcher.checkout import Root
from launcher.errors import LauncherError
from launcher.identity import report
from launcher.identity.scratch_database import database_url

Persons = Annotated[int, typer.Option(min=1, help="How many people the claims are about.")]
Seed = Annotated[int, typer.Option(help="Same seed, same people, same claims.")]
Scenario = Annotated[
    str, typer.Option(help="How claims arrive: register-first, no-relatives and others.")
]
Order = Annotated[int, typer.Option(help="Another order of the same claims.")]
ClaimsFile = Annotated[
    Path | None,
    typer.Option("--claims", help="Claims with `personTruth` from a file, one JSON a line."),
]
Without = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD", help="Take a field away from every claim, as birth-date."),
]
Batch = Annotated[int, typer.Option(min=1, help="Claims per transaction.")]
ModelFile = Annotated[
    Path | None, typer.Option("--model", help="Weights to scorer in place of the shipped ones.")
]
Errors = Annotated[
    bool, typer.Option("--explain-errors", help="Which slips cost most; never a name.")
]
Sample = Annotated[
    int,
    typer.Option(
        min=0,
        max=1_000,
        help="Of so many in 10,000 links people find the truth, as in the blind sample.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="For machines: one JSON document.")]


def evaluate(
    persons: Persons = 5_000,
    seed: Seed = 1,
    scenario: Scenario = "mixed",
    order: Order = 0,
    claims: ClaimsFile = None,
    without: Without = None,
    batch: Batch = 500,
    model: ModelFile = None,
    sample: Sample = 0,
    explain_errors: Errors = False,
    json: Json = False,
    root: Root = None,
) -> None:
    """Judge the matcher on claims about people that are made up, with the truth beside each claim.

    The claims go through the databank's own path: PostgreSQL, in a schema of their own that is gone
    afterwards. Tables say by name culture how many claims were put with the right person.
    """
    fields = _known(without or [])
    asked: dict[str, Any] = {"persons": persons, "seed": seed, "order": order}
    asked["scenario"] = scenario
    claims_, count = _claims(claims, asked, fields)
    if claims:
        asked = {"claimsFrom": claims.name}
    asked |= {"without": fields, "sample": sample}
    weights = None if model is None else _read(model)
    url = database_url(root)
    with report.bar("Judging", "claims", count) as done, _unlabelled(claims):
        begun = perf_counter()
        scorer = late.module("uvloop").run(_play(url, claims_, batch, weights, sample, done))
        seconds = perf_counter() - begun
    if json:
        rate = round(scorer.report().claims / seconds)
        typer.echo(as_text.dumps(asked | {"claimsPerSecond": rate} | _figures(scorer), indent=2))
        return
    report.judged(scorer, fields, seconds)
    report.calibration(scorer)
    if explain_errors:
        report.slips(scorer)


def _known(fields: list[str]) -> list[str]:
    there_are = late.module("simulator.claims").FIELDS
    wrong = sorted(set(fields) - set(there_are))
    if wrong:
        raise LauncherError(
            f"There is no field {', '.join(wrong)}: take away {', '.join(there_are)}."
        )
    return sorted(set(fields))


def _claims(
    file: Path | None, asked: Mapping[str, Any], without: list[str]
) -> tuple[Any, int | None]:
    """The claims, and how many there are where that is known."""
    simulator = late.module("simulator.claims")
    if file is None:
        if asked["scenario"] not in simulator.SCENARIOS:
            names = ", ".join(simulator.SCENARIOS)
            raise LauncherError(f"There is no scenario {asked['scenario']}: take {names}.")
        made = simulator.Claims(asked["persons"], asked["seed"], asked["scenario"])
        return made.stream(asked["order"], without), len(made)
    if not file.is_file():
        raise LauncherError(f"There is no file {file}.")
    return simulator.labelled_claims(file, without), None


@contextmanager
def _unlabelled(file: Path | None) -> Iterator[None]:
    """Say in words what is wrong with a file of claims."""
    try:
        yield
    except ValueError as error:
        if file is None:
            raise
        raise LauncherError(f"{file} cannot be judged by: {error}.") from error


async def _play(
    url: str,
    claims: Any,
    batch: int,
    weights: Any,
    sample: int,
    done: Callable[[int], None],
) -> Any:
    async with late.module("databank.matching.standalone").standalone(
        url, late.module("databank.schema").TABLES
    ) as store:
        if weights is not None:
            await store.use(weights, "evaluate")
        return await late.module("databank.matching.evaluation_runner").run(
            store, claims, batch=batch, sample=sample, done=done
        )


def _read(path: Path) -> Any:
    try:
        return late.module("linkage.model").Model.from_json(path.read_text())
    except (OSError, ValueError, TypeError) as error:
        raise LauncherError(f"{path} holds no weights of the matcher: {error}") from error


def _figures(scorer: Any) -> dict[str, Any]:
    reports = late.module("linkage.evaluation.report")
    figures = reports.figures
    groups = {group: figures(report) for group, report in scorer.by_group().items()}
    slips = [
        {"slips": one.slips, "claims": one.claims, "lost": one.lost, "false": one.false}
        for one in scorer.slips.singly()
    ]
    return {**figures(scorer.report()), "reliability": reports.reliability(scorer.reliability)} | {
        "byCulture": groups,
        "bySlip": slips,
    }
