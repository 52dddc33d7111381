"""Papers on screen before they go to the printer: one window for every kind, and nothing left behind on the disk."""

from ui.paper.showing import show_paper

__all__ = ["show_paper"]
