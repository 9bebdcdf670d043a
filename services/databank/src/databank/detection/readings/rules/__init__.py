"""The model and what is read from it; pure."""
