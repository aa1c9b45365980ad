"""Editions become files: many pipelines from manuscript to paper, told as they go."""

from booklet.press.crew import Alone, Crew
from booklet.press.fleet import cluster
from booklet.press.guides import guide
from booklet.press.many import ANEW, Shop, run
from booklet.press.model import Artifact, Event, Failure, Plan, Remarks, Stage, Tick
from booklet.press.one import warm
from booklet.press.paper import Tally, tally
from booklet.press.tray import Tray
from booklet.press.watch import changes

__all__ = [
    "ANEW",
    "Alone",
    "Artifact",
    "Crew",
    "Event",
    "Failure",
    "Plan",
    "Remarks",
    "Shop",
    "Stage",
    "Tally",
    "Tick",
    "Tray",
    "changes",
    "cluster",
    "guide",
    "run",
    "tally",
    "warm",
]
