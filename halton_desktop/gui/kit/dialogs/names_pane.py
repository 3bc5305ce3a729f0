"""The names found in a print for one reader: each is struck where it is ticked, and a person decides."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from halton_desktop.domain.incidents.names_left_out import FoundName, NameDecisions, NamesInPrint, Place, added_words
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.looks.look import HALF_STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role

_STRUCK, _KEPT = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_DATA = Qt.ItemDataRole.UserRole
_MOST_NAMED = 6


class NamesPane(QWidget):
    """Fill it with ``show_names``; ``decided`` says that the pages are to be made anew with ``decisions``."""

    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = NamesInPrint()
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("Names found; ticked ones are struck")
        self.tree.setProperty("notSaved", True)
        self.tree.itemChanged.connect(self._changed)
        self.also = QLineEdit()
        self.also.setAccessibleName("Strike these words too")
        self.also.setPlaceholderText("for example: Dave; the blue van")
        self.also.setProperty("notSaved", True)
        self.also.editingFinished.connect(self._added)
        self.said = QLabel()
        self.said.setWordWrap(True)
        set_text_role(self.said, "muted")
        also = QLabel("&Strike these words too")
        also.setBuddy(self.also)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF_STEP)
        lines.addWidget(self.said)
        lines.addWidget(self.tree, 1)
        lines.addWidget(also)
        lines.addWidget(self.also)
        self._decisions = NameDecisions()
        self._soon = QTimer(self, singleShot=True, interval=0)
        """The lines are made anew when pages were: never while one of them still tells of its change."""
        self._soon.timeout.connect(self.decided)

    @property
    def decisions(self) -> NameDecisions:
        """What was decided so far."""
        return self._decisions

    def begin_again(self) -> None:
        """Forget what was decided: the print is another, or for somebody else."""
        self._decisions = NameDecisions(also=added_words(self.also.text()))

    def show_names(self, names: NamesInPrint) -> None:
        """Show what was found in the pages."""
        blocked = QSignalBlocker(self.tree)
        open_before = {self._whose(item) for item in self._groups() if item.isExpanded()}
        self.names = names
        self.tree.clear()
        groups: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for key, name, instead in names.people:
            groups[(key,)] = self._group((key,), f"{name}: [{instead}]")
        for one in names.found:
            if one.whose not in groups:
                groups[one.whose] = self._group(one.whose, f"{one.group}: [{one.instead}]")
            self._place(groups[one.whose], one)
        for whose, item in groups.items():
            item.setCheckState(0, self._state(item))
            item.setExpanded(whose in open_before or self._doubtful(item))
        kept = sum(not one.struck for one in names.found)
        self.said.setText(
            "Ticked names are struck and stand in red in the pages; yellow ones were found and stay in. "
            f"{names.struck} struck, {kept} kept."
        )
        del blocked

    def _group(self, whose: tuple[str, ...], words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [words])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(0, _DATA, whose)
        item.setCheckState(0, _KEPT if self._decisions.shown & set(whose) else _STRUCK)
        return item

    def _place(self, group: QTreeWidgetItem, one: FoundName) -> None:
        around = " ".join(f"{one.before[-24:]}»{one.words}«{one.after[:24]}".split())
        item = QTreeWidgetItem(group, [f"… {around} …"])
        item.setToolTip(0, f"{one.before}{one.words}{one.after}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(0, _DATA, one)
        item.setCheckState(0, _STRUCK if one.struck else _KEPT)

    def _state(self, group: QTreeWidgetItem) -> Qt.CheckState:
        states = {child.checkState(0) for child in _children(group)}
        if len(states) > 1:
            return Qt.CheckState.PartiallyChecked
        return states.pop() if states else group.checkState(0)

    def _doubtful(self, group: QTreeWidgetItem) -> bool:
        return any(not child.data(0, _DATA).certain for child in _children(group))

    def _changed(self, item: QTreeWidgetItem) -> None:
        blocked = QSignalBlocker(self.tree)
        for child in _children(item):
            child.setCheckState(0, item.checkState(0))
        group = item.parent()
        if group is not None:
            group.setCheckState(0, self._state(group))
        del blocked
        self._decide()

    def _added(self) -> None:
        if added_words(self.also.text()) != self._decisions.also:
            self._decide()

    def _decide(self) -> None:
        kept: set[Place] = set()
        struck: set[Place] = set()
        shown: set[str] = set()
        for group in self._groups():
            if group.checkState(0) == _KEPT:
                shown.update(self._whose(group))
            for child in _children(group):
                one: FoundName = child.data(0, _DATA)
                if child.checkState(0) == _KEPT and one.certain:
                    kept.add(one.place)
                elif child.checkState(0) == _STRUCK and not one.certain:
                    struck.add(one.place)
        decided = NameDecisions(frozenset(kept), frozenset(struck), frozenset(shown), added_words(self.also.text()))
        self._decisions = decided
        self._soon.start()

    def _groups(self) -> list[QTreeWidgetItem]:
        rows = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return [item for item in rows if item is not None]

    def _whose(self, group: QTreeWidgetItem) -> tuple[str, ...]:
        return tuple(group.data(0, _DATA))


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = (group.child(row) for row in range(group.childCount()))
    return [item for item in rows if item is not None]


def last_warning(names: NamesInPrint, verb: str) -> YesNoQuestion:
    """What is asked before pages without names leave the program."""
    kept = names.kept
    some = ", ".join(f"“{words}”" for words in kept[:_MOST_NAMED])
    more = f" and {len(kept) - _MOST_NAMED} more" if len(kept) > _MOST_NAMED else ""
    stays = f"Found and left in: {some}{more}. " if kept else ""
    return YesNoQuestion(
        "Has somebody read these pages to the end?",
        f"{names.struck} places are struck. {stays}The program knows names; it does not know a nickname, an address or "
        "words like “her sister at the shop”, which tell a reader just as well who is meant.",
        verb=verb,
        danger=True,
    )
