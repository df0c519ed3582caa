"""Many scenarios, a row each, into a verdict table: reading, routing to the cheapest engine, workers, resuming.

Enters: whatever only pays for many rows. A row gets the answer that `ask` gives.
Start reading at `run` (a file into a table), then `judge` (which way each row takes).
"""
