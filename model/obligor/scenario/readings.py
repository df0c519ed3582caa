"""Which readings of an ambiguous unit are to count, where none of them is fixed."""

PREFERRED, EARNEST, ALL = COUNTING = ("preferred", "earnest", "all")
"""The preferred one alone; those that can be held in earnest, which is the default; strained ones too."""
