"""Legal terms: dated figures of the law, and the terms that run in a case."""

__all__ = ["case_terms", "labels", "ledger", "placeholders", "proposals", "rules", "store"]
