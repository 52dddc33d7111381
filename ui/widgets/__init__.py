"""Widgets that know Qt and the theme, and no person."""
