"""The school whose office this is, and the fourteen that share the code."""

from __future__ import annotations

from dataclasses import dataclass, field

from halton_desktop.domain.address import PostalAddress, tidy_postcode
from halton_desktop.domain.tidy_text import EMAIL
from halton_desktop.errors import InvalidInput

HALTON_SCHOOLS = (
    "Ashley High School",
    "The Bridge School",
    "The Cavendish High Academy",
    "Chesnut Lodge School",
    "Cronton Sixth Form College",
    "Ormiston Bollingbroke Academy",
    "Ormiston Chadwick Academy",
    "Riverside College",
    "Sandymoor School",
    "Wade Deacon High School",
    "Sts Peter and Paul Catholic College",
    "The Heath School",
    "The Grange Academy",
    "St Chad’s Catholic and Church of England High School",
)
"""Offered by the first-run wizard; a name can be edited, and another school or college typed."""

LONGEST_WORDS = 120
"""Letters of a line of the letterhead."""
_SHORT = (
    ("name", "The school’s name"),
    ("telephone", "The telephone number"),
    ("email", "The e-mail address"),
    ("website", "The website"),
    ("headteacher", "The headteacher’s name"),
    ("headteacher_title", "The job title"),
)
LARGEST_LOGO = 2 * 1024 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class School:
    """What the letterhead needs. ``logo`` is the bytes of a PNG or JPEG picture."""

    name: str
    address: PostalAddress = field(default_factory=PostalAddress)
    telephone: str = ""
    email: str = ""
    website: str = ""
    headteacher: str = ""
    headteacher_title: str = "Headteacher"
    logo: bytes | None = None


def checked_school(school: School) -> School:
    """The school as it is kept; raises InvalidInput naming the field."""
    if not school.name.strip():
        raise InvalidInput("name", "Choose your school from the list, or type its name.")
    for field_name, what in _SHORT:
        long = len(getattr(school, field_name))
        if long > LONGEST_WORDS:
            raise InvalidInput(
                field_name, f"{what} has {long:,} letters; a letter has room for {LONGEST_WORDS}.", "Shorten it."
            )
    if school.address.postcode and not tidy_postcode(school.address.postcode):
        raise InvalidInput("postcode", f"“{school.address.postcode}” is not a UK postcode.", "Mend it: it is printed.")
    if school.email and not EMAIL.fullmatch(school.email):
        raise InvalidInput("email", f"“{school.email}” is not an e-mail address.", "Mend it or leave it empty.")
    if school.logo is not None:
        if len(school.logo) > LARGEST_LOGO:
            raise InvalidInput("logo", "The logo picture is larger than 2 MB.", "Choose a smaller copy of it.")
        if not school.logo.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise InvalidInput("logo", "The logo must be a PNG or JPEG picture.")
    return school
