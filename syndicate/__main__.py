"""`python -m syndicate` and the command: runs it, turns errors into one line. Decides nothing."""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from typing import Final, NoReturn

# New objects after which the collector of cycles looks for some: by its own measure (700) it would look six
# hundred times through what a short run imports and reads, a tenth of its time, and find nothing.
OBJECTS_A_COLLECTION: Final = 500_000
FAULT: Final = 70  # the exit code of a fault of our own (EX_SOFTWARE of sysexits.h): 1 is "nothing found"


def main() -> None:
    """Run the command; exit code 2 and one line on standard error for anything the user can mend."""
    gc.set_threshold(OBJECTS_A_COLLECTION)
    if "_SYNDICATE_COMPLETE" in os.environ:  # typer breaks long descriptions into lines of their own, else
        os.environ["TERMINAL_WIDTH"] = "1000"
    from syndicate.cli import app
    from syndicate.errors import SyndicateError
    from syndicate.usage import HelpAsked, UsageError, usage_line

    logging.getLogger().addHandler(logging.NullHandler())  # what libraries note is not for the user's screen
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a sign of ours gets a ?
            stream.reconfigure(errors="replace")
    try:
        sys.exit(app(prog_name="syndicate", standalone_mode=False) or 0)
    except HelpAsked as error:
        error.show()
        sys.exit(2)
    except UsageError as error:
        from typer.main import get_command

        _end(usage_line(error, get_command(app), sys.argv[1:]))
    except SyndicateError as error:
        _stop(str(error))
    except OSError as error:  # what no part of ours foresaw, such as a name that is too long
        _stop(f"{error.filename or 'the system'}: {error.strerror or error}")
    except MemoryError:
        _stop(
            "there is not enough memory (give fewer articles, or take them into a store: `syndicate update`)"
        )
    except Exception:  # whatever it is, it must not look like "nothing found"
        traceback.print_exc()
        sys.exit(FAULT)
    finally:
        gc.freeze()  # the process ends: to look through all its objects once more would take half a second


def _stop(message: str) -> NoReturn:
    _end(f"syndicate: {message}")


def _end(line: str) -> NoReturn:
    from syndicate.report.plain import safe

    print(safe(line), file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
