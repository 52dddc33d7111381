"""Diagnostics: the one widget that fills in any form, and the tab of a person."""
