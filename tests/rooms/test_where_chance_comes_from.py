"""All chance in the model comes from random_streams.py; nothing else may differ from one run to the next."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.rooms.source import Module, dotted, faults, functions, own_nodes, snippet

FOREIGN = {"random", "secrets", "uuid", "time"}
CLOCKS = {"time.time", "time.monotonic", "time.perf_counter", "os.urandom"}
NOW = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
SET_METHODS = {"union", "intersection", "difference", "symmetric_difference"}
IN_ORDER = {"list", "tuple", "enumerate", "iter", "zip", "map", "filter", "reversed"}


def foreign_randomness(module: Module) -> Iterator[str]:
    """Sources of chance other than random_streams.py: other generators, hash(), clocks, the order of a set."""
    if not module.is_in("model"):
        return
    may_draw = module.is_in("model.random_streams")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _imports(module, node, may_draw)
        elif isinstance(node, ast.Attribute):
            name = dotted(node)
            if name in ("np.random", "numpy.random") and not may_draw:
                yield module.fault(node, f"{name} outside random_streams.py")
            elif name in CLOCKS or ".".join(name.split(".")[-2:]) in NOW:
                yield module.fault(node, f"{name} differs from run to run")
        elif isinstance(node, ast.Call) and dotted(node.func) == "hash":
            yield module.fault(node, "hash() differs from one Python process to the next")
    yield from _sets_in_order(module)


def _imports(module: Module, node: ast.Import | ast.ImportFrom, may_draw: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        names = [f"{node.module}.{alias.name}" for alias in node.names] if not node.level else []
    for name in names:
        if name.split(".")[0] in FOREIGN:
            yield module.fault(node, f"import of {name}")
        elif f"{name}.".startswith("numpy.random.") and not may_draw:
            yield module.fault(node, f"import of {name} outside random_streams.py")


def _sets_in_order(module: Module) -> Iterator[str]:
    """Places that take the members of a set one by one, in an order nobody chose."""
    attributes = {
        dotted(t).rpartition(".")[2] for t in _assigned_sets(ast.walk(module.tree)) if _is_attribute(t)
    }
    fields = {
        line.target.id
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign)
        and isinstance(line.target, ast.Name)
        and _says_set(line.annotation)
    }
    scopes = [
        list(own_nodes(module.tree)),
        *([*own_nodes(f), *own_nodes(f.args)] for f in functions(module.tree)),
    ]
    for scope in scopes:
        names = {t.id for t in _assigned_sets(scope) if isinstance(t, ast.Name)}
        names |= {n.arg for n in scope if isinstance(n, ast.arg) and n.annotation and _says_set(n.annotation)}
        for node in scope:
            for taken in _taken_in_order(node):
                if _is_set(taken, names, attributes | fields):
                    yield module.fault(
                        taken, "takes the members of a set in an order nobody chose; use sorted()"
                    )


def _is_attribute(target: ast.AST) -> bool:
    return isinstance(target, ast.Attribute)


def _assigned_sets(nodes) -> Iterator[ast.AST]:
    for node in nodes:
        if isinstance(node, ast.Assign) and _is_set(node.value, set(), set()):
            yield from node.targets
        elif isinstance(node, ast.AnnAssign) and _says_set(node.annotation):
            yield node.target


def _says_set(annotation: ast.AST) -> bool:
    kind = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return dotted(kind).rpartition(".")[2] in {
        "set",
        "frozenset",
        "Set",
        "FrozenSet",
        "AbstractSet",
        "MutableSet",
    }


def _taken_in_order(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.For | ast.comprehension):
        yield node.iter
    elif isinstance(node, ast.Starred | ast.YieldFrom):
        yield node.value
    elif isinstance(node, ast.Call):
        if dotted(node.func) in IN_ORDER or getattr(node.func, "attr", "") in {"join", "extend"}:
            yield from node.args
        elif getattr(node.func, "attr", "") == "pop" and not node.args:
            yield node.func.value


def _is_set(node: ast.AST, names: set[str], attributes: set[str]) -> bool:
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Attribute):
        return node.attr in attributes
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd | ast.Sub | ast.BitXor):
        return _is_set(node.left, names, attributes) or _is_set(node.right, names, attributes)
    if isinstance(node, ast.Call):
        if dotted(node.func) in {"set", "frozenset"}:
            return True
        method = node.func
        if isinstance(method, ast.Attribute) and method.attr in SET_METHODS | {"copy"}:
            return _is_set(method.value, names, attributes)
    return False


def test_all_chance_in_the_model_comes_from_chance_py():
    assert faults(foreign_randomness) == ""


@pytest.mark.parametrize(
    "line",
    [
        "import random",
        "from random import choice",
        "import secrets",
        "import uuid",
        "import numpy.random",
        "from numpy import random",
        "from numpy.random import default_rng",
        "x = np.random.default_rng(1)",
        "x = numpy.random.rand()",
        "x = hash('Ann')",
        "x = time.time()",
        "x = datetime.now()",
        "x = datetime.datetime.now()",
        "for x in {1, 2}: pass",
        "for x in set(people): pass",
        "for x in frozenset(people) - {1}: pass",
        "x = [y for y in {z for z in people}]",
        "x = list(set(people))",
        "x = [*set(people)]",
        "x = ', '.join(set(names))",
        "free = set()\nfor x in free: pass",
        "def f():\n    free = {1}\n    return list(free)",
        "def f(free: set[int]):\n    return [x for x in free]",
        "class Team:\n    free: set[int]\ndef f(team):\n    for x in team.free: pass",
        "class Team:\n    def f(self):\n        self.free = set()\n        self.free.pop()",
    ],
)
def test_foreign_randomness_is_found(line):
    assert list(foreign_randomness(snippet(line)))
    assert not list(foreign_randomness(snippet(line, "study.design")))


@pytest.mark.parametrize(
    "line",
    [
        "for x in sorted(set(people)): pass",
        "x = 1 in {1, 2}",
        "x = len(set(people))",
        "for x in {'a': 1}: pass",
        "def f(free: list[int]):\n    return [x for x in free]\ndef g(free: set[int]):\n    return 3 in free",
        "x = waiting.pop()",
        "from tup_sim.model import random_streams",
    ],
)
def test_what_is_the_same_in_every_run_is_allowed(line):
    assert not list(foreign_randomness(snippet(line)))


def test_numpy_draws_only_in_chance_py():
    line = "import numpy as np\nx = np.random.SeedSequence(1)"
    assert not list(foreign_randomness(snippet(line, "model.random_streams")))
    assert list(foreign_randomness(snippet(line, "model.simulation")))
