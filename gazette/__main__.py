"""The `gazette` command: turns whatever happens into words and an exit status."""

import sys


def main() -> None:
    """Run the command line and exit: 0 done, 1 error, 2 usage, 3 a bug, 4 found, 130 interrupted."""
    from gazette.cli import run  # noqa: PLC0415 - click is the command line's business

    sys.exit(run())


if __name__ == "__main__":
    main()
