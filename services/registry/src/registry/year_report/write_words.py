"""Write the words of a chapter: a new version, what stood before is kept."""

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError, StepRefusedError
from registry.delivery_register import store as deliveries
from registry.year_report import store
from registry.year_report.rules.words import wrong_words
from registry.year_report.store import YearWords

CHANGED = "Iemand anders schreef hier intussen. Kijk eerst wat er nu staat."


async def write_words(
    tx: Transaction, year: int, chapter: str, words: str, *, by: str, seen: int
) -> YearWords:
    """``seen``: the version that the writer had before them, or 0. Raises ``RefusedError``."""
    if wrong := wrong_words(words):
        raise FieldRefusedError("words", wrong)
    await hold_words(tx, year, chapter)
    before = (await store.newest(tx, year)).get(chapter)
    version = before.version if before else 0
    if version != seen:
        raise StepRefusedError(CHANGED)
    if before is not None and before.words == words.strip():
        return before
    written = YearWords(
        year=year,
        chapter=chapter,
        version=version + 1,
        words=words.strip(),
        written_at=tx.now,
        written_by=by,
    )
    await store.add(tx, written)
    return written


async def hold_words(tx: Transaction, year: int, chapter: str) -> None:
    """Let nobody else write this chapter meanwhile."""
    await deliveries.lock_year(tx, f"words {chapter}", year)
