"""Recomputes measures of the published records, apart from the Go code.

python published.py > published.json, from this folder, after each publication;
only Python's own library is used.
"""

import csv, glob, gzip, json, math, os
from statistics import mean, stdev

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../figures/data")
T5 = 2.5705818356363146  # the 0.975 quantile of Student's t with 5 degrees of freedom
METHODS = ["original", "finetune", "base", "conv-bn", "gold2", "noise-0.16"]
RETRAIN = ["retrain-15", "retrain-30", "retrain-40", "retrain-60"]
TUNED = {"base, tuned": "base", "retrain-15-onecycle, tuned": "retrain-15-onecycle",
         "retrain-30-onecycle, tuned": "retrain-30-onecycle"}
SETS = ["test", "excluded"]
DRAWS = {"explored": range(1, 11), "confirmed": range(11, 21)}

# F1 and wrong answers by speaker, seed, method and set: of the records, and of
# gold's traces at the epochs of a retraining that has no record of that pair
f1, wrong, passes, size = {}, {}, {}, {}
trials = {}  # the rows of other settings, by speaker, seed, method and settings
for path in sorted(glob.glob(DATA + "/records/P-batch-one-*.csv")):
    for r in csv.DictReader(open(path)):
        if int(r["seed"]) <= 20 and not r["settings"]:
            at = r["speaker"], int(r["seed"]), r["method"], r["set"]
            f1[at], size[at] = float(r["f1"]), int(r["n"])
            wrong[at] = size[at] * (1 - float(r["accuracy"]))
            passes[at[:3]] = int(r["passes"])
        if r["method"] in TUNED.values() or r["method"] == "gold" and not r["settings"]:
            at = r["speaker"], int(r["seed"]), r["method"], r["settings"]
            trials.setdefault(at, []).append(r)
recorded = set(f1)
for path in sorted(glob.glob(DATA + "/traces/P-batch-one-scratch-*.csv.gz")):
    for r in csv.DictReader(gzip.open(path, "rt")):
        at = r["speaker"], int(r["seed"]), "retrain-" + r["epoch"], r["what"]
        if r["method"] == "gold" and at[2] in RETRAIN and r["f1"] and at not in recorded:
            gold = at[:2] + ("gold", at[3])
            if gold in f1:
                f1[at], size[at] = float(r["f1"]), size[gold]
                wrong[at] = round(size[at] * (1 - f1[at]))
                passes[at[:3]] = passes[gold[:3]] / 120 * int(r["epoch"])

speakers = sorted({at[0] for at in f1})


def tune():
    """Makes records of tuned methods: two speakers choose a setting for two others.

    The sum of the distances from gold decides, on validation and excluded, in
    gold2's over seeds 1 to 10, on seeds 101 and 102.
    """
    what = ["validation", "excluded"]
    unit = {w: mean(mean(abs(f1[s, n, "gold2", w] - f1[s, n, "gold", w])
                         for n in range(1, 11) if (s, n, "gold2", w) in f1) for s in speakers)
            for w in what}

    def far(speaker, method, tried, w):
        of = [{r["set"]: float(r["f1"]) for r in trials[speaker, n, m, t]}[w] for n in (101, 102)
              for m, t in ((method, tried), ("gold", ""))]
        return (abs(of[0] - of[1]) + abs(of[2] - of[3])) / 2 / unit[w]

    for name, method in TUNED.items():
        grid = sorted({at[3] for at in trials if at[1] == 101 and at[2] == method})
        for i in range(0, len(speakers), 2):
            chosen = min(grid, key=lambda t: mean(far(s, method, t, w) for w in what
                                                  for s in speakers[i:i + 2]))
            for s in (speakers * 2)[i + 2:i + 4]:
                for n in range(1, 21):
                    for r in trials.get((s, n, method, chosen), []):
                        at = s, n, name, r["set"]
                        f1[at], size[at] = float(r["f1"]), int(r["n"])
                        wrong[at] = size[at] * (1 - float(r["accuracy"]))
                        passes[at[:3]] = int(r["passes"])


tune()


def pairs(draw, *methods):
    """The pairs of a draw that have some methods on both sets."""
    return [(s, n) for s in speakers for n in DRAWS[draw]
            if all((s, n, m, w) in f1 for m in methods for w in SETS)]


def by_speaker(of, value):
    return [mean(value(p) for p in of if p[0] == s) for s in speakers]


def interval(values):
    half = T5 * stdev(values) / math.sqrt(len(values))
    return mean(values), mean(values) - half


def ways(of, method):
    part = by_speaker(of, lambda p: f1[*p, method, "excluded"] - f1[*p, "original", "excluded"])
    whole = by_speaker(of, lambda p: f1[*p, "gold", "excluded"] - f1[*p, "original", "excluded"])
    return [a / b for a, b in zip(part, whole)], mean(part) / mean(whole)


def way(draw, method):
    values, of_means = ways(pairs(draw, method), method)
    return *interval(values), of_means


def logs(of, method, below="gold"):
    ours = by_speaker(of, lambda p: wrong[*p, method, "test"])
    theirs = by_speaker(of, lambda p: wrong[*p, below, "test"])
    return [math.log((0.5 + a) / (0.5 + b)) for a, b in zip(ours, theirs)]


def price(draw, method, below="gold"):
    m, low = interval(logs(pairs(draw, method, below), method, below))
    return math.exp(m), math.exp(low)


