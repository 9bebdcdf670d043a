"""Lists of names in another script, each with its form in Latin letters."""


def lexicon(text: str) -> dict[str, str]:
    """Pairs between bars: ``حسن hassan | زينب zainab``."""
    return dict(pair.split() for pair in text.split("|") if pair.strip())
