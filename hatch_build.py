"""Compiles the model while the package is built, if ``TUP_SIM_COMPILE=1`` asks for it; ``make fast`` does, in place.

Without it the package is its source, which needs no compiler and gives the same numbers. Which form runs, and how a
build that no longer fits is noticed: ``tup_sim/form.py``. Why not hatch-mypyc: docs/dependencies.md.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "TUP_SIM_COMPILE"
# What stays source, and why: docs/performance.md, "The compiled form".
STAY = (
    "__init__.py",
    "model/events.py",
    "model/catalogue.py",
    "model/plugins.py",
    "model/gates.py",
    "model/promises.py",
    "model/mechanisms/declared.py",
    "model/parameters/",
    "measures/outcomes/",
    "measures/observe.py",
    "measures/outcome.py",
    "measures/references.py",
)
NATIVE = (
    "model/parameters/plain_groups.py",
    "model/parameters/week.py",
)  # of that folder every request reads these
LIBRARY = "tup_sim_compiled"  # what all modules share; mypyc wants its file beside the package
OPTIMISED = "2"
WORKSHOP = Path("build") / "compiled"
NEEDS = ("mypy>=2.4", "setuptools>=65.5")


class CustomBuildHook(BuildHookInterface[Any]):
    """Called by hatchling before it packs."""

    def dependencies(self) -> list[str]:
        """What a build in an environment of its own needs: compilers, and the libraries whose types are asked for."""
        if not asked():
            return []
        used = [
            each
            for each in self.metadata.core.dependencies
            if each.startswith(("simpy", "numpy", "pydantic"))
        ]
        return [*NEEDS, *used]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; in place for an editable install, else into what is packed."""
        if self.target_name != "wheel" or not asked():
            return
        built = compiled(Path(self.root))
        if version == "editable":
            put_in_place(built)
        else:
            build_data["force_include"].update({str(file): path for path, file in built.items()})
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def asked() -> bool:
    """Whether a compiled form is wanted."""
    return os.environ.get(ASKED, "") not in ("", "0")


def compiled(root: Path) -> dict[str, Path]:
    """Compile beside the package; where each file belongs, and where it was made. The last one says what they are."""
    os.chdir(root)  # what is compiled, and the settings of mypy, are found from here
    form = _form(root)
    source = form.digest(
        str(root / "tup_sim")
    )  # as it is now: whoever changes it meanwhile has an older build
    built = _built(list(to_compile(root)))
    sizes = {os.path.relpath(path, "tup_sim"): file.stat().st_size for path, file in built.items()}
    said = WORKSHOP / form.WRITTEN
    said.write_text(form.written_down(source, sizes), encoding="utf-8")
    return {**built, f"tup_sim/{form.WRITTEN}": said}


def put_in_place(built: dict[str, Path]) -> None:
    """Into the package, in place of what an earlier build left there; last what says that all are there."""
    clean(Path.cwd())
    for path, file in built.items():
        shutil.copyfile(file, path)


def to_compile(root: Path) -> Iterator[str]:
    """Modules of the model and the measures that are compiled."""
    package = root / "tup_sim"
    for room in _form(root).ROOMS:
        for path in sorted((package / room).rglob("*.py")):
            name = path.relative_to(package).as_posix()
            if name in NATIVE or not (name.endswith(STAY) or name.startswith(STAY)):
                yield f"tup_sim/{name}"


def clean(root: Path) -> None:
    """Take away what an earlier build left in place, first of all what it said of itself."""
    package = root / "tup_sim"
    (package / _form(root).WRITTEN).unlink(missing_ok=True)
    for suffix in ("so", "pyd"):
        for path in (*package.rglob(f"*.{suffix}"), *root.glob(f"{LIBRARY}__mypyc.*{suffix}")):
            path.unlink()


def _built(modules: list[str]) -> dict[str, Path]:
    """Where each compiled file belongs, and where it was made."""
    try:
        from mypyc.build import mypycify
        from setuptools import Distribution
        from setuptools.errors import BaseError, CCompilerError
    except ImportError as error:
        sys.exit(f"TUP-sim: to compile the model, install {' and '.join(NEEDS)} ({error}). {WITHOUT}")
    extensions = mypycify(
        ["--config-file=pyproject.toml", "--hide-error-context", *modules],
        opt_level=OPTIMISED,
        debug_level="0",
        multi_file=True,
        group_name=LIBRARY,
        target_dir=str(WORKSHOP / "c"),
    )
    build = Distribution({"name": "tup-sim", "ext_modules": extensions}).get_command_obj("build_ext")
    build.build_lib, build.build_temp = str(WORKSHOP / "lib"), str(WORKSHOP / "objects")
    build.parallel = os.cpu_count()
    build.ensure_finalized()
    try:
        build.run()
    except (BaseError, CCompilerError) as error:
        sys.exit(f"TUP-sim: the model was not compiled, for the C compiler failed: {error}. {WITHOUT}")
    files = [Path(path) for path in build.get_outputs()]
    return {path.relative_to(WORKSHOP / "lib").as_posix(): path for path in files}


WITHOUT = f"Without {ASKED} the package is installed as source, and gives the same numbers."


def _form(root: Path) -> Any:
    """The module that says which form runs."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    from tup_sim import form

    return form


if __name__ == "__main__":  # as `make fast` and `make clean` do, where the package is installed to be changed
    here = Path(__file__).resolve().parent
    if sys.argv[1:] == ["clean"]:
        clean(here)
    else:
        put_in_place(compiled(here))
