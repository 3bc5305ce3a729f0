"""Stops at the Review history: an edition, the guided review page by page, drafting and adopting a new edition."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.audience import Audience
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.review import ReviewPage
from halton_desktop.gui.reviews.association_dialog import AssociationDialog
from halton_desktop.gui.reviews.figures_dialog import FiguresDialog
from halton_desktop.gui.reviews.guided_review_dialog import GuidedReviewDialog
from halton_desktop.gui.reviews.review_history_tab import ReviewHistoryTab
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from halton_desktop.gui.reviews.guided_review_dialog import GuidedReviewDialog
    from halton_desktop.gui.reviews.review_history_tab import ReviewHistoryTab
    from halton_desktop.tour.tour import Tour

PAGES = ("begin", "figures", "participants", "considered", "clauses", "outcome")


def _tab(tour: Tour) -> ReviewHistoryTab:
    return tour.go_to(ReviewHistoryTab)


def _history(tour: Tour) -> QWidget:
    _tab(tour)
    return tour.window


def _plan(tour: Tour) -> QWidget:
    """The planned review is moved to another day."""
    tab = _tab(tour)
    if tab.status is not None and tab.status.open_review is not None:
        tab.open_record(RecordKind.REVIEW, tab.status.open_review.id)
        tab.page_actions.move()
    else:
        tab.page_actions.plan()
    return tour.dialog()


def _record(tour: Tour) -> QWidget:
    _tab(tour).page_actions.record()
    return tour.dialog()


def _guided(tour: Tour) -> GuidedReviewDialog:
    _tab(tour).page_actions.start()
    dialog = tour.dialog()
    assert isinstance(dialog, GuidedReviewDialog)
    return dialog


def _page(name: str, tour: Tour) -> QWidget:
    dialog = _guided(tour)
    dialog.go_to(ReviewPage[name.upper()])
    return dialog


def _draft(tour: Tour) -> QWidget:
    _tab(tour).page_actions.draft()
    return tour.dialog()


def _adopt(tour: Tour) -> QWidget:
    tab = _tab(tour)
    tab.page_actions.draft()
    tour.clear_up()
    tab.page_actions.adopt()
    return tour.dialog()


def _drop(tour: Tour) -> QWidget:
    tab = _tab(tour)
    tab.page_actions.drop()
    return tour.dialog()


def _in_force(tour: Tour) -> ReviewHistoryTab:
    """The edition in force is chosen in the list."""
    tab = _tab(tour)
    status = tab.status
    if status is not None and status.in_force is not None:
        tab.open_record(RecordKind.EDITION, status.in_force.id)
    return tab


def _told(tour: Tour) -> QWidget:
    _in_force(tour).notification.told(Audience.PUPILS)
    return tour.dialog()


def _notice(tour: Tour) -> QWidget:
    _in_force(tour).notification.notice()
    return tour.dialog()


def _figures(page: int, tour: Tour) -> QWidget:
    _tab(tour).page_actions.figures()
    dialog = tour.dialog()
    assert isinstance(dialog, FiguresDialog)
    dialog.pages.setCurrentIndex(page)
    return dialog


def _association(page: int, tour: Tour) -> QWidget:
    _tab(tour).page_actions.association()
    dialog = tour.dialog()
    assert isinstance(dialog, AssociationDialog)
    dialog.own.prepare()
    dialog.pages.setCurrentIndex(page)
    return dialog


def _past_review(tour: Tour) -> QWidget:
    tab = _tab(tour)
    finished = [line for line in tab.model.rows() if line.review is not None and not line.review.open]
    tab.table.select_id(finished[0].id)
    return tour.window


def _minute(tour: Tour) -> QWidget:
    _past_review(tour)
    _tab(tour).page_actions.minute()
    return tour.dialog()


REVIEWS: tuple[Stop, ...] = (
    Stop("review-history", _history),
    Stop("review-finished", _past_review),
    Stop("review-minute", _minute),
    Stop("edition-told", _told),
    Stop("edition-notice", _notice),
    Stop("year-figures", partial(_figures, 0)),
    Stop("year-figures-pages", partial(_figures, 1)),
    Stop("association-own", partial(_association, 0)),
    Stop("association-schools", partial(_association, 1)),
    Stop("review-plan", _plan),
    Stop("review-record", _record),
    *(Stop(f"review-{name}", partial(_page, name)) for name in PAGES),
    Stop("edition-draft", _draft),
    Stop("edition-adopt", _adopt),
    Stop("edition-drop", _drop),
)
