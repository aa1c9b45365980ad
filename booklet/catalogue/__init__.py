"""What a book says becomes messages; a PO file says them in another language.

The room knows PO files, what may become of a message, and what is wrong with a translation. It
knows nothing of chapters.
"""

from booklet.catalogue.check import entry_faults, faults, faults_plural, refusal
from booklet.catalogue.fault import Fault
from booklet.catalogue.filling import Found, filled, foreign_entries
from booklet.catalogue.headers import REVIEWED
from booklet.catalogue.house import Voice, house_words, template_words
from booklet.catalogue.merge import Counts, Merged, merged
from booklet.catalogue.model import Catalogue, Entry, Key, Message, gathered
from booklet.catalogue.opening import open_catalogue
from booklet.catalogue.pseudo import accented, pseudo
from booklet.catalogue.read import catalogue_path, misnamed, missing, read_catalogue, source
from booklet.catalogue.signs import said, speaks, tokens
from booklet.catalogue.tally import Amount, Tally, tally
from booklet.catalogue.template import TEMPLATE, template
from booklet.catalogue.terms import Terms

__all__ = [
    "REVIEWED",
    "TEMPLATE",
    "Amount",
    "Catalogue",
    "Counts",
    "Entry",
    "Fault",
    "Found",
    "Key",
    "Merged",
    "Message",
    "Tally",
    "Terms",
    "Voice",
    "accented",
    "catalogue_path",
    "entry_faults",
    "faults",
    "faults_plural",
    "filled",
    "foreign_entries",
    "gathered",
    "house_words",
    "merged",
    "misnamed",
    "missing",
    "open_catalogue",
    "pseudo",
    "read_catalogue",
    "refusal",
    "said",
    "source",
    "speaks",
    "tally",
    "template",
    "template_words",
    "tokens",
]
