"""Scenarios and questions as checked values: reading YAML, JSON and `.lp`, types of words, days, contradictions.

Enters: whatever reads, types or refuses what a user states or asks. Nothing is solved here.
Start reading at `scenario` (the value), then `yaml_format` and `well_formed` (what makes it one).
"""
