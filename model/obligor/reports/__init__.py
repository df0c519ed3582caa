"""Answers as a person or a program gets them: text, JSON, Markdown, pages, tables, and the schemas of the JSON.

Enters: whatever lays out what the rooms before have found. Nothing is derived here.
Start reading at `answers_json` (the documented form) and `answers_text`, then `case_report` and `pages`.
"""
