"""How a page of the guide is typeset: the program's own type scale and colours, room between lines and in tables."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.theme import Theme

LINE_HEIGHT = 130
"""Per cent of the font's own."""
PICTURE = "\ufffc"
"""What stands for a picture in the text of a block."""


def typeset(document: QTextDocument, theme: Theme) -> None:
    """Give a document that was read from Markdown the looks of the program."""
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            _rule(table, theme)
    block = document.begin()
    while block.isValid():
        _space(block, theme)
        _colour_links(block, theme)
        block = block.next()


def _space(block: QTextBlock, theme: Theme) -> None:
    cursor = QTextCursor(block)
    looks = QTextBlockFormat(block.blockFormat())
    level = looks.headingLevel()
    if PICTURE not in block.text():
        looks.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if level:
        first = block.blockNumber() == 0
        looks.setTopMargin(0 if first else BETWEEN_GROUPS + STEP)
        looks.setBottomMargin(GROUP if level == 1 else STEP)
        letters = QTextCharFormat()
        letters.setFont(theme.font("title" if level == 1 else "heading"))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(letters)
    elif QTextCursor(block).currentTable() is not None:
        looks.setTopMargin(0)
        looks.setBottomMargin(0)
    elif block.textList() is not None:
        looks.setTopMargin(0)
        looks.setBottomMargin(HALF_STEP)
    else:
        looks.setTopMargin(HALF_STEP)
        looks.setBottomMargin(STEP)
    QTextCursor(block).setBlockFormat(looks)


def _colour_links(block: QTextBlock, theme: Theme) -> None:
    places = []
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().isAnchor():
            places.append((piece.position(), piece.position() + piece.length()))
        pieces += 1
    for start, end in places:
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setForeground(QBrush(theme.colour("accent")))
        cursor.mergeCharFormat(letters)


def _rule(table: QTextTable, theme: Theme) -> None:
    looks = table.format()
    looks.setBorder(1)
    looks.setBorderBrush(QBrush(theme.colour("row_rule")))
    looks.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    looks.setBorderCollapse(True)
    looks.setCellPadding(STEP)
    looks.setCellSpacing(0)
    looks.setTopMargin(HALF_STEP)
    looks.setBottomMargin(GROUP)
    looks.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    looks.setAlignment(Qt.AlignmentFlag.AlignLeft)
    table.setFormat(looks)
