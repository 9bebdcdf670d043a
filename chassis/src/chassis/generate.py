"""``krachtlijn contracts``: write, or check, everything that follows from the contracts."""

import hashlib
import json
from pathlib import Path
from typing import Annotated

import typer

from chassis.bus.topology import definitions
from contracts import EVENTS, generate
from contracts.event import TYPE_PREFIX
from contracts.generate import edition
from contracts.generate.example import example as example_of
from contracts.generate.promise import promises
from contracts.generate.schemas import FOLDER, as_json

DEFINITIONS = "deploy/rabbitmq/definitions.json"
EXAMPLES = "contracts/examples"

app = typer.Typer(
    no_args_is_help=True, help="Everything that is generated from the contracts.", name="contracts"
)
Root = Annotated[
    Path | None, typer.Option(help="The repository; else the folder above here with uv.lock.")
]


@app.command("generate")
def write(root: Root = None) -> None:
    """Write every generated file and remove what no event asks for any more."""
    top = _root(root)
    files = _files(top)
    for path, text in files.items():
        target = top / path
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            typer.echo(f"wrote {path}")
    for path in _superfluous(top, files):
        (top / path).unlink()
        typer.echo(f"removed {path}")


@app.command()
def check(root: Root = None) -> None:
    """Exit 1, naming the files, when what is on disk is not what the contracts say."""
    top = _root(root)
    complaints = stale(top)
    for complaint in complaints:
        typer.echo(complaint, err=True)
    if complaints:
        typer.echo("run make contracts", err=True)
        raise typer.Exit(1)


@app.command()
def example(event_type: str, root: Root = None) -> None:
    """Make the golden message of a new event, once; EVENT_TYPE with or without be.krachtlijn."""
    name = event_type.removeprefix(f"{TYPE_PREFIX}.")
    event = EVENTS.get(f"{TYPE_PREFIX}.{name}")
    if event is None:
        raise typer.BadParameter(f"there is no event {event_type}")
    folder = _root(root) / EXAMPLES
    target = folder / f"{event.routing_key}.json"
    if target.exists():
        raise typer.BadParameter(f"{target.name} exists, and a golden message is never edited")
    message, promise = as_json(example_of(event)), as_json(promises(event))
    folder.mkdir(parents=True, exist_ok=True)
    promise_file = folder / "promises" / target.name
    promise_file.parent.mkdir(exist_ok=True)
    target.write_text(message, encoding="utf-8")
    promise_file.write_text(promise, encoding="utf-8")
    _pin(folder, target, promise_file)
    typer.echo(f"wrote {EXAMPLES}/{target.name}")


def stale(root: Path) -> list[str]:
    """One line per file that is missing, stale or superfluous."""
    files = _files(root)
    complaints = []
    for path, text in files.items():
        if not (root / path).exists():
            complaints.append(f"missing: {path}")
        elif (root / path).read_text(encoding="utf-8") != text:
            complaints.append(f"stale: {path}")
    return complaints + [f"superfluous: {path}" for path in _superfluous(root, files)]


def _files(root: Path) -> dict[str, str]:
    files = generate.render()
    files[edition.PATH] = _editions(root / edition.PATH)
    files[DEFINITIONS] = as_json(definitions(vhost="krachtlijn", digests=None, partitions=1))
    for path, text in generate.sections().items():
        files[path] = _between((root / path).read_text(encoding="utf-8"), text, path)
    return dict(sorted(files.items()))


def _editions(file: Path) -> str:
    recorded = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    try:
        return as_json(edition.record(recorded, EVENTS.values()))
    except edition.EditionNotCountedError as error:
        raise typer.BadParameter(str(error)) from None


def _between(page: str, text: str, path: str) -> str:
    before, begin, rest = page.partition(generate.BEGIN)
    _, end, after = rest.partition(generate.END)
    if not begin or not end:
        raise typer.BadParameter(f"{path} has lost its marks {generate.BEGIN} and {generate.END}")
    return f"{before}{begin}\n\n{text}\n{end}{after}"


def _superfluous(root: Path, files: dict[str, str]) -> list[str]:
    present = {
        path.relative_to(root).as_posix()
        for path in (root / FOLDER).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    return sorted(present - files.keys())


def _root(given: Path | None) -> Path:
    here = (given or Path.cwd()).resolve()
    for folder in (here,) if given else (here, *here.parents):
        if (folder / "uv.lock").exists():
            return folder
    raise typer.BadParameter("no uv.lock here or above: say where the repository is with --root")


def _pin(folder: Path, *files: Path) -> None:
    """Add to SHA256SUMS, in the form that ``sha256sum -c`` reads."""
    sums = folder / "SHA256SUMS"
    lines = set(sums.read_text(encoding="utf-8").splitlines()) if sums.exists() else set()
    for file in files:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        lines.add(f"{digest}  {file.relative_to(folder).as_posix()}")
    ordered = sorted(lines, key=lambda line: line.split("  ", 1)[1])
    sums.write_text("\n".join(ordered) + "\n", encoding="utf-8")


if __name__ == "__main__":
    app()
