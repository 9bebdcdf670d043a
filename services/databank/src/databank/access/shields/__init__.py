"""Shields on files, which only some may open."""
