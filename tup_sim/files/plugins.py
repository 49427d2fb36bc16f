"""Where plug-ins come from: files, and packages that offer them under an entry point; only those that are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.digest import digest_of_source
from tup_sim.files.disk import text_of
from tup_sim.files.keys import did_you_mean
from tup_sim.files.places import place_of, refuse_if_sent
from tup_sim.files.strict_yaml import Node, one_line
from tup_sim.model.catalogue import Catalogue, current
from tup_sim.model.plugins import Plugin, catalogue_with, no_python, plugins_in

GROUP = "tup_sim.mechanisms"
ENDING = ".py"
SCENARIO_ENDINGS = (".yaml", ".yml")
PLUGINS = "plugins"  # the heading under which a file names them


def catalogue_of_named(named: Iterable[Node], beside: Path | None = None) -> Catalogue:
    """The catalogue in force and the plug-ins that are named beside it, each checked.

    Args:
        named: a path of a file, or the name of an installed one.
        beside: folder that paths start from; the current one if None.

    Raises:
        ScenarioError: there is no such plug-in, or it cannot be used; says file and line.
    """
    return catalogue_of_plugins([found_plugin(str(each.value), each.where, beside) for each in named])


def catalogue_of_plugins(plugins: Sequence[Plugin]) -> Catalogue:
    """The catalogue in force and these plug-ins, each checked.

    Raises:
        ScenarioError: one cannot be used; says file and line.
    """
    there = plugins_in(current())
    known = {each.digest for each in there}
    added = [each for each in plugins if each.digest not in known]
    if not added:
        return current()
    from tup_sim.files.plugin_checks import check_plugins

    whole = list({each.digest: each for each in (*there, *added)}.values())
    check_plugins(whole)
    return catalogue_with(whole)


def found_plugin(name: str, where: str = "", beside: Path | None = None) -> Plugin:
    """A plug-in by the path of its file or the name under which a package offers it.

    Raises:
        ScenarioError: there is none, it cannot be read, or it is no Python.
    """
    refuse_if_sent(
        Message("a plug-in is a program, and one that is sent is never loaded"),
        where,
        Message("take the line out, or use it on the command line"),
    )
    path = (beside or Path()) / name
    if not (_is_path(name) or (name not in installed() and (path.suffix or _is_there(path)))):
        return _installed(name, where)
    if not _is_there(path):
        raise ScenarioError(Message("there is no file '{name}'", name=one_line(name)), where)
    if path.suffix.lower() != ENDING:
        raise _no_python_file(path, name, where)
    label = name if beside is None else place_of(path.absolute()).label
    return plugin_of(label, text_of(path, label, where), label)


def _is_path(name: str) -> bool:
    return name.lower().endswith(ENDING) or "/" in name or "\\" in name


def _is_there(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a name that no file can have
        return path.name != "" and path.exists()
    return False


def _no_python_file(path: Path, name: str, where: str) -> ScenarioError:
    """What to say of a file of another kind, whatever stands in it."""
    if path.is_dir():
        inside = Message("name one file in it that ends in {ending}", ending=ENDING)
        return ScenarioError(Message("{file} is a folder, not a file", file=one_line(name)), where, inside)
    problem = Message("'{name}' is no plug-in: that is a Python file, ending in .py", name=one_line(name))
    is_scenario = path.suffix.lower() in SCENARIO_ENDINGS
    hint: str = (
        Message("a scenario is laid over another by --with, or by 'with:' in a file") if is_scenario else ""
    )
    return ScenarioError(problem, where, hint)


def plugin_of(name: str, source: str, file: str) -> Plugin:
    """A plug-in from its source.

    Raises:
        ScenarioError: it is no Python.
    """
    try:
        digest = digest_of_source(source.encode()).hex()[:32]
    except (SyntaxError, ValueError) as error:
        raise no_python(file, error) from error
    return Plugin(name, source, digest, file)


def installed() -> dict[str, EntryPoint]:
    """What installed packages offer, by name; nothing of it is loaded."""
    return {each.name: each for each in entry_points(group=GROUP)}


def _installed(name: str, where: str) -> Plugin:
    offered = installed()
    if name not in offered:
        example = name if name.isidentifier() else "my_mechanism"
        hint = did_you_mean(name, offered) or Message(
            "write the path of its file, as {name}.py", name=example
        )
        raise ScenarioError(Message("no plug-in '{name}' is installed", name=one_line(name)), where, hint)
    module = offered[name].module
    spec = None
    with suppress(ImportError, ValueError):
        spec = find_spec(module)
    if spec is None or not spec.origin or not spec.origin.endswith(ENDING):
        problem = Message("the plug-in '{name}' has no source in {module}", name=name, module=module)
        raise ScenarioError(problem, where)
    file = "/".join([*module.split(".")[:-1], Path(spec.origin).name])
    found = plugin_of(name, text_of(Path(spec.origin), file, where), file)
    package = offered[name].dist
    return found if package is None else found._replace(package=package.name, version=package.version)


def texts_in(node: Node | None) -> Iterator[Node]:
    """The texts of one or several; whatever else stands there is told by whoever reads it."""
    for item in () if node is None else node.value if isinstance(node.value, tuple) else (node,):
        if isinstance(item.value, str) and item.value:
            yield item


def read_plugins(node: Node | None) -> Iterator[Node]:
    """What stands under ``plugins:``.

    Raises:
        ScenarioError: it is anything but a text or a list of them.
    """
    if node is None:
        return
    for item in node.value if isinstance(node.value, tuple) else (node,):
        if not isinstance(item.value, str) or not item.value:
            problem = Message("plugins: expects names or paths of plug-ins")
            raise ScenarioError(problem, item.where, Message("as [my_mechanism.py]"))
        yield item
