"""Kodiko Desktop: accompany a person to a job and stay with them once hired, without a network."""

__version__ = "0.1.0"
