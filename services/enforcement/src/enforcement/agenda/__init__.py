"""Agenda of a meeting of the college or the municipal council, and of what the mayor signs."""
