"""Scenarios as tests: what they expect, which units they make fire, and whether they notice a changed rule.

Enters: whatever judges scenarios or rules by expectations. The pytest plugin stands outside and uses this.
Start reading at `expectations`, then `coverage` and `mutation_run`.
"""
