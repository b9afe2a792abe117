"""`python -m evals`: exit codes, no logic; arguments: `arguments.py`, verbs: `commands.py`.

Exit codes: 0, passed; 1, a regression or a fault in what was looked at; 2, could not be measured;
3, inconclusive; 64, wrong use.
"""

import sys
from collections.abc import Sequence

from evals.arguments import parser

NOT_MEASURED, INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = parser().parse_args(arguments)
    from evals import commands
    from evals.dataset import CorpusError
    from extractor.errors import CommuniqueError

    try:
        code: int = getattr(commands, options.verb.replace("-", "_"))(options)
    except (CommuniqueError, CorpusError) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename}: {error.strerror}")
    except KeyboardInterrupt:
        _complain("interrupted; what was predicted is kept, the same command goes on")
        return INTERRUPTED
    return code


def _complain(message: str) -> int:
    sys.stderr.write(message + "\n")
    return NOT_MEASURED


if __name__ == "__main__":
    sys.exit(main())
