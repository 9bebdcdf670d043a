"""Access to persons and files: purposes, shields, emergency access, budgets of reading."""
