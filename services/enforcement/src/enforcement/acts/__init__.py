"""Acts: what a person does in a procedure and the law attaches something to, each declared once.

An act is a class with its fields. Its page, its route, its row of authorisation and its line of the
timeline follow from it. What a procedure permits, and where a step leads, stays in its table.
"""

__all__ = ["act", "api", "correct_day", "desk", "fields", "pages", "retake"]
