"""Logs as JSON on stdout, and metrics. Neither ever carries personal data, nor counts persons."""

import logging
import sys

import structlog
from prometheus_client import Counter, Gauge, Histogram

FINE = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)

PUBLISHED = Counter("krachtlijn_published_total", "Events confirmed by the broker", ["event"])
HANDLED = Counter("krachtlijn_handled_total", "Messages with their effect", ["event"])
DUPLICATES = Counter("krachtlijn_duplicates_total", "Redeliveries without effect", ["event"])
PARKED = Counter("krachtlijn_parked_total", "Messages parked", ["event", "reason"])
WAITING = Gauge("krachtlijn_parked_messages", "Messages that are parked now")
KEY_AWAITED = Gauge(
    "krachtlijn_key_awaited_messages", "Parked messages whose seal key has not come yet"
)
GAPS = Gauge(
    "krachtlijn_gap_events", "Events that a later one of their key names and this never had"
)
DEAD = Counter("krachtlijn_dead_lettered_total", "Messages nobody could read", ["reason"])
RETRIES = Counter("krachtlijn_retries_total", "Attempts that must be repeated", ["kind"])
VIOLATIONS = Counter("krachtlijn_violations_total", "Rules of the bus broken", ["event"])
LAG = Histogram("krachtlijn_lag_seconds", "From recording to effect", ["event"], buckets=FINE)
HANDLING = Histogram("krachtlijn_batch_seconds", "Time of one batch", buckets=FINE)
BATCH = Histogram(
    "krachtlijn_batch_messages", "Messages in one batch", buckets=(1, 2, 5, 10, 25, 50, 100, 200)
)
AHEAD = Gauge("krachtlijn_ahead_seconds", "Waits for a newer release of the service", ["partition"])
AHEAD_OVERDUE = Gauge(
    "krachtlijn_ahead_overdue", "1 when that takes longer than a roll-out", ["partition"]
)
IN_HAND = Gauge(
    "krachtlijn_in_hand_seconds", "Since a batch was taken that is not done yet", ["partition"]
)
PAUSED = Gauge(
    "krachtlijn_reader_paused", "1 while a partition stands since most fails", ["partition"]
)
PAUSED_BY_OPERATOR = Gauge(
    "krachtlijn_reader_paused_by_operator", "1 while an operator has the reader take nothing"
)
OUTBOX_AGE = Gauge("krachtlijn_outbox_age_seconds", "Age of the oldest unpublished event")
OUTBOX_SIZE = Gauge("krachtlijn_outbox_events", "Events not published yet")
REFUSED = Gauge("krachtlijn_refused_events", "Events that the broker refuses to take")
ERASED = Counter("krachtlijn_erased_total", "Kept past its term, and erased", ["store"])
RETENTION_DONE = Gauge(
    "krachtlijn_retention_done_timestamp_seconds", "When all was erased that is past its term"
)
TIMERS = Counter("krachtlijn_timers_total", "Timers that came due", ["timer", "outcome"])
TIMERS_STUCK = Gauge(
    "krachtlijn_timers_stuck", "Timers that failed ten times and did not run yet", ["timer"]
)
OVERDUE = Gauge("krachtlijn_overdue_seconds", "How late the oldest work past its term is", ["work"])
OVERDUE_MEASURED = Gauge(
    "krachtlijn_overdue_measured_timestamp_seconds", "When overdue work was last looked for"
)
ACCESS_LOG_BROKEN = Gauge("krachtlijn_access_log_broken", "1 when its chain does not hold")
ACCESS_LOG_CHECKED = Gauge(
    "krachtlijn_access_log_checked_timestamp_seconds", "When the chain was last found whole"
)
ALERTS_FAIL = Gauge("krachtlijn_alerts_failing", "1 while the hook for alerts takes none")
CERTIFICATE_ENDS = Gauge(
    "krachtlijn_certificate_ends_timestamp_seconds", "When the service's own certificate ends"
)
HTTP_SECONDS = Histogram(
    "krachtlijn_http_seconds",
    "From a request to the start of its answer",
    ["method", "route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
HTTP_ANSWERS = Counter("krachtlijn_http_answers_total", "Answers", ["method", "route", "status"])
REFUSED_AT_THE_EDGE = Counter(
    "krachtlijn_edge_refusals_total", "What the limits at the edge refused or cut off", ["limit"]
)
LOOP_LAG = Histogram(
    "krachtlijn_event_loop_lag_seconds",
    "By how much the event loop runs late",
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5),
)
DATABASE_WAIT = Histogram(
    "krachtlijn_database_wait_seconds", "Waiting for a connection to the database", buckets=FINE
)
DATABASE_USED = Gauge("krachtlijn_database_connections_used", "Connections at work")
DATABASE_MOST = Gauge("krachtlijn_database_connections_most", "Connections that there may be")


def configure_logging() -> None:
    """JSON lines on stdout, from structlog and from libraries alike."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("aio_pika", "aiormq", "httpx", "httpcore", "faststream"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
