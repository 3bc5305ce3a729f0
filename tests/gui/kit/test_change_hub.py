"""What changed is heard on the thread of the window, wherever it was published."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.gui.kit.change_hub import ChangeHub

CHANGES = Changes(frozenset({(RecordKind.PARENT, 7)}))


def test_a_change_from_this_thread_is_heard_before_publish_returns(qtbot: QtBot) -> None:
    hub = ChangeHub()
    heard: list[Changes] = []
    hub.changed.connect(heard.append)
    hub.publish(CHANGES)
    assert heard == [CHANGES]


def test_a_change_from_another_thread_is_heard_on_the_windows_thread(qtbot: QtBot) -> None:
    hub = ChangeHub()
    heard: list[tuple[object, int]] = []
    hub.changed.connect(lambda changes: heard.append((changes, threading.get_ident())))
    thread = threading.Thread(target=hub.publish, args=(CHANGES,))
    thread.start()
    thread.join()
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(CHANGES, threading.get_ident())]
