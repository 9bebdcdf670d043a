"""Access to persons and files: purposes, shields, emergency access, cases of recherche."""
