"""A file that a city writes itself, as TOML, beside the example that a service comes with."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class OwnFileError(ValueError):
    """The file cannot be used; says which setting names it, what is wrong, and what to do."""


def load(model: type[Model], setting: str, path: Path | None, package: str, example: str) -> Model:
    """The file at ``path``, or ``package/data/example`` when there is none.

    Raises :class:`OwnFileError`, which names fields and never values.
    """
    try:
        source = files(package) / "data" / example if path is None else path
        return model.model_validate(tomllib.loads(source.read_text("utf-8")))
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}"
            for each in error.errors(include_input=False, include_url=False)
        )
    except (OSError, ValueError) as error:
        wrong = str(error)
    raise OwnFileError(f"{setting} ({path}): {wrong}. Write it as {package}/data/{example}.")
