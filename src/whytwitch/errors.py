"""Every error that whytwitch raises on purpose. Each class knows its exit code and its HTTP status."""

__all__ = [
    "CheckFailedError",
    "KnowledgeError",
    "MissingExtraError",
    "UnusableInputError",
    "UsageError",
    "WhytwitchError",
]


class WhytwitchError(Exception):
    """Root of all errors raised on purpose; the message says where, what and what to do."""

    exit_code = 1
    http_status = 500


class CheckFailedError(WhytwitchError):
    """A check that was asked for has failed."""

    exit_code = 1
    http_status = 500


class KnowledgeError(CheckFailedError):
    """The knowledge base is faulty; the message lists every fault found."""


class UsageError(WhytwitchError):
    """The command or the call was put wrongly."""

    exit_code = 2
    http_status = 400


class MissingExtraError(WhytwitchError):
    """A part that is installed separately is missing; the message names the command that installs it."""

    exit_code = 3
    http_status = 501


class UnusableInputError(WhytwitchError):
    """The input cannot be read at all: empty, binary, too long."""

    exit_code = 10
    http_status = 422
