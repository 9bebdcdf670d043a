"""Rules of a stated identity: dates, ages, documents, and their machine readable zone."""

__all__ = ["age", "document_checks", "mrz", "stated_identity"]
