"""Contracts and notices as data: templates an association edits, filled with values, frozen when signed."""
