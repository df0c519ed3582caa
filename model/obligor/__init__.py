"""Obligor: ask an agreement questions."""

__version__ = "0.1.0"
