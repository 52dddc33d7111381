"""Walks a window with the Tab key alone, and finds what it offers to open, as somebody without a mouse would."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QDialog,
    QTabBar,
    QWidget,
)

from ui.widgets.answers import AnswerButton

_MOST_KEYS = 600


def controls(root: QWidget) -> list[QWidget]:
    """What can be used now inside `root`: shown, enabled, meant for the keyboard. Parts of one control count once."""
    found = []
    for each in root.findChildren(QWidget):
        if not each.isVisibleTo(root) or not each.isEnabled() or each.focusProxy() is not None:
            continue
        if not each.focusPolicy() & Qt.FocusPolicy.TabFocus or each.window() is not root.window():
            continue
        if isinstance(each.parentWidget(), (QComboBox, QAbstractSpinBox, QTabBar)):
            continue
        found.append(each)
    return found


def walk(root: QWidget) -> tuple[list[QWidget], bool]:
    """What Tab reaches inside `root`, in order, and whether it came back to where it began: else it is held."""
    window = root.window()
    began = QApplication.focusWidget()
    reached: list[QWidget] = []
    here = began
    for _press in range(_MOST_KEYS):
        if here is None:
            return reached, False
        if here not in reached and (root is window or root.isAncestorOf(here)):
            reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is began:
            return reached, True
    return reached, False


def unreached(root: QWidget) -> list[str]:
    """What can be used inside `root` and Tab does not come to; a trap is said as one."""
    expected = controls(root)
    if not expected:
        return []
    expected[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached, came_back = walk(root)
    inside = {id(each) for each in reached}
    groups = {id(each.parentWidget()) for each in reached if isinstance(each, AnswerButton)}
    missing = [
        said(each)
        for each in expected
        if id(each) not in inside
        and not any(each.isAncestorOf(one) or one.isAncestorOf(each) for one in reached)
        # One choice of several is come to by Tab, the others by the arrows.
        and not (isinstance(each, AnswerButton) and id(each.parentWidget()) in groups)
        and not (_group(each) is not None and any(_group(one) is _group(each) for one in reached))
    ]
    return missing if came_back else [*missing, f"trapped in {said(QApplication.focusWidget())}"]


def _group(widget: QWidget) -> QButtonGroup | None:
    return widget.group() if isinstance(widget, QAbstractButton) else None


def said(widget: QWidget | None) -> str:
    """What a failure calls a control."""
    if widget is None:
        return "nothing"
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} «{widget.accessibleName() or text or widget.objectName()}»"


def openers(page: QWidget) -> list[str]:
    """The words, ending with dots, that open a dialog from `page`: on its buttons, and in the menus of its buttons."""
    found: list[str] = []
    for each in page.findChildren(QAbstractButton):
        if not each.isVisible() or not each.isEnabled():
            continue
        if "…" in each.text():
            found.append(each.text())
        menu = each.menu() if hasattr(each, "menu") else None
        if menu is not None:
            menu.aboutToShow.emit()
            found += [action.text() for action in menu.actions() if action.isEnabled() and "…" in action.text()]
    return list(dict.fromkeys(found))


def press(page: QWidget, words: str) -> None:
    """Press what is called so, if it is still there."""
    for each in page.findChildren(QAbstractButton):
        if each.isVisible() and each.isEnabled() and each.text() == words:
            each.click()
            return
    for action in page.findChildren(QAction):
        if action.isEnabled() and action.text() == words:
            action.trigger()
            return


def dialogs() -> list[QDialog]:
    """The dialogs on screen."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
