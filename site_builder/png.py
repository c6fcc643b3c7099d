"""A grid of numbers as a small picture, for use as an SVG mask: white where a number is 1, black where it is 0 or less."""

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def mask(values: NDArray[np.float64]) -> str:
    """`values`, of shape (rows, columns) with the top row first, as the address of a PNG of 8-bit greys."""
    greys = np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)
    rows, columns = greys.shape
    lines = np.concatenate([np.zeros((rows, 1), np.uint8), greys], axis=1)  # each line begins with its filter: none
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    ]
    picture = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
