"""Recomputes measures of the published records, apart from the Go code.

python published.py > published.json, from this folder, after each publication;
only Python's own library is used.
"""

import csv, glob, gzip, json, math, os
from statistics import mean, stdev

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../figures/data")
T5 = 2.5705818356363146  # the 0.975 quantile of Student's t with 5 degrees of freedom
METHODS = ["original", "finetune", "base", "conv-bn", "gold2", "noise-0.16"]

rows = {}
for path in sorted(glob.glob(DATA + "/records/P-batch-one-*.csv")):
    for r in csv.DictReader(open(path)):
        if int(r["seed"]) <= 10 and not r["settings"]:
            rows[r["speaker"], int(r["seed"]), r["method"], r["set"]] = r
pairs = sorted({(s, n) for s, n, m, _ in rows if m == "base"})
speakers = sorted({s for s, _ in pairs})


def f1(p, method, name):
    return float(rows[p[0], p[1], method, name]["f1"])


def wrong(p, method):
    r = rows[p[0], p[1], method, "test"]
    return int(r["n"]) * (1 - float(r["accuracy"]))


def by_speaker(value):
    return [mean(value(p) for p in pairs if p[0] == s) for s in speakers]


def interval(values):
    half = T5 * stdev(values) / math.sqrt(len(values))
    return mean(values), mean(values) - half


def way(method):
    part = by_speaker(lambda p: f1(p, method, "excluded") - f1(p, "original", "excluded"))
    whole = by_speaker(lambda p: f1(p, "gold", "excluded") - f1(p, "original", "excluded"))
    return *interval([a / b for a, b in zip(part, whole)]), mean(part) / mean(whole)


def price(method):
    ours = by_speaker(lambda p: wrong(p, method))
    gold = by_speaker(lambda p: wrong(p, "gold"))
    m, low = interval([math.log((0.5 + a) / (0.5 + b)) for a, b in zip(ours, gold)])
    return math.exp(m), math.exp(low)


def distance(method, name):
    floor = mean(by_speaker(lambda p: abs(f1(p, "gold2", name) - f1(p, "gold", name))))
    m, low = interval(by_speaker(lambda p: abs(f1(p, method, name) - f1(p, "gold", name))))
    return m / floor, low / floor


clips = {}
for path in sorted(glob.glob(DATA + "/clips/P-batch-one-*.csv.gz")):
    for r in csv.DictReader(gzip.open(path, "rt")):
        if int(r["seed"]) <= 10 and r["method"] in METHODS + ["gold"]:
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


def agreement(method):
    as_gold, too, alone, rank = {}, {}, {}, {}
    for s, n in pairs:
        mine = [i for i, c in enumerate(names) if c["speaker"] == s]
        truth = [int(names[i]["label"]) for i in mine]
        a, am = ([clips[s, n, method][k][i] for i in mine] for k in (0, 1))
        g, gm = ([clips[s, n, "gold"][k][i] for i in mine] for k in (0, 1))
        as_gold[s, n] = mean(x == y for x, y in zip(a, g))
        too[s, n] = mean(x != t for x, y, t in zip(a, g, truth) if y != t)
        alone[s, n] = mean(x != t for x, y, t in zip(a, g, truth) if y == t)
        rank[s, n] = correlation(ranks(am), ranks(gm))
    return [mean(by_speaker(lambda p: v[p])) for v in (as_gold, too, alone, rank)]


# gold's F1 after 30 epochs, by pair and set: from its trace, or from a run
# of its own where there is one
stopped = {}
for path in sorted(glob.glob(DATA + "/traces/P-batch-one-scratch-*.csv.gz")):
    for r in csv.DictReader(gzip.open(path, "rt")):
        if r["method"] == "gold" and r["epoch"] == "30" and r["f1"]:
            stopped[r["speaker"], int(r["seed"]), r["what"]] = float(r["f1"])
stopped.update({(s, n, what): float(r["f1"]) for (s, n, m, what), r in rows.items()
                if m == "retrain-30"})
early = sorted({(s, n) for s, n, _ in stopped})


def retrain30():
    def by(value):
        return [mean(value(p) for p in early if p[0] == s) for s in speakers]

    out = []
    for name in ["test", "excluded"]:
        floor = mean(by_speaker(lambda p: abs(f1(p, "gold2", name) - f1(p, "gold", name))))
        out.append(mean(by(lambda p: abs(stopped[(*p, name)] - f1(p, "gold", name)))) / floor)
    part = by(lambda p: stopped[(*p, "excluded")] - f1(p, "original", "excluded"))
    whole = by(lambda p: f1(p, "gold", "excluded") - f1(p, "original", "excluded"))
    return out + [mean(a / b for a, b in zip(part, whole))]


print(json.dumps({
    "pairs": len(pairs),
    "way": {m: way(m) for m in ["base", "conv-bn"]},
    "price": {m: price(m) for m in ["base", "gold2"]},
    "distance": {m: {n: distance(m, n) for n in ["test", "excluded"]} for m in ["base"]},
    "retrain30": retrain30(),
    "agreement": {m: agreement(m) for m in METHODS},
}, indent=1))
