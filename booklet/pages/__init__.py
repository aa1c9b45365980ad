"""A Galley becomes Pages: a PDF in reading order. The only room that knows the page engine."""

from booklet.pages.engine import typeset, warm
from booklet.pages.libraries import libraries
from booklet.pages.model import Blemish, Heading, Pages
from booklet.pages.remarks import remarks

__all__ = ["Blemish", "Heading", "Pages", "libraries", "remarks", "typeset", "warm"]
