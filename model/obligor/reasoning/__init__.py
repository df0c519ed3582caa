"""Questions about answers: why, why not, what if, how to reach or avoid it, what may come upon a party.

Enters: whatever asks a case again, or another case, to explain or compare answers; results are values, not words.
Start reading at `why` and `why_not`; `remedies` searches, `exposure` adds up.
"""
