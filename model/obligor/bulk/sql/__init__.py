"""The lifted rules as SQL on DuckDB, for rows in which nothing is open.

Enters: whatever compiles rules to SELECTs or runs them. A rule that cannot become SQL is refused with its place.
Start reading at `select` (a shape of rules as one SELECT), then `derivation` (components in stratum order).
"""
