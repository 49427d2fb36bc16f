"""What MkDocs calls while the site is made: pages that are no files are added, links and lists made to fit."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from docs.site.pages import made, with_links, with_lists

SHIM = "https://unpkg.com/iframe-worker/shim"  # where the theme would have it from
OUR_SHIM = "site/iframe-worker.js"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    for place, text in made().items():
        files.append(File.generated(config, place, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links that lead where things are, and lists that are lists."""
    if page.file.generated_by is None:
        markdown = with_links(markdown, f"docs/{page.file.src_uri}", page.file.src_uri)
    return with_lists(markdown)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The script that searches in pages from a folder is that of the site, and is not fetched."""
    return output.replace(SHIM, get_relative_url(OUR_SHIM, page.url))


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The same of the page that says that a page is not there."""
    return output.replace(SHIM, OUR_SHIM)
