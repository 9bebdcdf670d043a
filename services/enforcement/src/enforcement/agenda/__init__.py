"""Agenda of the college, the municipal council and the mayor: meetings, and what each decides."""

__all__ = ["compile", "labels"]
