"""The sentences for users as they stand in the source: every template of a ``Message``, and errors that are none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.rooms.source import Function, Module, bench, dotted, house

SAID = {"Message": 0, "chained": 0}
# What is raised for whoever uses the program, and which of its arguments are read.
ERRORS = {
    "TupSimError": (0,),
    "OutputError": (0,),
    "DamagedStore": (0,),
    "TookTooLong": (0,),
    "ScenarioError": (0, 2),
    "NotYaml": (0, 2),
    "ClickException": (0,),
    "UsageError": (0,),
    "BadParameter": (0,),
    "fail": (0,),
    "damaged": (0,),
}
MECHANICS = ("tup_sim.errors", "tup_sim.cli.click_words")  # pass on templates of others


@cache
def templates() -> dict[str, str]:
    """Every template in the package and beside it, with a place where it stands.

    Raises:
        AssertionError: a message is made from something that cannot be looked up.
    """
    found: dict[str, str] = {}
    for module in (*house(), *bench()):
        for call, function in calls(module):
            if name_of(call) in SAID and call.args and module.name not in MECHANICS:
                texts = list(looked_up(call.args[0], function, module))
                assert texts, module.fault(call, "a message whose sentence cannot be found")
                found |= dict.fromkeys(texts, module.fault(call, "a message"))
    return found


def no_messages(module: Module) -> Iterator[str]:
    """Errors for users that were not written as a ``Message``."""
    for call, function in calls(module):
        for place in ERRORS.get(name_of(call), ()):
            if place < len(call.args) and bare(call.args[place], function, module):
                yield module.fault(call, f"{name_of(call)} without a Message: {ast.unparse(call)[:80]}")


def bare(value: ast.expr, function: ast.AST | None, module: Module) -> bool:
    """Whether this is, or may be, a text that nobody can translate."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and bool(value.value)
    if isinstance(value, ast.Name):
        return any(bare(each, function, module) for each in assigned(value.id, function, module))
    if isinstance(value, ast.IfExp):
        return bare(value.body, function, module) or bare(value.orelse, function, module)
    if isinstance(value, ast.BoolOp):
        return any(bare(each, function, module) for each in value.values if not isinstance(each, ast.Name))
    return isinstance(value, ast.JoinedStr | ast.BinOp)


def calls(module: Module) -> Iterator[tuple[ast.Call, ast.AST | None]]:
    """Every call, with the function around it."""
    todo: list[tuple[ast.AST, ast.AST | None]] = [(module.tree, None)]
    while todo:
        node, function = todo.pop()
        if isinstance(node, ast.Call):
            yield node, function
        inside = node if isinstance(node, Function) else function
        todo += [(child, inside) for child in ast.iter_child_nodes(node)]


def looked_up(value: ast.expr, function: ast.AST | None, module: Module) -> Iterator[str]:
    """The texts that an expression may be, as far as they stand in the module."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.Name):
        for each in assigned(value.id, function, module):
            yield from looked_up(each, function, module)
    elif isinstance(value, ast.IfExp):
        yield from looked_up(value.body, function, module)
        yield from looked_up(value.orelse, function, module)
    elif isinstance(value, ast.Dict):
        for each in value.values:
            yield from looked_up(each, function, module)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "get":
        yield from looked_up(value.func.value, function, module)
        yield from looked_up(value.args[1], function, module)


def assigned(name: str, function: ast.AST | None, module: Module) -> list[ast.expr]:
    """What a name is set to in the function, else at the top of the module."""
    for scope in (function, module.tree):
        nodes = ast.walk(scope) if scope is function and scope is not None else module.tree.body
        found = [
            node.value
            for node in nodes
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and target.id == name
        ]
        if found:
            return found
    return []


def name_of(call: ast.Call) -> str:
    """The last part of what is called."""
    return dotted(call.func).rpartition(".")[2]
