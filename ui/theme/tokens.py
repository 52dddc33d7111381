"""Every colour, size and space of the window, light and dark, so that no page ever writes a colour of its own."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """One theme. Colours are `#RRGGBB`."""

    name: str
    background: str
    surface: str
    line: str
    row_line: str
    edge: str
    text: str
    muted: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_selected: str
    rail_selected_text: str
    rail_counter: str
    rail_line: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    on_soft: str
    warning: str
    warning_ground: str
    danger: str
    danger_ground: str
    done: str
    done_ground: str
    neutral_ground: str


LIGHT = Tokens(
    name="light",
    background="#F6F7F9",
    surface="#FFFFFF",
    line="#DCE1E8",
    row_line="#EEF1F5",
    edge="#8492A2",
    text="#17202B",
    muted="#566475",
    rail="#0E2A2D",
    rail_text="#D5E4E3",
    rail_muted="#9FBBB9",
    rail_selected="#17494B",
    rail_selected_text="#FFFFFF",
    rail_counter="#205D5E",
    rail_line="#1E4346",
    accent="#0B6B6B",
    accent_hover="#095858",
    on_accent="#FFFFFF",
    soft="#E2F1F0",
    on_soft="#084F4F",
    warning="#8A5200",
    warning_ground="#FFF2DA",
    danger="#9F2328",
    danger_ground="#FCE8E8",
    done="#1D6638",
    done_ground="#E4F3E9",
    neutral_ground="#EEF1F5",
)

DARK = Tokens(
    name="dark",
    background="#13181C",
    surface="#1B2228",
    line="#2D3740",
    row_line="#252E36",
    edge="#6B7A89",
    text="#E6EBF0",
    muted="#9DABBA",
    rail="#0A1F21",
    rail_text="#C4D6D5",
    rail_muted="#8FAAA8",
    rail_selected="#17494B",
    rail_selected_text="#FFFFFF",
    rail_counter="#205D5E",
    rail_line="#1B3A3D",
    accent="#4CBDB7",
    accent_hover="#6ACBC6",
    on_accent="#06201F",
    soft="#15393A",
    on_soft="#A6E3DF",
    warning="#F0B95A",
    warning_ground="#3A2B10",
    danger="#F49A9D",
    danger_ground="#3F1A1C",
    done="#7FD39B",
    done_ground="#14321F",
    neutral_ground="#27313A",
)

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    ("text", "background"),
    ("text", "surface"),
    ("text", "soft"),
    ("text", "neutral_ground"),
    ("muted", "background"),
    ("muted", "surface"),
    ("muted", "soft"),
    ("muted", "neutral_ground"),
    ("rail_text", "rail"),
    ("rail_muted", "rail"),
    ("rail_selected_text", "rail_selected"),
    ("rail_selected_text", "rail_counter"),
    ("accent", "background"),
    ("accent", "surface"),
    ("accent", "soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_soft", "soft"),
    ("warning", "warning_ground"),
    ("warning", "surface"),
    ("danger", "danger_ground"),
    ("danger", "surface"),
    ("danger", "background"),
    ("done", "done_ground"),
    ("done", "surface"),
    ("text", "warning_ground"),
    ("text", "danger_ground"),
    ("text", "done_ground"),
)
"""Each pair (text, ground) a page may use; a test holds every one at 4.5:1 or better (WCAG 2.1, 1.4.3)."""

EDGE_ON_GROUND: tuple[tuple[str, str], ...] = (("edge", "surface"), ("accent", "surface"), ("accent", "background"))
"""Edges that tell a control from its ground: 3:1 or better (WCAG 2.1, 1.4.11)."""

# Type scale, in pixels before scaling by the screen.
SMALL = 12
BASE = 14
SECTION = 14
PAGE = 20

# Spacing, in pixels before scaling: the 4-px grid.
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5 = 4, 8, 12, 16, 24

RADIUS_CONTROL = 6
RADIUS_CARD = 8
ROW_HEIGHT = 36
ANSWER_HEIGHT = 40
RING = 2
"""Width of the focus ring, in pixels."""
