"""A site ban from its first draft to its lifting: every decision is the headteacher's and stays on file (2.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.incidents.incident_fields import ban_field_hint
from halton_desktop.domain.incidents.site_ban import BanState, SiteBan, missing, to_decide, why_not_told
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.field_error import FieldErrors
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.services.incident_decider import may_decide, who_decides
from halton_desktop.services.incidents.decide_site_ban import (
    confirm_ban,
    days_to_begin_with,
    extend_ban,
    has_child_here,
    hear_representations,
    impose_as_typed,
    keep_after_review,
    lift_ban,
    prepare_ban,
)
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.site_ban_dialog_form import Ui_SiteBanDialog

_TEXTS = ("reason", "risk_on_premises", "collection", "meetings")
_REVIEW = ("review_on", "Look at it again on", ban_field_hint("review_on"), "")
_PROMPTED = frozenset({"review_on", "to_on"})
_DAYS = ("from_on", "to_on", "representations_by", "review_on")


class SiteBanDialog(BaseDialog):
    """``ban`` None: a new one for one of ``person_ids``. Saved incomplete as a draft; imposed only when complete."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident: Incident,
        ban: SiteBan | None = None,
        person_ids: tuple[int, ...] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        drafting = ban is None or ban.state is BanState.PREPARED
        super().__init__(
            context,
            name="site_ban",
            title="Site ban (2.4)",
            verb="Save draft" if drafting else "",
            leave="Cancel" if drafting else "Close",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident = incident
        self._ban = ban
        self.buttons: dict[str, Button] = {}
        self.opened: PromptDialog | None = None
        self.ui = Ui_SiteBanDialog()
        self.ui.setupUi(self.body)
        keep_rows_level(self.body)
        self._fill(person_ids)
        fields = FieldErrors({name: getattr(self.ui, name) for name in (*_TEXTS, *_DAYS, "decided_by")}, self)
        for name in (*_TEXTS, *_DAYS, "decided_by"):
            fields.hint(name, ban_field_hint(name))
        self.use_errors(fields)
        self._add_decisions()
        if drafting:
            self._watch_gaps()

    def ban(self) -> SiteBan:
        """As typed. Raises InvalidInput naming the field for a day that is none."""
        ui, known = self.ui, self._ban
        return SiteBan(
            id=known.id if known else 0,
            incident_id=self._incident.id,
            person_id=known.person_id if known else ui.person.currentData(),
            person=ui.person.currentText(),
            reason=ui.reason.toPlainText().strip(),
            risk_on_premises=ui.risk_on_premises.toPlainText().strip(),
            from_on=ui.from_on.optional("from_on"),
            to_on=ui.to_on.optional("to_on"),
            representations_by=ui.representations_by.optional("representations_by"),
            review_on=ui.review_on.optional("review_on"),
            decided_by=ui.decided_by.text().strip(),
            collection=ui.collection.toPlainText().strip(),
            meetings=ui.meetings.toPlainText().strip(),
        )

    def act(self) -> None:
        """Save what is there, however incomplete."""
        self.write(partial(prepare_ban, self._session, self.ban()))

    def impose(self) -> None:
        """Bar the person provisionally as typed; until it is complete, refused with the first gap, and not saved."""
        self.write(partial(impose_as_typed, self._session, self.ban()))

    def _fill(self, person_ids: tuple[int, ...]) -> None:
        ui, ban, today = self.ui, self._ban, self._session.today
        for person in self._incident.authors:
            if person.id in person_ids or (ban is not None and person.id == ban.person_id):
                ui.person.addItem(person.name, person.id)
        days = days_to_begin_with(self._session)
        for name in _DAYS:
            kept: date | None = getattr(ban, name) if ban else None
            edit: DayField = getattr(ui, name)
            edit.begin(self.context.theme, self._session, kept or days[name])
        for name in _TEXTS:
            field: QPlainTextEdit = getattr(ui, name)
            field.setPlainText(getattr(ban, name) if ban else "")
            field.setTabChangesFocus(True)
        state = ban.state if ban else BanState.PREPARED
        decided = ban.decided_by if ban and state is not BanState.PREPARED else ""
        ui.decided_by.setText(decided or who_decides(self._session, self._incident.id))
        ui.decided_by.setReadOnly(True)
        if state is not BanState.PREPARED and ban is not None:
            for child in (*_TEXTS, *_DAYS, "decided_by", "person"):
                getattr(ui, child).setEnabled(False)
        words = [f"This ban is {state.value}.", to_decide(ban, today) if ban else ""]
        if ban is not None and ban.representations:
            words.append(f"Heard on {ban.representations_on:%d/%m/%Y}: {ban.representations}")
        ui.standing.setText(" ".join(word for word in words if word))

    def _watch_gaps(self) -> None:
        for name in _TEXTS:
            getattr(self.ui, name).textChanged.connect(self._show_gaps)
        for name in _DAYS:
            getattr(self.ui, name).textChanged.connect(self._show_gaps)
        self.ui.person.currentIndexChanged.connect(self._warn)
        self.ui.person.currentIndexChanged.connect(self._show_gaps)
        self._warn()
        self._show_gaps()

    def _show_gaps(self) -> None:
        chosen = [person for person in self._incident.authors if person.id == self.ui.person.currentData()]
        with_child = any(has_child_here(self._session, person.parent_id) for person in chosen)
        try:
            ban = self.ban()
        except InvalidInput as error:
            self.ui.gaps.setText(error.message)
            return
        gaps = missing(ban, with_child=with_child, today=self._session.today)
        words = "\n".join(f"• {gap.sentence}" for gap in gaps)
        self.ui.gaps.setText(
            f"Still needed before the ban can be imposed:\n{words}" if gaps else "The ban is complete."
        )

    def _warn(self) -> None:
        """Say beforehand that no letter could tell them of it."""
        self.banner.hide()
        for person in self._incident.authors:
            if person.id == self.ui.person.currentData() and why_not_told(person):
                self.banner.say(why_not_told(person), "warning")

    def _add_decisions(self) -> None:
        ban, may = self._ban, may_decide(self._session, Permission.DECIDE_BANS, self._incident.id)
        state = ban.state if ban else BanState.PREPARED
        if state is BanState.PREPARED:
            self._decision("impose", "Impose provisionally", partial(self.attempt, self.impose), shown=may)
        elif ban is not None and ban.in_force:
            heard = self._session.may(Permission.TAKE_STEPS)
            self._decision("hear", "Record their side…", self._ask_representations, shown=heard)
            if state is BanState.PROVISIONAL:
                self._decision("confirm", "Confirm…", self._ask_confirm, shown=may)
            self._decision("keep", "Keep after review…", self._ask_keep, shown=may)
            self._decision("extend", "Extend…", self._ask_extend, shown=may)
            self._decision("lift", "Lift…", self._ask_lift, shown=may)

    def _decision(self, name: str, words: str, act: Callable[[], object], *, shown: bool) -> None:
        button = Button(words, self.context.theme)
        button.clicked.connect(lambda _=False: act())
        button.setVisible(shown)
        self.footer.insertWidget(len(self.buttons), button)
        self.buttons[name] = button

    def _ask(self, ask: Prompt, act: Callable[[dict[str, str]], object]) -> None:
        dialog = PromptDialog(self.context, ask, act, self, session=self._session)
        if "decided_by" in dialog.lines:
            dialog.lines["decided_by"].setReadOnly(True)
        dialog.succeeded.connect(self.succeed)
        self.opened = dialog
        open_dialog(dialog)

    def _ask_representations(self) -> None:
        today = f"{self._session.today:%d/%m/%Y}"
        hint = ban_field_hint("representations")
        fields = (("representations", "What they said", hint, ""), ("representations_on", "On", "", today))
        ask = Prompt("hear", "Record their side", "Record", fields, frozenset({"representations_on"}))

        def hear(words: dict[str, str]) -> None:
            said, on = words["representations"], date.fromisoformat(words["representations_on"])
            hear_representations(self._session, self._id, said, on)

        self._ask(ask, hear)

    def _ask_confirm(self) -> None:
        ask = Prompt("confirm_ban", "Confirm the ban", "Confirm ban", (self._deciding,))
        self._ask(ask, lambda _words: confirm_ban(self._session, self._id, ""))

    def _ask_keep(self) -> None:
        why = ("note", "Why it stays", ban_field_hint("note"), "")
        ask = Prompt("keep_ban", "Keep the ban after its review", "Keep ban", (_REVIEW, why, self._deciding), _PROMPTED)

        def keep(words: dict[str, str]) -> None:
            review_on = date.fromisoformat(words["review_on"])
            keep_after_review(self._session, self._id, review_on, words["note"])

        self._ask(ask, keep)

    def _ask_extend(self) -> None:
        last = ("to_on", "New last day", ban_field_hint("to_on"), "")
        why = ("note", "Why it runs longer", ban_field_hint("note"), "")
        ask = Prompt("extend_ban", "Extend the ban", "Extend ban", (last, _REVIEW, why, self._deciding), _PROMPTED)

        def extend(words: dict[str, str]) -> None:
            days = date.fromisoformat(words["to_on"]), date.fromisoformat(words["review_on"])
            extend_ban(self._session, self._id, *days, words["note"])

        self._ask(ask, extend)

    def _ask_lift(self) -> None:
        why = ("note", "Why it is lifted", "For the file; the letter does not give it.", "")
        ask = Prompt("lift_ban", "Lift the ban", "Lift ban", (why, self._deciding))
        self._ask(ask, lambda w: lift_ban(self._session, self._id, w["note"]))

    @property
    def _deciding(self) -> tuple[str, str, str, str]:
        """Whoever is signed in takes the decision; a letter about it is signed by nobody else."""
        return "decided_by", "Decided by", "You; you sign the letter.", who_decides(self._session, self._incident.id)

    @property
    def _id(self) -> int:
        assert self._ban is not None, "only a kept ban is decided"
        return self._ban.id
