"""Plans and papers of the team: deployment fixed beforehand, the yearly inventory, guidelines."""
