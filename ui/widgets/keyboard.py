"""Which control the keyboard goes to, whether its window is the active one or not: a page is often drawn again while a
dialog above it is just closing, or while the coordinator looks at another program.

Qt shows what is added to a visible layout at its next turn only, and forgets a keyboard asked meanwhile for a control
not shown yet when the window is not active: back in the window, the keyboard would be somewhere else.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def give_keyboard(widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """Give the keyboard to `widget`, now or as soon as its window is active, even when it was only just added."""
    show_what_waits(widget)
    widget.setFocus(reason)


def has_keyboard(widget: QWidget) -> bool:
    """True when `widget` has the keyboard in its window, active or not (`hasFocus` is False in a window left aside)."""
    return widget.window().focusWidget() is widget


def show_what_waits(widget: QWidget) -> None:
    """Show `widget`, and what it stands in, where Qt would at its next turn. What was hidden on purpose stays so."""
    waiting = []
    each = widget
    while each is not None and not each.isWindow():
        if each.isHidden() and not each.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            waiting.append(each)
        each = each.parentWidget()
    for each in reversed(waiting):
        each.show()
