"""A Galley becomes Pages: a PDF in reading order. The only room that knows the page engine."""

from booklet.pages.engine import typeset, warm
from booklet.pages.libraries import libraries
from booklet.pages.model import Heading, Pages

__all__ = ["Heading", "Pages", "libraries", "typeset", "warm"]
