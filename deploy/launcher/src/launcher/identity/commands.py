"""The table of what `krachtlijn identity` can do."""

import typer

from launcher.identity.calibrate import calibrate
from launcher.identity.evaluate import evaluate
from launcher.identity.resolve import EXAMPLE, resolve

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Decide on identity claims; judge and calibrate the matcher.",
)


@app.callback()
def identity() -> None:
    """Decide on identity claims; judge and calibrate the matcher."""


app.command(epilog="Example: krachtlijn identity evaluate --persons 5000 --without birth-date")(
    evaluate
)
app.command(epilog=EXAMPLE)(resolve)
app.command(
    epilog="Example: krachtlijn identity calibrate --activate --actor beheerder-1 "
    '--because "first year of claims"'
)(calibrate)
