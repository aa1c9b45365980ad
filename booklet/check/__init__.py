"""A PDF is looked into before it is printed: preflight, against a list of our own."""

from booklet.check.ink import coverage
from booklet.check.inspect import inspect
from booklet.check.model import PROFILES, Fault, Limits, Profile, Report
from booklet.check.page import report_page
from booklet.check.words import gathered, place, told, what

__all__ = [
    "PROFILES",
    "Fault",
    "Limits",
    "Profile",
    "Report",
    "coverage",
    "gathered",
    "inspect",
    "place",
    "report_page",
    "told",
    "what",
]
