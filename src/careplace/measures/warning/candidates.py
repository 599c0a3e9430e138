"""Two models that may be used in the baseline's place: a logistic one that corrects it, and boosted trees.

Both are kept as plain numbers, in JSON, and calculated by NumPy: reading them runs no code, and needs no scikit-learn.
Sources: Hastie, Tibshirani and Friedman 2009, chapters 4.4 and 10.
"""

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.special import expit, logit

from careplace.measures.warning import baseline
from careplace.measures.warning.baseline import Baseline
from careplace.measures.warning.history import Services

SEED = 20141001
TREES, RATE, LEAVES, LEAST_IN_LEAF = 60, 0.05, 6, 80
"""Few, small and slow trees: 14,000 reports have little to learn from."""


class Logistic(BaseModel):
    """A logistic regression on the baseline's log odds and a few terms; `terms` and `intercept` are log odds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: Baseline
    intercept: float
    terms: tuple[float, ...]

    def risk(self, services: Services) -> np.ndarray:
        """The risk of each service, from 0 to 1."""
        return np.asarray(expit(self.intercept + _corrections(self.base, services) @ np.array(self.terms)))


class Tree(BaseModel):
    """A tree by node: its column and up to which value the left is taken; column −1 for a leaf, with its log odds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def log_odds(self, design: np.ndarray) -> np.ndarray:
        """What the tree adds for each row of a design."""
        column, threshold = np.array(self.column), np.array(self.threshold)
        left, right = np.array(self.left), np.array(self.right)
        node = np.zeros(len(design), dtype=int)
        rows = np.arange(len(design))
        while (column[node] >= 0).any():
            inner = column[node] >= 0
            goes_left = design[rows, np.maximum(column[node], 0)] <= threshold[node]
            node = np.where(inner, np.where(goes_left, left[node], right[node]), node)
        return np.asarray(np.array(self.value)[node])


class Boosting(BaseModel):
    """Boosted trees: log odds that all services share, and what each tree adds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: float
    trees: tuple[Tree, ...]

    def risk(self, services: Services) -> np.ndarray:
        """The risk of each service, from 0 to 1."""
        design = _columns(services)
        return np.asarray(expit(self.start + sum(tree.log_odds(design) for tree in self.trees)))


def fit_logistic(services: Services, below_good: np.ndarray) -> Logistic:
    """The logistic model of a history, with a ridge of 1 on terms of unit spread."""
    from sklearn.linear_model import LogisticRegression

    base = baseline.fit(services, below_good)
    design = _corrections(base, services)
    middle, spread = design.mean(axis=0), design.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(max_iter=1000).fit((design - middle) / spread, below_good)
    terms = model.coef_[0] / spread
    return Logistic(base=base, intercept=float(model.intercept_[0] - middle @ terms), terms=terms.tolist())


def fit_boosting(services: Services, below_good: np.ndarray) -> Boosting:
    """The boosted trees of a history; the same history gives the same trees."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_depth=None,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_IN_LEAF,
        random_state=SEED,
    ).fit(_columns(services), below_good)
    return Boosting(
        start=float(logit(np.mean(below_good))),
        trees=tuple(_tree(stage[0].tree_) for stage in model.estimators_),
    )


def _tree(nodes) -> Tree:
    return Tree(
        column=np.maximum(nodes.feature, -1).tolist(),
        threshold=nodes.threshold.tolist(),
        left=nodes.children_left.tolist(),
        right=nodes.children_right.tolist(),
        value=(RATE * nodes.value[:, 0, 0]).tolist(),
    )


def _corrections(base: Baseline, services: Services) -> np.ndarray:
    return np.column_stack((logit(base.risk(services)), _terms(services)))


def _columns(services: Services) -> np.ndarray:
    # scikit-learn's trees compare single-precision values: the same precision here gives the same side of a threshold.
    return np.column_stack((services.concern, services.years, _terms(services))).astype(np.float32)


def _terms(services: Services) -> np.ndarray:
    earlier, siblings = services.reports_before, services.siblings
    return np.column_stack(
        (
            services.fell,
            earlier == 0,
            np.minimum(earlier, 4),
            services.below_before / np.maximum(earlier, 1),
            services.sector == 1,
            services.sector == 2,
            services.siblings_below / (siblings + 2),
            np.log1p(siblings),
        )
    ).astype(float)
