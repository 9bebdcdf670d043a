"""Illustrate a report: its pictures drawn from its frozen figures, the same whenever."""

from reporting.charts.draw import draw
from reporting.report_content.rules.content import Report
from reporting.reports.rules.illustrations import illustrations


def illustrate(report: Report) -> dict[str, tuple[str, str]]:
    """By the code of a table: an ``svg`` element, and what it says to who does not see it.

    Blocking, and seconds for the first picture of a process: run it in a thread.
    """
    return {
        code: (
            draw(each.picture, f"beeld-{number}", each.title, each.description),
            f"{each.title}. {each.description}",
        )
        for number, (code, each) in enumerate(illustrations(report).items(), start=1)
    }
