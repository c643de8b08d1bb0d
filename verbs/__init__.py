"""The verbs of the command line, a module each or one for those that belong together.

Beside every verb stand its options: ``cli.py`` puts both on the command line. What a verb needs is imported when it is
run, so that ``--help`` answers at once.
"""

UNUSABLE = 2
"""The exit code when a file or an argument cannot be used."""
