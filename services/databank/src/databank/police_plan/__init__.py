"""Plans and papers of the team: deployment fixed beforehand, the yearly inventory, guidelines."""

__all__: list[str] = []
