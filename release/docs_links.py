"""Links of the site to files of the repository that are no pages: they lead to the repository.

In the repository itself the same links are relative, so that they work on a checkout.
"""

import re
from posixpath import dirname, join, normpath
from typing import Any

LINK = re.compile(r"\]\((\.\./[^)#]+)")


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_others: Any) -> str:
    """Makes links that leave the folder of the pages absolute."""

    def absolute(match: re.Match[str]) -> str:
        target = normpath(join("docs", dirname(page.file.src_uri), match[1]))
        if target.startswith("docs/"):
            return match[0]
        return f"]({config.repo_url}/blob/main/{target}"

    return LINK.sub(absolute, markdown)
