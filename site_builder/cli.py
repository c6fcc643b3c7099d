"""The commands: build, serve, and film."""

import argparse
import errno
import sys
from pathlib import Path

from site_builder.build import build, made_in
from site_builder.directives.film.export import FORMATS, ExportError, export
from site_builder.errors import BuildError
from site_builder.package import PackageError
from site_builder.publish import PublishError
from site_builder.runtime import RuntimeMissing
from site_builder.serve import serve

ROOT = Path(__file__).parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it succeeded, 1 with the reasons on standard error when it did not."""
    options = _parser().parse_args(arguments)
    if not options.content.is_dir():
        print(f"there is no folder {options.content}", file=sys.stderr)
        return 1
    if options.command == "film":
        return run_film(options)
    if options.command == "serve":
        return run_serve(options.content, options.out, options.port)
    return 0 if run_build(options.content, options.out, drafts=False) else 1


def run_serve(content: Path, out: Path, port: int) -> int:
    """Build, then serve and build again on every change, until interrupted."""

    def rebuild() -> bool:
        return run_build(content, out, drafts=True)

    rebuild()
    try:
        serve(out, ROOT / "netlify.toml", port, rebuild, content)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"port {port} is in use; name another with --port", file=sys.stderr)
        return 1
    return 0


def run_build(content: Path, out: Path, drafts: bool) -> bool:
    """Build once and say how it went."""
    try:
        built = build(content, out, drafts)
    except BuildError as error:
        count = len(error.problems)
        print(f"{error}\n\n{count} mistake{'' if count == 1 else 's'}; nothing was written.", file=sys.stderr)
        return False
    except (PublishError, PackageError, RuntimeMissing) as error:
        print(error, file=sys.stderr)
        return False
    count = len(built.articles)
    print(f"{out}: {count} article{'' if count == 1 else 's'}, {len(built.files)} files")
    return True


def run_film(options: argparse.Namespace) -> int:
    """Write the film of an article's network, and say how it went."""
    try:
        network, scenes = made_in(options.content, options.article, "film", options.network)
        count = export(network, scenes, options.out, options.width, options.rate)
    except (BuildError, LookupError, ExportError) as error:
        print(error.args[0] if isinstance(error, LookupError) else error, file=sys.stderr)
        return 1
    print(f"{options.out}: {count} frames")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m site_builder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    content = argparse.ArgumentParser(add_help=False)
    content.add_argument("--content", type=Path, default=Path("content"), help="the folder of articles")
    for name, words in (("build", "build the site"), ("serve", "build the site, serve it, and build again on every change")):
        command = commands.add_parser(name, help=words, description=words, parents=[content])
        command.add_argument("--out", type=Path, default=Path("_site"), help="the folder to write")
        if name == "serve":
            command.add_argument("--port", type=int, default=8000, help="the port to serve at")
    words = "write an article's film as a video"
    command = commands.add_parser("film", help=words, description=words, parents=[content])
    command.add_argument("article", help="the article's folder in content")
    command.add_argument("network", help="the network whose film it is")
    command.add_argument("--out", type=Path, required=True, help=f"the file to write, ending in {' or '.join(FORMATS)}")
    command.add_argument("--width", type=_even, default=1280, help="in pixels, an even number; the height is 9/16 of it")
    command.add_argument(
        "--rate", type=int, choices=range(1, 25), default=4, metavar="1..24", help="frames of the film per second"
    )
    return parser


def _even(text: str) -> int:
    number = int(text)
    if number < 160 or number % 32:
        raise argparse.ArgumentTypeError("a width is a multiple of 32, from 160 upwards")
    return number
