"""Gates over the rules of any package: words and types, register, stratification, grounding in silence.

Enters: what can be told of a package's rules without any scenario; each finding names file and line and what to write.
Start reading at `gates` (all of them, in order), then `words`, `register` and `programs`.
"""
