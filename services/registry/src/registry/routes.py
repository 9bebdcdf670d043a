"""Routers of the registry: JSON and files over HTTP, and the screens."""

from registry import oversight
from registry.client_erasure import api as client_erasure
from registry.client_erasure import pages as client_erasure_pages
from registry.completeness import api as completeness
from registry.completeness import pages as completeness_pages
from registry.corrections import api as corrections
from registry.corrections import pages as corrections_pages
from registry.deliveries.api import deliveries, steps
from registry.deliveries.pages import (
    accept,
    batch,
    delivery,
    freeze,
    overview,
    own_deliveries,
    sign,
    upload,
)
from registry.integration import api as integration
from registry.leaked_revisions import api as leaked_revisions
from registry.leaked_revisions import pages as leaked_revisions_pages
from registry.pivot import api as pivot
from registry.pivot import pages as pivot_pages
from registry.pseudonyms import pages as pseudonyms
from registry.retention import api as retention
from registry.retention import pages as retention_pages
from registry.waiting import api as waiting
from registry.waiting import pages as waiting_pages
from registry.website_statistics import api as website_statistics
from registry.website_statistics import pages as website_statistics_pages
from registry.year_file import api as year_file
from registry.year_file import pages as year_file_pages
from registry.year_linkage import api as year_linkage
from registry.year_linkage import pages as year_linkage_pages
from registry.year_report import pages as year_report

ROUTERS = (
    deliveries.router,
    steps.router,
    corrections.router,
    integration.router,
    pivot.router,
    completeness.router,
    retention.router,
    leaked_revisions.router,
    client_erasure.router,
    year_file.router,
    year_linkage.router,
    year_linkage_pages.router,
    oversight.router,
    own_deliveries.router,
    upload.router,
    batch.router,
    corrections_pages.router,
    completeness_pages.router,
    website_statistics.router,
    website_statistics_pages.router,
    delivery.router,
    sign.router,
    accept.router,
    overview.router,
    waiting.router,
    waiting_pages.router,
    freeze.router,
    year_file_pages.router,
    year_report.router,
    pivot_pages.router,
    retention_pages.router,
    leaked_revisions_pages.router,
    client_erasure_pages.router,
    pseudonyms.router,
)
