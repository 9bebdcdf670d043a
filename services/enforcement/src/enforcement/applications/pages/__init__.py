"""Screens of what owners sent: lists, an application with its documents, and its place."""
