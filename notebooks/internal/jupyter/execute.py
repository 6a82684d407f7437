"""Run one notebook top to bottom with its own kernel, save it, and print it as a page.

Called by execute.go with one argument, a JSON object: source, executed and page
(paths), folder (where the kernel runs), timeout (seconds a cell), banner
(Markdown, or empty) and stamp (for the copy's metadata, or null). Prints one
JSON object a line: what is running, and how it ended. The executed notebook is
saved whatever happens, so that outputs are never lost.
"""

import sys

sys.path[:] = [folder for folder in sys.path if folder]  # not the current one

import asyncio
import json
import os
import re
import signal
import threading
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

job = json.loads(sys.argv[1])


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def write(path, text):
    """Write a whole file or none."""
    part = path + ".part"
    with open(part, "w", encoding="utf-8") as f:
        f.write(text)
    os.replace(part, path)


def watch_parent():
    """End when the program that started us has gone, and take the kernel along."""
    # Not through sys.stdin, whose lock a thread must not hold when the program ends.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def clear(nb):
    """Drop what earlier runs left, so that a cell that was not reached shows nothing."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def tidy(nb):
    """Drop what differs from run to run without meaning anything."""
    for cell in nb.cells:
        cell.metadata.pop("execution", None)
    nb.metadata.pop("widgets", None)
    nb.metadata.get("language_info", {}).pop("version", None)
    if job["stamp"] is not None:
        nb.metadata["audiounlearning"] = job["stamp"]


def page(nb):
    """The notebook as one HTML file that needs no network and no script."""
    from nbconvert import HTMLExporter

    formulas_as_mathml()  # of mathml.py, which stands before this program
    name = os.path.splitext(os.path.basename(job["source"]))[0]
    html = HTMLExporter(embed_images=True).from_notebook_node(nb, resources={"metadata": {"name": name}})[0]
    # The template loads scripts for widgets, diagrams and formulas, none of which need one here.
    return re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)


class Client(NotebookClient):
    """A client that says which cell runs."""

    def _tell(self, event, cell_index, **fields):
        number = sum(c.cell_type == "code" and bool(c.source.strip()) for c in self.nb.cells[: cell_index + 1])
        tell(event, cell=number, **fields)

    async def async_execute_cell(self, cell, cell_index, **kwargs):
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        self._tell("start", cell_index)
        began = time.monotonic()
        done = await super().async_execute_cell(cell, cell_index, **kwargs)
        self._tell("done", cell_index, seconds=time.monotonic() - began)
        return done


def message(nb, error):
    """What the failing cell itself said, without the client's frame around it."""
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return "\n".join(output.traceback) or output.evalue
    return str(error)


def main():
    threading.Thread(target=watch_parent, daemon=True).start()
    nb = nbformat.read(job["source"], as_version=4)
    clear(nb)
    tell("open", cells=sum(c.cell_type == "code" and bool(c.source.strip()) for c in nb.cells))
    client = Client(
        nb,
        kernel_name="gonb",
        timeout=job["timeout"],
        startup_timeout=120,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": job["folder"]}},
    )
    failure = None
    try:
        client.execute()
    except CellExecutionError as error:
        failure = message(nb, error)
    except CellTimeoutError:
        failure = f"the cell ran for more than {job['timeout']} seconds"
    except (DeadKernelError, RuntimeError, OSError, asyncio.CancelledError) as error:
        failure = f"the kernel ended: {error}"
    finally:
        tidy(nb)
        if job["banner"]:
            note = nbformat.v4.new_markdown_cell(job["banner"])
            note.id = "banner"
            nb.cells.insert(0, note)
        write(job["executed"], nbformat.writes(nb) + "\n")
    write(job["page"], page(nb))
    if failure is not None:
        tell("failed", message=failure)
        sys.exit(1)
    tell("end")


main()
