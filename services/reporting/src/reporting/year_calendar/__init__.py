"""The year calendar of the plan: days of regie and reports that are due; its file and its feed."""

__all__: list[str] = []
