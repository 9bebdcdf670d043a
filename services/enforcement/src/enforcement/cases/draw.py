"""Draw the procedures as pictures (Mermaid), from the tables that decide."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import Procedure

COMMAND = "python -m enforcement.procedures docs/procedures"


def draw(procedures: Procedures, folder: Path) -> None:
    """Write the picture of each procedure anew."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in procedures:
        drawn = picture(each.title, each.procedure)
        (folder / f"{each.picture}.md").write_text(drawn, encoding="utf-8")


def picture(title: str, procedure: Procedure[Any, Any, Any]) -> str:
    """A page with the states and their steps, and with what guards each step."""
    return "\n".join(
        [
            f"# {title}",
            "",
            f"Written by `{COMMAND}` from the table that",
            "decides: do not edit. Steps in italics come from a letter, the clock, the police or",
            "the ledger of payments.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *_arrows(procedure),
            "```",
            "",
            "A step that leaves the state as it is:",
            "",
            *_loops(procedure),
            "",
            "| Step | Only when |",
            "|---|---|",
            *_guards(procedure),
            "",
        ]
    )


def _targets(target: StrEnum | Mapping[str, StrEnum]) -> list[tuple[str, StrEnum]]:
    """Each outcome with its state; the outcome is empty where there is one way."""
    if isinstance(target, Mapping):
        return [(f" ({outcome})", state) for outcome, state in target.items()]
    return [("", target)]


def _arrows(procedure: Procedure[Any, Any, Any]) -> list[str]:
    return [
        f"    {state} --> {after}: {step}{outcome}"
        for (state, step), target in procedure.transitions.items()
        for outcome, after in _targets(target)
        if after != state
    ]


def _loops(procedure: Procedure[Any, Any, Any]) -> list[str]:
    loops: dict[str, list[str]] = {}
    for (state, step), target in procedure.transitions.items():
        if target == state:
            loops.setdefault(_name(procedure, step), []).append(str(state))
    return [f"* {step}: {', '.join(states)}" for step, states in loops.items()] or ["* none"]


def _guards(procedure: Procedure[Any, Any, Any]) -> list[str]:
    steps = dict.fromkeys(step for _, step in procedure.transitions)
    return [
        f"| {_name(procedure, step)} | {_words(procedure, step) or 'always'} |" for step in steps
    ]


def _name(procedure: Procedure[Any, Any, Any], step: StrEnum) -> str:
    return f"*{step}*" if step in procedure.automatic else f"`{step}`"


def _words(procedure: Procedure[Any, Any, Any], step: StrEnum) -> str:
    """The names of the guards as words: ``needs_warning`` is "needs warning"."""
    names = (getattr(guard, "__name__", "") for guard in procedure.guards.get(step, ()))
    return "; ".join(name.replace("_", " ") for name in names)
