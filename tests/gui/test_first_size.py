"""The window never opens taller than the screen: its last lines and its notices would be under the edge."""

from PySide6.QtCore import Qt

from ui.shell.main_frame import MainFrame


def test_window_fills_a_screen_that_has_no_room_around_it(qtbot, theme) -> None:
    frame = MainFrame()
    qtbot.addWidget(frame)
    frame.resize(frame.screen().availableGeometry().size())
    frame.open_on_screen()
    assert frame.windowState() & Qt.WindowState.WindowMaximized
    frame.close()


def test_window_keeps_its_size_where_there_is_room(qtbot, theme) -> None:
    frame = MainFrame()
    qtbot.addWidget(frame)
    room = frame.screen().availableGeometry()
    frame.resize(room.width() - 60, room.height() - 60)
    frame.open_on_screen()
    assert frame.isVisible()
    assert not frame.windowState() & Qt.WindowState.WindowMaximized
    frame.close()
