"""What the Review history has on show, as its actions need it: they know this, and never the tab that owns them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.permission import Permission
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.services.reviews.find_reviews import EditionPage, ReviewPageContent, ReviewStatus
from halton_desktop.services.session import OfficeSession


class ReviewHistory(OfficeTab):
    """``shown`` is the page beside the list, ``status`` how things stand today; both None until they are read."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.may_review = session.may(Permission.REVIEW_CODE)
        self.status: ReviewStatus | None = None
        self.shown: EditionPage | ReviewPageContent | None = None