def errors(draw, method):
    of = pairs(draw, method)
    return [mean(by_speaker(of, lambda p: wrong[*p, m, "test"] / size[*p, m, "test"]))
            for m in (method, "gold")]


def apart(of, method, what):
    """|F1 - gold's| by speaker; a retraining is set against the other gold."""
    gold = "gold2" if method.startswith("retrain-") else "gold"
    return by_speaker(of, lambda p: abs(f1[*p, method, what] - f1[*p, gold, what]))


# one unit for both draws
every = pairs("explored", "gold2") + pairs("confirmed", "gold2")
floor = {what: mean(apart(every, "gold2", what)) for what in SETS}


def distance(draw, method, what):
    m, low = interval(apart(pairs(draw, method), method, what))
    return m / floor[what], low / floor[what]


def off_floor(draw, method, what):
    of = pairs(draw, method)
    off = [a - b for a, b in zip(apart(of, method, what), apart(of, "gold2", what))]
    m, low = interval(off)
    return m / floor[what], low / floor[what]


def line(draw, method="base", retrainings=RETRAIN):
    """The share of gold's passes at which retraining buys a method's price.

    By the lower envelope of the retrainings, straight in logarithms.
    """
    of = pairs(draw, method, *retrainings)
    if not of:
        return 0
    want = mean(logs(of, method))
    tried = sorted((math.log(mean(by_speaker(of, lambda p: passes[*p, m] / passes[*p, "gold"]))),
                    mean(logs(of, m))) for m in retrainings)
    points = []
    for x, y in tried + [(0.0, 0.0)]:
        if not points or y < points[-1][1]:
            points.append((x, y))
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if y0 > want >= y1:
            return math.exp(x0 + (x1 - x0) * (y0 - want) / (y0 - y1))


def draws_apart(method):
    a, b = (pairs(d, method) for d in ("confirmed", "explored"))
    points = interval([x - y for x, y in zip(ways(a, method)[0], ways(b, method)[0])])
    m, low = interval([x - y for x, y in zip(logs(a, method), logs(b, method))])
    return *points, math.exp(m), math.exp(low)


clips = {}
for path in sorted(glob.glob(DATA + "/clips/P-batch-one-*.csv.gz")):
    for r in csv.DictReader(gzip.open(path, "rt")):
        if int(r["seed"]) <= 20 and r["method"] in METHODS + RETRAIN + ["gold"]:
            clips[r["speaker"], int(r["seed"]), r["method"]] = (
                [int(c) for c in r["answers"]], [int(m) for m in r["half_nats"].split()])
names = list(csv.DictReader(open(DATA + "/clips/names.csv")))


def ranks(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    out, i = [0.0] * len(values), 0
    while i < len(order):
        j = i
        while j < len(order) and values[order[j]] == values[order[i]]:
            j += 1
        for k in order[i:j]:
            out[k] = (i + j + 1) / 2
        i = j
    return out


def correlation(a, b):
    ma, mb = mean(a), mean(b)
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    return top / math.sqrt(sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b))


def agreement(draw, method):
    beside = "gold2" if method in RETRAIN else "gold"
    of = [p for p in pairs(draw, method) if (*p, method) in clips and (*p, beside) in clips]
    if not of:
        return None
    as_gold, too, alone, same, rank = {}, {}, {}, {}, {}
    for s, n in of:
        mine = [i for i, c in enumerate(names) if c["speaker"] == s]
        truth = [int(names[i]["label"]) for i in mine]
        a, am = ([clips[s, n, method][k][i] for i in mine] for k in (0, 1))
        g, gm = ([clips[s, n, beside][k][i] for i in mine] for k in (0, 1))
        as_gold[s, n] = mean(x == y for x, y in zip(a, g))
        too[s, n] = mean(x != t for x, y, t in zip(a, g, truth) if y != t)
        alone[s, n] = mean(x != t for x, y, t in zip(a, g, truth) if y == t)
        both = [x == y for x, y, t in zip(a, g, truth) if x != t and y != t]
        if both:
            same[s, n] = mean(both)
        rank[s, n] = correlation(ranks(am), ranks(gm))

    def over(v):
        return mean(mean(v[p] for p in v if p[0] == s) for s in speakers if any(p[0] == s for p in v))

    return [over(v) for v in (as_gold, too, alone, same, rank)]


def measured(draw):
    ran = [m for m in METHODS + RETRAIN + list(TUNED)
           if {s for s, _ in pairs(draw, m)} == set(speakers)]
    asked = {m: agreement(draw, m) for m in ran if m not in TUNED}
    return {
        "pairs": {m: len(pairs(draw, m)) for m in ran},
        "way": {m: way(draw, m) for m in ran if m != "original"},
        "price": {m: price(draw, m) for m in ran},
        "errors": {m: errors(draw, m) for m in ran},
        "distance": {m: {w: distance(draw, m, w) for w in SETS} for m in ran},
        "off_floor": {m: {w: off_floor(draw, m, w) for w in SETS} for m in ran if m != "gold2"},
        "against_base": {m: price(draw, "base", m) for m in ran if m.startswith("retrain-")},
        "line": line(draw),
        "line_tuned": line(draw, "base, tuned", RETRAIN + list(TUNED)[1:]),
        "agreement": {m: a for m, a in asked.items() if a},
    }


print(json.dumps({
    "floor": floor,
    "explored": measured("explored"),
    "confirmed": measured("confirmed"),
    "draws": {m: draws_apart(m) for m in ["base", "conv-bn"]},
}, indent=1))
