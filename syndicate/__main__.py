"""`python -m syndicate` and the command: runs the command line and turns errors into one line. Decides nothing."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command; exit code 2 and one line on standard error for anything the user can mend."""
    from syndicate.cli import app
    from syndicate.errors import SyndicateError

    try:
        app()
    except SyndicateError as error:
        print(f"syndicate: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("syndicate: interrupted; files that stood before are whole", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output has gone: `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
