"""How things are said: every fixed word of the reports as data, one file a language, and terms as sentences.

Enters: what turns terms, days, events and losses into a language. What to say is decided elsewhere.
Start reading at `speaker` (a term as a phrase), then `words` and its files. To add a language, add its file.
"""
