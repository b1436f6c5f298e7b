"""What decoding records that were kept raises when they are not what was written: the cache's file lies on a disk, and others may
write into it."""

from __future__ import annotations

from typing import Final

import msgspec

DAMAGED: Final = (msgspec.MsgspecError, UnicodeDecodeError)
"""The second is no child of the first: it comes from texts that are no UTF-8."""
