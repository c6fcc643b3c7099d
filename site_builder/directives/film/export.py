"""A film as a video file: every frame drawn as SVG, painted by resvg, and put together by ffmpeg.

Both come as wheels with nothing to install beside them, in the extra `film`; a browser is not needed.
"""

import io
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.stage import stage
from site_builder.directives import template
from site_builder.directives.film.filming import Frame, Scene
from site_builder.model import NetworkModel
from site_builder.stage import BODY, HALO, painted

FONT = Path(__file__).parents[2] / "theme" / "fonts" / "text.woff2"
FORMATS = (".mp4", ".gif")
MOST_ROWS = 9  # examples that have room beside the network
VIDEO_RATE = 24  # frames per second of the file; a frame of the film is held for several of them
GIF_FILTER = "split[a][b];[a]palettegen=stats_mode=diff[palette];[b][palette]paletteuse=dither=bayer:bayer_scale=4"


class ExportError(Exception):
    """The film cannot be written; the message says why and what to do."""


def export(network: NetworkModel, scenes: Sequence[Scene], out: Path, width: int, per_second: int) -> int:
    """Write the film to `out`, `width` pixels wide in the shape of a screen, at so many frames a second. Gives their number.

    Raises ExportError where the extra `film` is not installed, or the name ends in no known format.
    """
    if out.suffix not in FORMATS:
        raise ExportError(f"{out} should end in {' or '.join(FORMATS)}")
    try:
        import imageio_ffmpeg
        import resvg_py
    except ImportError:
        raise ExportError("a film is written with what the extra film names; `make film` installs it") from None
    with tempfile.TemporaryDirectory() as folder:
        font = _font(Path(folder))
        count, images = 0, io.BytesIO()
        for drawn in drawings(network, scenes):
            images.write(resvg_py.svg_to_bytes(svg_string=drawn, width=width, skip_system_fonts=True, font_files=[str(font)]))
            count += 1
        made = Path(folder, out.name)
        _run(imageio_ffmpeg.get_ffmpeg_exe(), images.getvalue(), made, per_second)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(made.read_bytes())
    return count


def drawings(network: NetworkModel, scenes: Sequence[Scene]) -> Iterator[str]:
    """Every frame as SVG."""
    data = network.spec["data"]
    for scene in scenes:
        asked = set[int]()
        for frame in scene.frames:
            asked.add(frame.example)
            rows = [
                {
                    "inputs": _written(data["inputs"][example]),
                    "targets": _written(data["targets"][example]),
                    "answer": scene.answer(example),
                    "current": example == frame.example,
                    "asked": network.averaged or example in asked,
                }
                for example in range(min(len(scene.answers), MOST_ROWS))
            ]
            yield _draw(network, frame, rows)


def _draw(network: NetworkModel, frame: Frame, rows: list[dict[str, object]]) -> str:
    look = painted(network.shape, frame.activations, frame.weights)
    return template("film/frame.svg", frame=frame, rows=rows, look=look, place=stage(network.shape), halo=HALO, body=BODY)


def _written(numbers: Sequence[float]) -> str:
    return " ".join(f"{value:g}" for value in numbers).replace("-", "−")


def _font(folder: Path) -> Path:
    """The site's own face in a form that resvg reads, under a name that an SVG can call it by."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONT)
    font.flavor = None
    for number, name in ((1, "Synapse Serif"), (2, "Regular"), (4, "Synapse Serif"), (6, "SynapseSerif")):
        font["name"].setName(name, number, 3, 1, 0x409)
    path = folder / "font.ttf"
    font.save(path)
    return path


def _run(ffmpeg: str, images: bytes, made: Path, per_second: int) -> None:
    if made.suffix == ".gif":
        how = ["-vf", GIF_FILTER, "-loop", "0"]
    else:
        how = [
            "-c:v",
            "libx264",
            "-pix_fmt",
            "yuv420p",
            "-preset",
            "medium",
            "-crf",
            "18",
            "-r",
            str(VIDEO_RATE),
            "-movflags",
            "+faststart",
        ]
    source = ["-f", "image2pipe", "-framerate", str(per_second), "-c:v", "png", "-i", "-"]
    done = subprocess.run(
        [ffmpeg, "-y", "-loglevel", "error", *source, *how, str(made)], input=images, capture_output=True, check=False
    )
    if done.returncode:
        raise ExportError(f"ffmpeg could not write the film: {done.stderr.decode(errors='replace')[-500:]}")
