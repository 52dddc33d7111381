"""Aujourd’hui: the first screen."""
