"""x"""
from .case import Case
def case_report(case: Case, lang: str)->dict: return {}
