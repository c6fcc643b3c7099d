"""Articles in a folder of their own, built as an author builds them."""

import re
import subprocess
import sys
from pathlib import Path

from site_builder.content import read_article
from site_builder.errors import BuildError, Problems
from site_builder.render import check_links, write_article

ROOT = Path(__file__).parents[2]
STATE = re.compile(r"(<script type=\"application/json\" data-network-state=\"\w+\">).*?(</script>)", re.DOTALL)


def body_of(article: Path) -> str:
    """An article's HTML, without the recorded state of its networks. Raises BuildError with its mistakes."""
    problems = Problems()
    beside = [path for path in sorted(article.parent.iterdir()) if path.suffix not in (".md", ".html", ".txt")]
    read = read_article(article, "article", beside, problems)
    if read:
        written = write_article(read, problems)
        check_links(written, {f"article/{path.name}": b"" for path in beside}, problems)
    problems.raise_if_any()
    assert read is not None
    return STATE.sub(r"\1…\2", str(written.body))


def mistakes_of(article: Path) -> str:
    """What an author is told about an article, with the paths cut to the names."""
    try:
        body_of(article)
    except BuildError as error:
        return str(error).replace(f"{article.parent}/", "")
    return ""


def build(content: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """The build command, in a process of its own."""
    command = [sys.executable, "-m", "site_builder", "build", "--content", str(content), "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def write_content(folder: Path, **articles: str) -> Path:
    """A content folder with a home page and these articles, by slug."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("---\ntitle: Home\n---\nWelcome.\n")
    for slug, text in articles.items():
        (folder / slug).mkdir(exist_ok=True)
        (folder / slug / "article.md").write_text(text)
    return folder
