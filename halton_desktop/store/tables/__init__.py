"""Every table of the office file; importing this package fills ``metadata`` completely."""

from halton_desktop.store.tables import (
    code,
    consents,
    decisions,
    file_values,
    forms,
    incidents,
    office,
    people,
    restrictions,
    reviews,
)
from halton_desktop.store.tables.naming import metadata

__all__ = [
    "code",
    "consents",
    "decisions",
    "file_values",
    "forms",
    "incidents",
    "metadata",
    "office",
    "people",
    "restrictions",
    "reviews",
]
