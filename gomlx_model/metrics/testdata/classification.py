"""Computes what classification.json holds from the labels and answers that it holds, as scikit-learn sees them.
Run: python classification.py < classification.json > again.json"""
import json
import sys

from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

cases = []
for g in json.load(sys.stdin):
    labels, answers = g["labels"], g["predictions"]
    precision, recall, f1, _ = precision_recall_fscore_support(labels, answers, average="macro", zero_division=0)
    cases.append({"labels": labels, "predictions": answers, "accuracy": accuracy_score(labels, answers),
                  "macro_precision": precision, "macro_recall": recall, "macro_f1": f1,
                  "confusion": confusion_matrix(labels, answers, labels=list(range(10))).tolist()})
json.dump(cases, sys.stdout, default=float)
