"""Make one page on which the published records can be explored by hand.

Called by explore.go with one argument, a JSON object: records (a JSON file: a
list of runs, an object each) and page (the HTML file to write). Altair writes
the chart, and vl-convert puts Vega's scripts into the page, so that it needs no
network.
"""

import json
import sys

import altair as alt

job = json.loads(sys.argv[1])
with open(job["records"], encoding="utf-8") as f:
    runs = json.load(f)

NAMES = {"speaker", "seed", "method", "protocol", "norm", "settings", "key"}
metrics = sorted({name for run in runs for name in run} - NAMES)
ALL = "all"


def chosen(field, label):
    """A list to choose one value of a field from, or all, and the filter by it."""
    options = [ALL] + sorted({run[field] for run in runs})
    param = alt.param(name=field + "_chosen", value=ALL, bind=alt.binding_select(options=options, name=label + " "))
    return param, f"{field}_chosen == '{ALL}' || datum.{field} == {field}_chosen"


def metric(axis, value):
    start = value if value in metrics else metrics[0]
    return alt.param(name=axis + "_metric", value=start, bind=alt.binding_select(options=metrics, name=axis + ": "))


def seed(name, value, low, high):
    bind = alt.binding_range(min=low, max=high, step=1, name=name.replace("_", " ") + " ")
    return alt.param(name=name, value=value, bind=bind)


seeds = [run["seed"] for run in runs]
low, high = min(seeds), max(seeds)
filters = [chosen(f, f) for f in ("speaker", "method", "protocol", "norm")]
params = [metric("x", "f1, test"), metric("y", "f1, excluded"), *(p for p, _ in filters)]
params += [seed("first_seed", low, low, high), seed("last_seed", high, low, high)]

chart = alt.Chart(alt.Data(values=runs)).mark_point(filled=True, size=45, opacity=0.7)
for _, rule in filters:
    chart = chart.transform_filter(rule)
chart = (
    chart.transform_filter("datum.seed >= first_seed && datum.seed <= last_seed")
    .transform_calculate(x="datum[x_metric]", y="datum[y_metric]")
    .transform_filter("isValid(datum.x) && isValid(datum.y)")
    .encode(
        x=alt.X("x:Q", title="x, as chosen below", scale=alt.Scale(zero=False)),
        y=alt.Y("y:Q", title="y, as chosen below", scale=alt.Scale(zero=False)),
        color=alt.Color("method:N", legend=alt.Legend(columns=2, symbolLimit=0)),
        shape=alt.Shape("speaker:N", legend=alt.Legend(columns=2)),
        tooltip=[
            alt.Tooltip(f"{f}:N", title=f)
            for f in ("method", "speaker", "seed", "protocol", "norm", "settings", "key")
        ]
        + [alt.Tooltip("x:Q", title="x"), alt.Tooltip("y:Q", title="y")],
    )
    .properties(
        title=["The published runs: hover over one for its settings and key;", "drag to move, scroll to zoom"],
        width=640,
        height=460,
    )
    .add_params(*params)
    .interactive()
)
page = chart.to_html(inline=True, fullhtml=True, embed_options={"renderer": "svg"})
page = page.replace("<html>", '<html lang="en">', 1).replace(
    "<head>", "<head>\n<title>Exploring the published runs</title>\n<link rel=icon href='data:,'>", 1
)
with open(job["page"], "w", encoding="utf-8") as f:
    f.write(page)
