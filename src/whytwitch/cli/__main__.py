"""``python -m whytwitch.cli``."""

import sys

from whytwitch.cli.program import main

if __name__ == "__main__":  # the workers of a batch import this module again
    sys.exit(main())
