"""The inks of a PDF are changed: to greys, or to the four of a print shop."""

from booklet.inks.finish import Finish, Profile, finish, office, profile
from booklet.inks.grey import grey

__all__ = ["Finish", "Profile", "finish", "grey", "office", "profile"]
