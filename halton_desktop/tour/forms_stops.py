"""Stops at the Consent forms tab: coverage, a sitting with the scanner, a form's page and its dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.change import RecordKind
from halton_desktop.gui.administration.sealed_readers_dialog import SealedReadersDialog
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.consent_forms.sealed_message_dialog import SealedMessageDialog
from halton_desktop.services.consent_forms.form_register import form_page
from halton_desktop.services.consent_forms.print_register import outstanding_pages
from halton_desktop.services.incidents.view_messages import sealed_messages
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from halton_desktop.domain.acknowledgement import Form
    from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
    from halton_desktop.tour.tour import Tour


def _tab(tour: Tour) -> ConsentFormsTab:
    return tour.go_to(ConsentFormsTab)


def _forms(tab: ConsentFormsTab, wanted: Callable[[Form], bool]) -> list[Form]:
    return [line.form for line in tab.model.rows(list(tab.model.ids)) if wanted(line.form)]


def _issued(tab: ConsentFormsTab) -> list[Form]:
    return _forms(tab, lambda form: form.status.state is FormState.ISSUED)


def _coverage(tour: Tour) -> QWidget:
    tab = _tab(tour)
    tab.side.setCurrentWidget(tab.coverage)
    return tour.window


def _scan(tour: Tour, tab: ConsentFormsTab, reference: str) -> None:
    tab.desk_of_returns.scan.field.setText(reference)
    tab.desk_of_returns.scan.field.returnPressed.emit()
    tour.settle()


def _scan_session(tour: Tour) -> QWidget:
    tab = _tab(tour)
    for form in _issued(tab)[:7]:
        _scan(tour, tab, form.reference)
    return tour.window


def _not_a_reference(tour: Tour) -> QWidget:
    tab = _tab(tour)
    _scan(tour, tab, "A26-0O9X1-Q")
    return tour.window


def _already_back(tour: Tour) -> QWidget:
    tab = _tab(tour)
    _scan(tour, tab, _forms(tab, lambda form: form.status.state is FormState.RETURNED)[-1].reference)
    return tour.window


def _form(tour: Tour) -> QWidget:
    tab = _tab(tour)
    tab.open_record(RecordKind.FORM, _forms(tab, lambda form: form.status.state is FormState.RETURNED)[-1].id)
    return tour.window


def _return(tour: Tour) -> QWidget:

    tab = _tab(tour)
    tab.page_actions.on_form(tab.page_actions.book, _issued(tab)[-1].id)
    return tour.dialog()


def _undo(tour: Tour) -> QWidget:
    tab = _tab(tour)
    returned = _forms(tab, lambda form: form.status.state is FormState.RETURNED)[-1]
    tab.page_actions.on_form(tab.page_actions.undo, returned.id)
    return tour.dialog()


def _earlier(tour: Tour) -> QWidget:
    _tab(tour).page_actions.book_earlier()
    return tour.dialog()


def _stack(tour: Tour) -> QWidget:
    _tab(tour).page_actions.scan_stack()
    return tour.dialog()


def _outstanding(tour: Tour) -> QWidget:
    _tab(tour).page_actions.show_pages("Outstanding", lambda: outstanding_pages(tour.session))
    return tour.dialog()


def _set_aside(tour: Tour) -> QWidget:
    _tab(tour).page_actions.match_by_hand()
    return tour.dialog()


def _scan_page(tour: Tour) -> QWidget:
    tab = _tab(tour)
    line = next(line for line in tab.model.rows(list(tab.model.ids)) if line.scans)
    tab.page_actions.show_scan(form_page(tour.session, line.form.id).scans[0].id)
    return tour.dialog()


def _consent(tour: Tour) -> QWidget:
    tab = _tab(tour)
    line = next(line for line in tab.model.rows(list(tab.model.ids)) if line.word == "consent given")
    tab.open_record(RecordKind.FORM, line.form.id)
    return tour.window


def _consent_pages(tour: Tour) -> QWidget:

    tab = _tab(tour)
    line = next(line for line in tab.model.rows(list(tab.model.ids)) if line.word == "consent given")
    tab.page_actions.on_form(tab.page_actions.print_again, line.form.id)
    return tour.dialog()


def _sealed_message(tour: Tour) -> QWidget:
    tab = _tab(tour)
    pages = [form_page(tour.session, line.form.id) for line in tab.model.rows(list(tab.model.ids))]
    incidents = [page.consent.incident_id for page in pages if page.consent is not None]
    message = next(message for incident in incidents for message in sealed_messages(tour.session, incident))
    SealedMessageDialog(tour.context, tour.session, message.evidence.id, tour.window).open()
    return tour.dialog()


def _readers(tour: Tour) -> QWidget:
    SealedReadersDialog(tour.context, tour.session, tour.window).open()
    return tour.dialog()


FORMS: tuple[Stop, ...] = (
    Stop("consent-forms", _coverage),
    Stop("form", _form),
    Stop("sitting", _scan_session),
    Stop("already-back", _already_back),
    Stop("not-a-reference", _not_a_reference),
    Stop("return-form", _return),
    Stop("undo-entry", _undo),
    Stop("earlier-slip", _earlier),
    Stop("scan-stack", _stack),
    Stop("outstanding-list", _outstanding),
    Stop("pages-set-aside", _set_aside),
    Stop("scanned-page", _scan_page),
    Stop("consent-form", _consent),
    Stop("consent-form-pages", _consent_pages),
    Stop("sealed-message", _sealed_message),
    Stop("sealed-readers", _readers),
)
