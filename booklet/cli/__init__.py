"""The command: it reads what is asked, calls the house, and prints what came of it."""

from __future__ import annotations

import os
import signal
import sys

import click

from booklet import __version__
from booklet.cli.audience import audience, explain
from booklet.cli.calibrate import calibrate
from booklet.cli.check import check
from booklet.cli.compare import compare
from booklet.cli.i18n import i18n
from booklet.cli.impose import impose
from booklet.cli.kept import store_
from booklet.cli.paper import paper
from booklet.cli.printing import build, formats, list_, watch
from booklet.cli.shown import tell
from booklet.cli.stop import Stopped, stop
from booklet.cli.theme import theme
from booklet.finding import BookletError, error

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="booklet")
def cli() -> None:
    """Print booklets from chapters in Markdown."""


for _command in (
    *(build, watch, list_, formats, paper),
    *(impose, calibrate, check, store_),
    *(i18n, explain, compare, audience, theme),
):
    cli.add_command(_command)


def main() -> None:
    """Run the command; whatever happens, its user reads a sentence and not a traceback."""
    signal.signal(signal.SIGINT, stop)
    try:
        sys.exit(cli.main(prog_name="booklet", standalone_mode=False) or 0)
    except BookletError as trouble:
        tell(trouble.findings)
        sys.exit(trouble.exit_code)
    except (Stopped, click.exceptions.Abort):
        click.echo("interrupted; files from before are as they were", err=True)
        sys.exit(130)
    except click.ClickException as trouble:
        trouble.show()
        sys.exit(2)
    except Exception as trouble:
        if os.environ.get("BOOKLET_TRACEBACK"):
            raise
        what = f"{type(trouble).__name__}: {trouble}"
        hint = "this is a fault of the press; run again with BOOKLET_TRACEBACK=1 and report it"
        tell([error("unexpected", f"something unexpected happened: {what}", hint=hint)])
        sys.exit(1)
