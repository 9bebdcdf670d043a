"""Applications as owners send them from the calendar's site, with their documents."""

__all__ = ["consult_applicant", "draw_document", "labels"]
