"""Make the site of the committed notebooks with nbconvert.

Called by site.go with one argument, a JSON object: root (of the checkout), out
(an empty folder), templates (where the template "site" is), source (the address
of the files that the site does not hold; may be empty). Prints after each page
how many are made, and of how many.
"""

import html
import json
import os
import re
import shutil
import sys

import nbformat
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer

job = json.loads(sys.argv[1])
root, out = job["root"], job["out"]


def read(*path):
    with open(os.path.join(root, *path), encoding="utf-8") as f:
        return f.read()


def write(name, data):
    path = os.path.join(out, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def address(url, folder):
    """Where a link of a notebook or of the README leads on the site; None if nowhere."""
    if re.match(r"[a-z]+:|#", url):
        return url
    path, _, part = url.partition("#")
    path = os.path.normpath(os.path.join(folder, path))
    part = "#" + part if part else ""
    name = re.fullmatch(r"notebooks/(\d\d_\w+)\.ipynb", path)
    if name:
        return name[1] + ".html" + part
    if path == "figures/data":
        return "data.html"
    if path.startswith(("figures/out/", "figures/data/")) or path in copied:
        return path
    return job["source"].rstrip("/") + "/" + path if job["source"] else None


class Links:
    """Markdown's links and tables as the site has them, for files of one folder."""

    folder, tables = "", 0

    def link(self, text, url, title=None):
        to = address(url, Links.folder)
        return text if to is None else f'<a href="{html.escape(to)}">{text}</a>'

    def image(self, text, url, title=None):
        to = html.escape(address(url, Links.folder) or url)
        svg = to[:-4] + ".svg" if to.endswith(".png") else to
        return f'<span class="figure"><a href="{svg}"><img src="{to}" alt="{html.escape(text)}"></a></span>'

    def table(self, text):
        Links.tables += 1
        return f'<div class="scroll" tabindex="0" role="region" aria-label="Table {Links.tables}"><table>\n{text}</table></div>\n'


for name in ("link", "image", "table"):
    setattr(IPythonRenderer, name, vars(Links)[name])
formulas_as_mathml()  # of mathml.py, which stands before this program


def letters(text):
    """A caption's letters and digits, the same in a figure and in a notebook."""
    return re.sub(r"[\W_]+", "", html.unescape(text))


def captions():
    """The saved figures by their captions."""
    found = {}
    folder = os.path.join(root, "figures", "out")
    for file in sorted(os.listdir(folder)):
        if file.endswith(".svg"):
            caption = re.search(r"<desc>(.*?)</desc>", read("figures", "out", file), re.DOTALL)
            if caption:
                found[letters(caption[1])] = file[:-4]
    return found


def caption_after(outputs, i):
    if i + 1 < len(outputs) and "text/markdown" in outputs[i + 1].get("data", {}):
        return outputs[i + 1].data["text/markdown"].removeprefix("> ").strip()
    return ""


def mark_figures(nb, saved):
    """Say of each picture what it shows and where its files are."""
    for cell in nb.cells:
        outputs = cell.get("outputs", [])
        for i, output in enumerate(outputs):
            if "image/png" not in output.get("data", {}):
                continue
            caption = html.unescape(re.sub(r"\\(.)", r"\1", caption_after(outputs, i)))
            shown = {"alt": re.split(r"(?<=[.:?]) ", caption)[0] or "A figure"}
            name = saved.get(letters(caption))
            if name:
                base = f"figures/out/{name}."
                shown |= {"svg": base + "svg", "files": [[kind.upper(), base + kind] for kind in ("svg", "pdf", "csv")]}
            output.metadata["site"] = shown


def here(page):
    """The page with its sections listed on top."""
    soup = BeautifulSoup(page, "html.parser")
    for formula in soup.find_all("math", display="block"):
        formula["tabindex"] = "0"  # it scrolls where the screen is narrow, by the keyboard too
    place = soup.find("nav", class_="here")
    sections = [(h["id"], h.get_text().rstrip("¶").strip()) for h in soup.find_all("h2") if h.get("id")]
    if len(sections) < 2:
        place.decompose()
        return str(soup)
    items = "".join(f'<li><a href="#{html.escape(i)}">{html.escape(t)}</a></li>' for i, t in sections)
    place.append(BeautifulSoup(f"<ol>{items}</ol>", "html.parser"))
    return str(soup)


def title(nb):
    """A notebook's first heading, which names it."""
    for cell in nb.cells:
        found = re.match(r"# (.*)", cell.source)
        if cell.cell_type == "markdown" and found:
            return found[1].strip()
    raise ValueError("a notebook has no heading")


def data_page():
    """The published files as a notebook of one text."""
    schema = json.loads(read("figures", "data", "schema.json"))
    lines = ["# Data", "", "The published results, as they are committed: every number of these pages is computed "
             "from them.", "", "## Columns", ""]
    lines += [f"- `{name}`: {columns.replace(',', ', ')}" for name, columns in schema["columns"].items()]
    lines += ["", schema["shards"], "", schema["clips"], "", "## Files", "", "| File | kB |", "| --- | ---: |"]
    folder = os.path.join(root, "figures", "data")
    for path, _, files in sorted(os.walk(folder)):
        for file in sorted(files):
            name = os.path.relpath(os.path.join(path, file), root).replace(os.sep, "/")
            lines.append(f"| [{name.removeprefix('figures/data/')}](/{name}) | {os.path.getsize(os.path.join(root, name)) / 1000:,.1f} |")
    return text_page("\n".join(lines).replace("](/figures/", "](figures/"))


def text_page(text):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])


