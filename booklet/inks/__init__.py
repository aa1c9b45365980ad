"""The inks of a PDF are changed: to greys, or to the four of a print shop."""

from booklet.inks.finish import Finish, Profile, finish, office, profile
from booklet.inks.grey import grey
from booklet.inks.spaces import CMYK, GREY, PLAIN_RGB, Space, space

__all__ = [
    "CMYK",
    "GREY",
    "PLAIN_RGB",
    "Finish",
    "Profile",
    "Space",
    "finish",
    "grey",
    "office",
    "profile",
    "space",
]
