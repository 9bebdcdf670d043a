"""Every table of the registry, for its migrations and for the check that both are equal."""

import registry.client_erasure.store
import registry.completeness.store
import registry.delivery_register.store
import registry.disclosure.store
import registry.integration.store
import registry.leaked_revisions.store
import registry.retention.store
import registry.uploads.store
import registry.website_statistics.store
import registry.year_file.store
import registry.year_linkage.store
import registry.year_report.store
from registry.tables import Table

TABLES = Table.metadata
