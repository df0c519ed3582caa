"""A scenario put under its agreement: the program, its grounding, verdicts, and proofs by the rules themselves.

Enters: whatever rewrites rules, calls clingo, or reads its answer sets. No word of any language is said here.
Start reading at `case` (a question's way), then `program` (one source, several programs) and `answering`.
"""
