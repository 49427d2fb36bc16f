"""From nested groups, dotted paths and ``path=value`` to a list of settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.hints import both, is_spoken_of, knowing, without, write_lines
from tup_sim.files.keys import HEADINGS, groups, key_hint, keys, meant_by
from tup_sim.files.places import refused_if_sent
from tup_sim.files.strict_yaml import Node, Spot, described, one_line, read_text
from tup_sim.files.synonyms import KEYS
from tup_sim.files.units import convert
from tup_sim.files.unsettled import POST, POSTS, STANDS_FOR, TOTALS, Unsettled
from tup_sim.files.values import Setting, meant, read_setting
from tup_sim.model.parameters import Declaration
from tup_sim.model.parameters.renamed import name_now, new_name

Parts = Mapping[str, Node]
SIGNS = ("-", "+")  # programmers write fte-=0.2 for so much less


def read_settings(parts: Parts, prefix: str = "") -> list[Setting]:
    """Every parameter that is set, in order of writing.

    Raises:
        ScenarioError: a key is not known or stands there twice, or a value is wrong.
    """
    found: dict[str, Setting] = {}
    for setting in _walk(parts, prefix):
        if setting.path in found:
            raise _twice(setting, found[setting.path])
        found[setting.path] = setting
    return of_one_place(found.values())


def of_one_place(settings: Iterable[Setting]) -> list[Setting]:
    """Settings that stand together: who says how many posts there are wants that many."""
    found = list(settings)
    if not any(each.path == POSTS for each in found):
        return found
    return [
        replace(each, value=replace(each.value, in_posts=True)) if is_total_fte(each) else each
        for each in found
    ]


def is_total_fte(setting: Setting) -> bool:
    """Whether it says the posts of all professionals together."""
    return setting.path == POST and isinstance(setting.value, Unsettled)


def _twice(setting: Setting, first: Setting) -> ScenarioError:
    """One parameter, set twice under one name or two."""
    if setting.said_as == first.said_as:
        problem = Message("'{path}' is set twice", path=setting.said_as)
        return ScenarioError(problem, setting.where, Message("first at {where}", where=first.where))
    problem = Message("'{one}' and '{other}' say the same thing", one=setting.said_as, other=first.said_as)
    return ScenarioError(
        problem, setting.where, Message("leave one out; the other is at {where}", where=first.where)
    )


def readable(parts: Parts, prefix: str = "") -> dict[str, Any]:
    """The values that are in order, by path, whatever stands beside them."""
    found: dict[str, Any] = {}
    for name, node in joined(parts).items():
        path = f"{prefix}.{name}" if prefix else new_name(name)
        if path in groups() and isinstance(node.value, dict):
            found |= readable(node.value, path)
            continue
        if path in TOTALS and path not in KEYS:
            continue
        for each in (path,) if path in keys() else _stands_for(path):
            if (value := _as_meant(node, keys()[each])) is not None:
                found.setdefault(each, value)
                break
    return found


def _stands_for(path: str) -> list[str]:
    """The parameters that a group or an unknown key may be meant for, the likeliest first."""
    names = KEYS.get(path, ()) if path in groups() else meant_by(path)
    return [name for name in names if name in keys()]


def _as_meant(node: Node, key: Declaration) -> Any:
    """The value of a parameter, or the one that its message would write; None if there is none."""
    with suppress(ScenarioError):
        value = read_setting(node, key).value
        return None if isinstance(value, Unsettled) else value
    for text in meant(node, key):
        with suppress(ScenarioError):
            return read_setting(read_text(text, node.where), key).value
    return None


def readable_options(texts: Iterable[str]) -> dict[str, Any]:
    """The values that the command line sets, by path, without those that cannot be read."""
    found: dict[str, Any] = {}
    for each in texts:
        with suppress(ScenarioError):
            setting = read_option(each)
            if not isinstance(setting.value, Unsettled):
                found[setting.path] = setting.value
    return found


def read_option(text: str) -> Setting:
    """Read ``path=value`` from the command line; a list is written as ``[.., ..]``.

    Raises:
        ScenarioError: it says no value, its key is not known or is a group, or its value is wrong.
    """
    path, equals, value = (part.strip() for part in text.partition("="))
    path, value = _counted_from_what_holds(path, value)
    where = f"--set {one_line(path)}"
    if not equals or not path:
        problem = Message("'{text}' says no value", text=one_line(text))
        raise ScenarioError(
            problem, "--set", _equals_meant(text) or Message("write it as coordinators.fte=1.0")
        )
    whole = f"{path}={value}"
    node = read_text(value, where, fixed_where=True, before=f"{path}=") if value else Node(None, where)
    node = replace(node, key=Spot(whole, 0, len(path)))
    path = name_now(path, where)
    if path in TOTALS:
        return _read_total(node, path)
    _refuse_unknown(path, "", node)
    if path in groups():
        raise ScenarioError(
            Message("'{path}' is a group", path=path),
            where,
            both(
                _one_of_the_group(path, node),
                Message("set one of its values, as {path}=..", path=groups()[path][0]),
            ),
        )
    return read_setting(node, keys()[path])


def _counted_from_what_holds(path: str, value: str) -> tuple[str, str]:
    """``fte-`` and ``0.2`` as ``fte`` and ``-0.2``, which is refused with the value that is meant.

    Where a negative value is allowed it would be taken for that, so there the key stays unknown.
    """
    key = keys().get(path[:-1].rstrip()) if path.endswith(SIGNS) else None
    if key is None or key.low is None or key.low < 0:
        return path, value
    return path[:-1].rstrip(), f"{path[-1]}{value}"


def _equals_meant(text: str) -> str:
    """The line with an equals sign instead of a colon or a space; empty if that is not what was written."""
    for sign in (":", " "):
        path, _, value = (part.strip() for part in text.strip().partition(sign))
        if path in keys() and value:
            return write_lines([f"{path}={value}"])
    return ""


def _walk(parts: Parts, prefix: str) -> Iterator[Setting]:
    for name, node in joined(parts).items():
        path = f"{prefix}.{name}" if prefix else name_now(name, node.where)
        if path in keys():
            yield read_setting(node, keys()[path])
            continue
        if path in TOTALS:
            yield _read_total(node, path)
            continue
        _refuse_unknown(path, prefix, node)
        if not isinstance(node.value, dict) or not node.value:
            problem = Message("'{path}' is a group, not {what}", path=path, what=described(node))
            inside = Message("its values are {names} ..", names=", ".join(groups()[path][:3]))
            raise ScenarioError(problem, node.where, both(_one_of_the_group(path, node, prefix), inside))
        yield from _walk(node.value, path)


def _read_total(node: Node, name: str) -> Setting:
    """A number of the whole organisation, for the parameter that it stands for.

    Raises:
        ScenarioError: it is no such number; a share of the income has a key of its own.
    """
    if name == "subsidy" and isinstance(node.value, str) and convert(node.value, "share") is not None:
        problem = Message("subsidy: is an amount in EUR a year, not {what}", what=described(node))
        share = keys()[STANDS_FOR[name]]
        lines = write_lines(key_and_value(node, share.path, text) for text in meant(node, share))
        raise ScenarioError(problem, node.where, lines)
    said = read_setting(node, TOTALS[name])
    return replace(said, path=STANDS_FOR[name], value=Unsettled(name, float(said.value)))


def joined(parts: Parts) -> dict[str, Node]:
    """The parts with every number whole: ``{fte: 0,75}`` is a key ``fte`` and a key ``75`` to YAML."""
    found: dict[str, Node] = {}
    for name, node in parts.items():
        before = next(reversed(found), "")
        spot = _two_halves(name, node, found[before]) if before else None
        if spot is None:
            found[name] = node
        else:
            found[before] = replace(found[before], value=spot.written, spot=spot)
    return found


def apart(parts: Parts) -> Iterator[dict[str, Node]]:
    """The parts one by one; two keys that are one number with a comma stay together."""
    found: dict[str, Node] = {}
    for name, node in parts.items():
        if found and _two_halves(name, node, *found.values()) is None:
            yield found
            found = {}
        found[name] = node
    yield found


def _two_halves(name: str, node: Node, before: Node, *_: Node) -> Spot | None:
    """The signs of a value and of the key behind it, if they are one number with a comma."""
    if isinstance(before.value, dict | tuple):
        return None
    if before.spot is None or node.key is None or node.value is not None or not name[:1].isdecimal():
        return None
    spot = Spot(node.key.text, before.spot.start, node.key.end)
    return spot if "," in spot.written else None


def _refuse_unknown(path: str, prefix: str, node: Node) -> None:
    if path not in keys() and path not in groups():
        but = refused_if_sent()
        lines = _lines_for([each for each in meant_by(path) if each not in but], path, node, prefix)
        problem = Message("unknown key '{path}'", path=one_line(path))
        raise ScenarioError(
            problem, node.where, both(key_hint(path, but), lines or _in_one_line(node, path, prefix))
        )


def _in_one_line(node: Node, path: str, prefix: str) -> str:
    """A group of lines in other words, as one line between braces."""
    for name in meant_by(path):
        if name in groups() and (said := _in_other_words(node, name)):
            line = f"{name.removeprefix(f'{prefix}.') if prefix else name}: {said}"
            return Message("write in the place of all its lines: {whole}", whole=line)
    return ""


def _one_of_the_group(path: str, node: Node, prefix: str = "") -> str:
    """The value given to a parameter of the group that it may be meant for."""
    return _lines_for(_stands_for(path), path, node, prefix)


def _lines_for(names: Iterable[str], path: str, node: Node, prefix: str) -> str:
    """The lines with one of these keys, in a group that the file speaks of if there is one.

    Who wrote 7 said how many, not how much each of these 7 works.
    """
    with knowing(dict):
        said_here = readable({path: node})
    found = list(names)
    near = [name for name in found if is_spoken_of(name.rpartition(".")[0], said_here)]
    with without(said_here):
        return write_lines(line for name in near or found for line in _renamed(node, name, prefix))


def _renamed(node: Node, path: str, prefix: str) -> Iterator[str]:
    """The line with another key, and a value that this key takes; nothing if it takes none like it."""
    inside = path.removeprefix(f"{prefix}.") if prefix else path
    if node.key is None or (prefix and inside == path):
        return
    if isinstance(node.value, dict) and path in groups():
        flow = _in_other_words(node, path)
        if flow and node.spot is not None and node.spot.written.startswith("{"):
            yield key_and_value(node, inside, flow)
        elif _fits(node.value, path):
            yield node.key.line_with(inside)
    elif path in HEADINGS:
        yield node.key.line_with(path)
    elif path in keys() or (path in TOTALS and not prefix):
        key = keys()[path] if path in keys() else TOTALS[path]
        yield from (line for text in meant(node, key) if (line := key_and_value(node, inside, text)))


def _fits(parts: Parts, group: str) -> bool:
    try:
        return bool(read_settings(parts, group))
    except ScenarioError:
        return False


def key_and_value(node: Node, key: str, value: str) -> str:
    """The line with another key and another value; empty if there is no such line."""
    if node.key is None or node.spot is None:
        return ""
    between = node.key.text[node.key.end : node.spot.start]
    return Spot(node.key.text, node.key.start, node.spot.end).line_with(f"{key}{between}{value}")


def _in_other_words(node: Node, group: str) -> str:
    """A group between braces with the keys and values meant; empty if nobody can know them."""
    if not isinstance(node.value, dict):
        return ""
    said = []
    for name, part in joined(node.value).items():
        names = [f"{group}.{name}", *meant_by(f"{group}.{name}")]
        inside = [each for each in names if each in keys() and each.startswith(f"{group}.")]
        found = ((each, text) for each in inside for text in meant(part, keys()[each]))
        path, text = next(found, ("", ""))
        said.append(f"{path.removeprefix(f'{group}.')}: {text}" if path else "")
    return f"{{{', '.join(said)}}}" if all(said) else ""
