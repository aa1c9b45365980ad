"""Editions become files: each pipeline from manuscript to paper, told as it goes."""

from booklet.press.guides import guide
from booklet.press.model import Artifact, Event, Failure, Stage
from booklet.press.paper import Tally, tally
from booklet.press.run import run
from booklet.press.tray import Tray

__all__ = ["Artifact", "Event", "Failure", "Stage", "Tally", "Tray", "guide", "run", "tally"]
