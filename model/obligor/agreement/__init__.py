"""An agreement package as data: chapters, register of clauses, vocabulary, readings, fingerprints of the official text.

Enters: whatever is so before there is a scenario, and the reader of rule files. No case is solved here.
Start reading at `package` (an agreement and the theory it is read with), then `rule_files` and `register`.
"""
