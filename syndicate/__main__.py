"""`python -m syndicate` and the command: runs it, turns errors into one line. Decides nothing."""

from __future__ import annotations

import logging
import sys
from typing import NoReturn


def main() -> None:
    """Run the command; exit code 2 and one line on standard error for anything the user can mend."""
    from syndicate.cli import app
    from syndicate.errors import SyndicateError

    logging.getLogger().addHandler(logging.NullHandler())  # what libraries note is not for the user's screen
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a sign of ours gets a ?
            stream.reconfigure(errors="replace")
    try:
        app()
    except SyndicateError as error:
        _stop(str(error))
    except OSError as error:  # what no part of ours foresaw, such as a name that is too long
        _stop(f"{error.filename or 'the system'}: {error.strerror or error}")


def _stop(message: str) -> NoReturn:
    from syndicate.report.plain import safe

    print(f"syndicate: {safe(message)}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
