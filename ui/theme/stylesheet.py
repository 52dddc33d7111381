"""The one style sheet, written from the tokens. A rule that changes a border also says what focus looks like.

Buttons of dialogs stand in one order everywhere: what leaves, then the act, at the right end (`button-layout: 3`).
"""

from importlib.util import find_spec
from pathlib import Path

from ui.theme import tokens as scale
from ui.theme.tokens import Tokens

# Qt reads these images by path; the package is only located, not imported, before the first paint.
_ICONS = (Path(next(iter(find_spec("resources").submodule_search_locations))) / "icons").as_posix()

_SHEET = """
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {edge}; padding: 4px 8px; }}

QPushButton, QToolButton {{ background: {surface}; color: {text}; border: 1px solid {line};
    border-radius: {control}px; padding: 7px 14px; min-height: 20px; outline: none; }}
QToolButton {{ padding: 7px; }}
QPushButton:hover, QToolButton:hover {{ background: {neutral_ground}; }}
QPushButton:pressed, QPushButton:checked, QToolButton:pressed, QToolButton:checked {{
    background: {soft}; color: {on_soft}; border-color: {accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {muted}; background: {neutral_ground}; }}
QPushButton:focus {{ border: {ring}px solid {accent}; padding: 6px 13px; }}
QToolButton:focus {{ border: {ring}px solid {accent}; padding: 6px; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: url("{icons}/chevron-on-{name}.svg");
    width: 16px; height: 16px; subcontrol-position: right center; subcontrol-origin: padding; right: 6px; }}
QPushButton[menued="true"] {{ padding-right: 26px; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {accent_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {neutral_ground}; color: {muted}; border-color: {line}; }}
QPushButton[kind="primary"]:focus {{ border: {ring}px solid {text}; }}
QPushButton[kind="primary"]::menu-indicator {{ image: url("{icons}/chevron-on-{opposite}.svg"); }}
QPushButton[kind="primary"]::menu-indicator:disabled {{ image: url("{icons}/chevron-on-{name}.svg"); }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; color: {accent};
    border-color: transparent; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {soft}; }}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{ border: {ring}px solid {accent}; }}
QPushButton[kind="danger"] {{ color: {danger}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {surface}; color: {text};
    border: 1px solid {edge}; border-radius: {control}px; padding: 6px 10px;
    selection-background-color: {accent}; selection-color: {on_accent}; placeholder-text-color: {muted}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: 22px; }}
QPlainTextEdit, QTextEdit {{ padding: 4px 6px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border: {ring}px solid {accent}; padding: 5px 9px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: {ring}px solid {accent}; padding: 3px 5px; }}
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {{
    background: {neutral_ground}; }}
QLineEdit[invalid="true"], QComboBox[invalid="true"] {{ border-color: {danger}; }}
QLineEdit QToolButton, QComboBox QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
QComboBox::drop-down {{ border: none; width: 26px; subcontrol-position: right center; }}
QComboBox::down-arrow {{ image: url("{icons}/chevron-on-{name}.svg"); width: 16px; height: 16px; }}

QCheckBox, QRadioButton {{ spacing: 8px; padding: 4px;
    border: {ring}px solid transparent; border-radius: {control}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; background: {surface};
    border: 1px solid {edge}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent};
    image: url("{icons}/check-on-{name}.svg"); }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {line};
    background: {neutral_ground}; }}

QAbstractItemView {{ background: {surface}; color: {text}; border: 1px solid {line}; border-radius: {control}px;
    selection-background-color: {soft}; selection-color: {on_soft}; outline: none; gridline-color: {row_line}; }}
QAbstractItemView:focus {{ border: {ring}px solid {accent}; }}
QListView::item {{ padding: 6px 10px; min-height: 24px; }}
QListView::item:selected, QListView::item:hover {{ background: {soft}; color: {on_soft}; }}
QTableView::item {{ padding: 4px 7px; }}
QTableView::item:selected {{ background: {soft}; color: {on_soft}; }}
QTableView::item:focus {{ border: {ring}px solid {accent}; padding: 2px 5px; }}
QHeaderView {{ border: none; }}
QHeaderView:focus {{ border: none; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: none; border-bottom: 1px solid {line};
    padding: 8px 10px; font-weight: 600; }}

QTabBar::tab {{ color: {muted}; background: transparent; border: none; border-bottom: 3px solid transparent;
    padding: 8px 2px 7px 2px; margin-right: 20px; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; font-weight: 600; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ color: {on_soft}; background: {soft}; border: {ring}px solid {accent};
    border-bottom: 3px solid {accent}; padding: 6px 0px 7px 0px; border-radius: 4px; }}

QTabBar::scroller {{ width: 56px; }}
QTabBar QToolButton, QTabBar QToolButton:focus {{ padding: 2px; border-color: transparent; min-height: 0; }}

QMenu {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 8px 24px 8px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {soft}; color: {on_soft}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}

QDialogButtonBox {{ button-layout: 3; }}

QProgressBar {{ background: {neutral_ground}; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}

QScrollArea {{ border: none; background: transparent; }}
QScrollArea:focus {{ border: {ring}px solid {accent}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {edge}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QLabel[tone="muted"] {{ color: {muted}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="danger"] {{ color: {danger}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="done"] {{ color: {done}; }}
QLabel[scale="small"] {{ font-size: {small}px; }}
QLabel[scale="section"] {{ font-size: {section}px; font-weight: 700; }}
QLabel[scale="page"] {{ font-size: {page}px; font-weight: 700; }}

#card {{ background: {surface}; border: 1px solid {line}; border-radius: {card}px; }}
#header {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
#foot {{ background: {surface}; border: none; border-top: 1px solid {line}; }}
#railTitle {{ color: {rail_selected_text}; font-size: 16px; font-weight: 700; }}
#railPlace, #railFoot {{ color: {rail_muted}; font-size: {small}px; }}
#commandPalette {{ background: {surface}; border: 1px solid {edge}; border-radius: {card}px; }}
#noticeBar {{ background: {surface}; border: 1px solid {edge}; border-radius: {card}px; }}
#noticeBar[kind="warning"] {{ background: {warning_ground}; border-color: {warning}; }}
#noticeBar[kind="danger"] {{ background: {danger_ground}; border-color: {danger}; }}
#noticeBar[kind="done"] {{ background: {done_ground}; border-color: {done}; }}
#searchButton {{ background: {background}; border-color: {edge}; }}
#searchButton:hover {{ background: {soft}; }}
#commandPalette QListView {{ border: none; }}
AnswerButton {{ padding: 7px 14px; min-height: 24px; }}
AnswerButton:checked {{ background: {soft}; color: {on_soft}; border: 1px solid {accent}; font-weight: 600; }}
AnswerButton:focus {{ border: {ring}px solid {accent}; padding: 6px 13px; }}
"""


def stylesheet(tokens: Tokens) -> str:
    """The style sheet of the application for one theme. Sizes are in pixels before scaling by the screen."""
    return _SHEET.format(
        **tokens._asdict(),
        icons=_ICONS,
        # On the accent colour, what is drawn for the other theme is what can be seen.
        opposite="dark" if tokens.name == "light" else "light",
        control=scale.RADIUS_CONTROL,
        card=scale.RADIUS_CARD,
        ring=scale.RING,
        small=scale.SMALL,
        section=scale.SECTION,
        page=scale.PAGE,
    )