def pages():
    """Name, title, notebook and folder of each page, in their order."""
    readme = re.sub(r"<!--.*?-->\n?", "", read("README.md"), flags=re.DOTALL)
    yield "index", "Start", text_page(readme), ""
    for file in sorted(os.listdir(os.path.join(root, "notebooks"))):
        if re.fullmatch(r"\d\d_\w+\.ipynb", file):
            nb = nbformat.read(os.path.join(root, "notebooks", file), as_version=4)
            yield file[:-6], title(nb).split(":")[0], nb, "notebooks"
    yield "data", "Data", data_page(), ""


def contents(all_pages, name):
    """The list of pages, with the one that is open marked."""
    items = []
    for other, text, _, _ in all_pages:
        mark = ' aria-current="page"' if other == name else ""
        items.append(f'<li><a href="{other}.html"{mark}>{html.escape(text)}</a></li>')
    return f'<nav aria-label="Pages"><ol>{"".join(items)}</ol></nav>'


def around(all_pages, i):
    """Links to the page before and the page after."""
    before = f'<a rel="prev" href="{all_pages[i - 1][0]}.html">← {html.escape(all_pages[i - 1][1])}</a>' if i else ""
    after = (
        f'<a rel="next" href="{all_pages[i + 1][0]}.html">{html.escape(all_pages[i + 1][1])} →</a>'
        if i + 1 < len(all_pages)
        else ""
    )
    return f"<span>{before}</span><span>{after}</span>"


def main():
    exporter = HTMLExporter(template_name="site", extra_template_basedirs=[job["templates"]])
    exporter.register_preprocessor("nbconvert.preprocessors.ExtractOutputPreprocessor", enabled=True)
    saved, all_pages = captions(), list(pages())
    for i, (name, text, nb, folder) in enumerate(all_pages):
        Links.folder, Links.tables = folder, 0
        mark_figures(nb, saved)
        nb.metadata["title"] = text + " · Can a spoken-digit classifier forget a speaker?"
        resources = {
            "unique_key": name,
            "output_files_dir": "pictures",
            "site": {"contents": contents(all_pages, name), "around": around(all_pages, i)},
        }
        page, resources = exporter.from_notebook_node(nb, resources=resources)
        for picture, data in resources["outputs"].items():
            write(picture, data)
        write(name + ".html", here(page).encode())
        print(i + 1, len(all_pages), flush=True)
    for path in sorted(copied):
        write(path, read(path).encode())
    for folder in ("out", "data"):
        shutil.copytree(os.path.join(root, "figures", folder), os.path.join(out, "figures", folder))


copied = {"notebooks/plan.txt", "CITATION.cff", "LICENSE"}
main()
