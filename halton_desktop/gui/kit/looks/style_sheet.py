"""Qt's style sheet, written from the theme's colours and sizes over the Fusion style.

Widgets take part by dynamic properties, which work from Designer too: ``kind`` on buttons (``primary``, ``danger``,
``quiet``, ``link``), ``textRole`` on labels (``title``, ``heading``, ``muted``, ``error``, ``strong``), ``surface`` on
a QFrame or QWidget that is a white page or card, ``invalid`` on a field with an error under it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from halton_desktop.gui.kit.looks import look

PADDING_ACROSS = 12


def set_text_role(widget: QWidget, role: look.TextRole) -> None:
    """Give a label its place in the type scale."""
    set_style_property(widget, "textRole", role)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property the style sheet looks at, and have the widget styled again when it differs."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def style_sheet(colours: look.Colours, points: float, glyphs: Path) -> str:
    """The whole sheet; ``points`` is the size of body text, ``glyphs`` the folder of ticks and arrows."""
    pictures = glyphs.as_posix()
    parts = (
        *(part(colours, pictures) for part in (_buttons, _fields, _choices, _tables, _menus)),
        _text(colours, points),
        *(part(colours) for part in (_tabs, _frames, _scroll_bars)),
    )
    return "\n".join(parts)


def _text(c: look.Colours, points: float) -> str:
    return f"""
QLabel[textRole="title"] {{ font-size: {points + look.TITLE_POINTS}pt; font-weight: 600; }}
QLabel[textRole="heading"] {{ font-size: {points + look.HEADING_POINTS}pt; font-weight: 600; }}
QLabel[textRole="strong"] {{ font-weight: 600; }}
QLabel[textRole="muted"] {{ color: {c.muted}; }}
QLabel[textRole="error"] {{ color: {c.overdue}; }}
QLabel[textRole="struck"] {{ color: {c.muted}; text-decoration: line-through; }}
QLabel[textRole="link"] {{ color: {c.accent}; }}
QLabel[badge="true"] {{
    background: {c.overdue}; color: {c.surface}; border-radius: 8px; padding: 0 5px; min-height: 16px; max-height: 16px;
    min-width: 8px; font-size: {points - 0.5}pt; font-weight: 600; qproperty-alignment: AlignCenter;
}}
QLineEdit[large="true"] {{ font-size: {points + look.HEADING_POINTS}pt; min-height: {look.LARGE_FIELD_HEIGHT - 2}px; }}
QLineEdit[large="true"]:focus {{ min-height: {look.LARGE_FIELD_HEIGHT - 4}px; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.hairline}; padding: 4px 6px; }}
"""


def _buttons(c: look.Colours, glyphs: str) -> str:
    inner = look.BUTTON_HEIGHT - 2
    primary_hover, primary_down = look.blend(c.text, c.accent, 0.12), look.blend(c.text, c.accent, 0.24)
    down = look.blend(c.text, c.surface, 0.12)
    faint = look.blend(c.muted, c.surface, 0.7)
    return f"""
QPushButton, QToolButton {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; border-radius: {look.CORNER}px;
    min-height: {inner}px; padding: 0 {PADDING_ACROSS}px;
}}
QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{ background: {down}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: 0 {PADDING_ACROSS - 1}px;
    min-height: {inner - 2}px; outline: none; }}
QPushButton:disabled, QToolButton:disabled {{ color: {faint}; border-color: {c.hairline}; background: {c.window}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {primary_hover}; border-color: {primary_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {primary_down}; border-color: {primary_down}; }}
QPushButton[kind="primary"]:focus {{ border-color: {c.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.row_rule}; border-color: {c.row_rule}; color: {faint}; }}
QPushButton[kind="danger"] {{ color: {c.overdue}; border-color: {c.overdue}; }}
QPushButton[kind="danger"]:focus {{ border-color: {c.overdue}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {c.hover}; }}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{ border-color: {c.accent}; }}
QPushButton[kind="link"] {{ background: transparent; border-color: transparent; color: {c.accent};
    padding: 0 4px; text-align: left; min-height: {look.LINK_HEIGHT - 2}px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border-color: {c.accent}; padding: 0 3px; min-height: {look.LINK_HEIGHT - 4}px; }}
QToolButton[kind="icon"] {{ background: transparent; border-color: transparent; padding: 0;
    min-width: {inner}px; max-width: {inner}px; }}
QToolButton[kind="icon"]:hover {{ background: {c.hover}; }}
QToolButton[kind="icon"]:focus {{ border-color: {c.accent}; padding: 0; min-width: {inner - 2}px; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: url("{glyphs}/chevron-down.svg"); width: 12px;
    height: 12px; subcontrol-origin: padding; subcontrol-position: center right; right: 8px; }}
QPushButton[hasMenu="true"], QToolButton[hasMenu="true"] {{ padding-right: 28px; }}
"""


def _fields(c: look.Colours, glyphs: str) -> str:
    inner = look.BUTTON_HEIGHT - 2
    one_line = "QLineEdit, QComboBox, QAbstractSpinBox"
    faint = look.blend(c.muted, c.surface, 0.7)
    return f"""
{one_line}, QPlainTextEdit, QTextEdit {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; border-radius: {look.CORNER}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; placeholder-text-color: {c.muted};
}}
{one_line} {{ min-height: {inner}px; padding: 0 8px; }}
QPlainTextEdit, QTextEdit {{ padding: 4px 5px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {c.accent}; padding: 0 7px;
    min-height: {inner - 2}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {c.accent}; padding: 3px 4px; }}
QLineEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"],
QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"] {{ border: 2px solid {c.overdue}; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {{
    background: {c.window}; color: {faint}; border-color: {c.hairline}; }}
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only {{ background: {c.window}; }}
QLineEdit QToolButton {{ min-height: 0; border: none; padding: 0; background: transparent; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: url("{glyphs}/chevron-down.svg"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.hairline}; padding: 4px; outline: none;
    selection-background-color: {c.selected}; selection-color: {c.text}; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; padding: 0 8px; border-radius: 4px; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.selected}; color: {c.text}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 24px; background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url("{glyphs}/chevron-up.svg"); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url("{glyphs}/chevron-down.svg"); width: 10px; height: 10px; }}
"""


def _choices(c: look.Colours, glyphs: str) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; }}
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator {{
    width: 16px; height: 16px; background: {c.surface}; border: 1px solid {c.border}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ background: {c.hover}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {c.accent}; width: 14px; height: 14px; }}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{glyphs}/check.svg"); }}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{ background: {c.accent};
    border-color: {c.accent}; image: url("{glyphs}/dash.svg"); }}
QRadioButton::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{glyphs}/dot.svg"); }}
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus {{ border-color: {c.text}; }}
QCheckBox:focus, QRadioButton:focus {{ outline: none; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {c.window};
    border-color: {c.hairline}; }}
QGroupBox {{ border: none; margin-top: 28px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; subcontrol-position: top left; left: 0; top: 4px; }}
QProgressBar {{ background: {c.hover}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
"""


def _tables(c: look.Colours, glyphs: str) -> str:
    return f"""
QAbstractItemView {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.hairline};
    border-radius: {look.CORNER}px; outline: none; selection-background-color: {c.selected};
    selection-color: {c.text}; }}
QTableView {{ gridline-color: transparent; }}
QAbstractItemView[bare="true"] {{ border: none; }}
QListView::item, QTreeView::item {{ min-height: 28px; padding: 0 6px; }}
QListView::item:selected, QTreeView::item:selected {{ background: {c.selected}; color: {c.text}; }}
QListView::item:hover:!selected, QTreeView::item:hover:!selected {{ background: {c.hover}; }}
QHeaderView {{ background: {c.surface}; border: none; border-top-left-radius: {look.CORNER}px;
    border-top-right-radius: {look.CORNER}px; }}
QHeaderView::section {{ background: transparent; color: {c.muted}; border: none;
    border-bottom: 1px solid {c.hairline}; padding: 0 8px; min-height: 33px; font-weight: 600; }}
QHeaderView::section:hover {{ color: {c.text}; background: {c.hover}; }}
QHeaderView::up-arrow {{ image: url("{glyphs}/chevron-up.svg"); width: 10px; height: 10px;
    subcontrol-position: center right; right: 6px; }}
QHeaderView::down-arrow {{ image: url("{glyphs}/chevron-down.svg"); width: 10px; height: 10px;
    subcontrol-position: center right; right: 6px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableCornerButton::section {{ background: {c.surface}; border: none; }}
"""


def _tabs(c: look.Colours) -> str:
    return f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {c.hairline}; }}
QTabWidget::tab-bar {{ left: {look.PAGE_MARGIN - 14}px; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {c.muted}; border: none; border-bottom: 2px solid transparent;
    padding: 8px 12px 6px 12px; margin: 0 2px; min-height: 20px; }}
QTabBar::tab:hover {{ color: {c.text}; background: {c.hover}; border-top-left-radius: {look.CORNER}px;
    border-top-right-radius: {look.CORNER}px; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:focus {{ color: {c.accent}; }}
"""


def _menus(c: look.Colours, glyphs: str) -> str:
    faint = look.blend(c.muted, c.surface, 0.7)
    return f"""
QMenuBar {{ background: {c.window}; color: {c.text}; padding: 2px 8px; }}
QMenuBar::item {{ background: transparent; padding: 6px 10px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {look.blend(c.text, c.window, 0.08)}; }}
QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.hairline}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
QMenu::item:disabled {{ color: {faint}; background: transparent; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {c.hairline}; margin: 4px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 8px; }}
QMenu::indicator:checked {{ image: url("{glyphs}/tick.svg"); }}
QStatusBar {{ background: {c.window}; color: {c.muted}; border-top: 1px solid {c.hairline}; min-height: 30px; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {c.muted}; }}
"""


def _frames(c: look.Colours) -> str:
    return f"""
QFrame[surface="card"] {{ background: {c.surface}; border: 1px solid {c.hairline}; border-radius: {look.CORNER}px; }}
QWidget[surface="page"] {{ background: {c.surface}; }}
QWidget[surface="window"] {{ background: {c.window}; }}
QWidget[surface="sample"] {{ background: {c.sample}; }}
QWidget[surface="sample"] QLabel {{ color: {c.surface}; }}
QFrame[rule="true"] {{ background: {c.hairline}; border: none; min-height: 1px; max-height: 1px; }}
QScrollArea {{ background: transparent; border: none; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {c.hairline}; }}
QSplitter::handle:horizontal {{ width: 8px; }}
QSplitter::handle:vertical {{ height: 8px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.surface}; }}
QCalendarWidget QToolButton {{ min-height: 24px; border: none; background: transparent; color: {c.text}; }}
"""


def _scroll_bars(c: look.Colours) -> str:
    handle, handle_hover = look.blend(c.border, c.surface, 0.6), c.border
    return f"""
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:hover {{ background: {handle_hover}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
