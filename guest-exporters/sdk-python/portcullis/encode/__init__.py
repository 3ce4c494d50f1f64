"""How each manager's files carry text unchanged.

Each function takes any text without NUL and gives the one way to write it that the
manager reads back as the same text.
"""

from . import shell, supervisord, systemd

__all__ = ["shell", "supervisord", "systemd"]
