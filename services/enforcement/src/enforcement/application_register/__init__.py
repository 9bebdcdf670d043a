"""Register of applications: what an owner sent with its documents, and what was answered."""

__all__ = ["answer_applicant", "rules", "store"]
