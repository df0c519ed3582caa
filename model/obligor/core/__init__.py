"""What everything else is written in: terms, the grammar that reads them, errors with their places, files, limits.

Enters: what would be as useful without any agreement, scenario or solver. Nothing here imports another room.
Start reading at `terms` (values and their one grammar), then `errors` (how anything is refused).
"""
