"""Rules of validation: cells, combinations, and questions for a person."""
