"""The minute of a review as pages to print, sign and file."""

from __future__ import annotations

from io import BytesIO

from halton_desktop.domain.permission import Permission
from halton_desktop.services.letters.print_letters import letterhead_of
from halton_desktop.services.reviews.find_reviews import review_page
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of


def review_minute_pdf(session: OfficeSession, review_id: int) -> bytes:
    """The minute as PDF bytes; an unfinished review says so at its top. Raises NotFound."""
    from halton_desktop.letters.review_minute import review_minute

    content = review_page(session, review_id)
    with session.look(Permission.SEE_FIGURES) as work:
        head = letterhead_of(work)
    out = BytesIO()
    fonts = typefaces_of(session)
    review_minute(out, head, content.review, content.edition, content.new_edition, session.today, fonts)
    return out.getvalue()
