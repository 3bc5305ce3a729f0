"""Print a consent form, then ask whether it was handed over: two presses from the case to the parent's hand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.acknowledgement import Form, HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.gui.consent_forms.consent_way_dialog import AskWay, ConsentWayDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.ask_who_signs import may_be_signed
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.services.consent_forms.ask_consent import confirm_given_out
from halton_desktop.services.consent_forms.form_register import form_page
from halton_desktop.services.consent_forms.print_consent import consent_pages
from halton_desktop.services.save_file import Outgoing
from halton_desktop.services.session import OfficeSession


def print_consent_form(context: AppContext, session: OfficeSession, form_id: int, window: QWidget) -> None:
    """Show its pages; when they are closed and nobody has said so yet, ask whether the parent has the form."""
    if not may_be_signed(context, session, window):
        return

    def work(_task: RunningTask) -> bytes:
        return consent_pages(session, form_id)

    def show(pdf: bytes) -> None:
        form = form_page(session, form_id).form
        title = f"Consent form {form.reference}"
        dialog = PagesDialog(
            context,
            session,
            title,
            pdf,
            Outgoing("consent form", RecordKind.FORM, form_id),
            file_name=f"{form.reference}.pdf",
            guide_page="sealed-messages",
            parent=window,
        )
        dialog.finished.connect(lambda: ask_whether_given(context, session, form, window))
        open_dialog(dialog)

    context.runner.run(
        work,
        title="Making the consent form",
        on_done=show,
        on_error=lambda error: context.report(error, window, None),
        cancellable=False,
        owner=window,
    )


def ask_whether_given(
    context: AppContext, session: OfficeSession, form: Form, window: QWidget
) -> ConsentWayDialog | None:
    """Ask how a form that is only prepared went out; None where it is out already. It can be said later too."""
    if not form.status.unsent:
        return None
    ask = AskWay(
        title=f"Was {form.reference} given to {form.parent_name}?",
        words="From then on the form is expected back. You can also say so later, on the form’s page.",
        verb="It was given",
        leave="Not yet",
        ways=(
            ("Handed over in person", HowItCame.IN_PERSON),
            ("By post", HowItCame.POST),
            ("Sent home with the pupil", HowItCame.BY_PUPIL),
        ),
        session=session,
        note=False,
    )
    dialog = ConsentWayDialog(context, ask, lambda way: confirm_given_out(session, form.id, way.how, way.on), window)
    dialog.asks_before_leaving = False
    return open_dialog(dialog)
