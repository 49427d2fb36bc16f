# %% [markdown]
# # A first study, from the install to a table
#
# The steps of [the researcher's guide](../researchers_guide.md) with their output. Everything here is kept short, so that it runs in a
# minute or so: a year, four pairs of runs, four worlds. That is enough to see the way and too little for a conclusion.
#
# Made from `first_study.py` by `make notebook`; change that file, not this one.
#
# Made with model `aa095626147af054`, 2026-11-30. **The model has changed since: numbers may differ.**

# %% [markdown]
# ## 1 Install, and see that it is the model you cite
#
# `make setup` in the folder of the project, or `pip install -r requirements.lock` and `pip install --no-deps -e .`. The version belongs in your paper.

# %%
import json
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import tup_sim

tup_sim.__version__

# %% [markdown]
# All files of this study go into a folder of their own. `typed` does what typing a command in a terminal does there.

# %%
folder = Path(mkdtemp())


def typed(line):
    """What a command prints, typed in the folder of the study."""
    program = [sys.executable, "-c", "from tup_sim.cli import main; main()"]
    words = shlex.split(line)[1:]
    done = subprocess.run(
        [*program, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout


print(typed("tup-sim --version"))

# %% [markdown]
# ## 2 Know what you use
#
# An organisation is a scenario: a house, with policies and shocks laid over it. Here volunteers are peers of the professionals.

# %%
from tup_sim import load_scenario

house = load_scenario("open_house", mixins=["peer"])
pd.Series(
    {
        "clients": house.parameters.places,
        "professionals": house.parameters.professionals.posts,
        "volunteers at the start": house.parameters.volunteers_initial,
    }
)

# %% [markdown]
# As it is supplied, without mix-ins, it says what a source tells of such a house, and what had to be assumed.

# %%
supplied = load_scenario("open_house")
print("said:   ", supplied.said["en"])
print("assumed:", supplied.assumed["en"])

# %% [markdown]
# Every number of the model has a kind, a range and a source. Most were not measured by anybody.

# %%
from tup_sim.model.parameters import Parameters, declarations

pd.Series([each.kind for each in declarations(Parameters)]).value_counts()

# %% [markdown]
# Any of them can be asked for by name, with its plausible range and its source.

# %%
print(typed("tup-sim parameters coaching_need"))

# %% [markdown]
# ## 3 Ask before you run
#
# The question, the arms, the outcomes and the smallest difference that matters are written down before you see a number. The first outcome is
# the one the question is about. In a real study leave out `warmup` and `weeks`, cut in week 52, and ask for more pairs.

# %%
question = """
title: {en: Sparing the coordinator, nl: De coördinator ontzien}
question:
  en: "Does sparing the coordinator keep volunteers coached when the budget is cut by a fifth, and who pays?"
  nl: "Blijven vrijwilligers gecoacht als de coördinator ontzien wordt bij een besparing van een vijfde, en wie betaalt dat?"
claims: [C145, C179]
base: open_house+peer
with: cut_20
set: {warmup: 13 weeks, cut.at: week 4, cut.announced: 0 weeks}
weeks: 56
factors:
  - name: spared
    label: {en: What the cut spares, nl: Wat de besparing ontziet}
    levels:
      - {name: nothing, label: {en: nothing in particular, nl: niets in het bijzonder}}
      - {name: coordinator, label: {en: the coordinator, nl: de coördinator}, with: protect_coordinator}
reference: {spared: nothing}
replications: 4
outcomes: [contact_ratio@late, core_met@late, professional_contact_hours_per_client@late]
smallest_difference: {contact_ratio@late: 0.05}  # below this nobody could tell by how volunteers are coached
figures:
  - {kind: weeks, outcomes: [contact_ratio]}
"""
(folder / "my_question.yaml").write_text(question, encoding="utf-8")

from tup_sim.files.experiments import load_experiment

experiment = load_experiment(str(folder / "my_question.yaml"))
pd.DataFrame(
    [{"number": p.number, **p.levels, "compared with": p.reference} for p in experiment.points]
).set_index("number").astype({"compared with": "Int64"})

# %% [markdown]
# How sharp will the answer be? In a terminal: `tup-sim plan my_question.yaml`, which also says how long it takes on your machine. The width is half
# of the interval that is to be expected; if it is wider than what matters, change the design now. Two pairs of runs give a rough guess.

# %%
from tup_sim.files.store import room
from tup_sim.study.planning import plan

planned = plan(experiment, jobs=1, size=room, pairs=2)
pd.DataFrame(
    {
        key.text: {
            "matters": each.smallest,
            "width with these runs": each.at_most,
            "pairs needed": each.needed,
        }
        for key, each in planned.expected.items()
    }
).T.round(3)

# %% [markdown]
# ## 4 Run
#
# Each run is kept at once. Broken off in any way, the same command goes on where it was. First the experiment checks itself: what has no
# cause yet may not have an effect.

# %%
print(typed("tup-sim experiment my_question.yaml --jobs 1"))

# %% [markdown]
# ## 5 Read
#
# The same in Python. The store has every run; `findings` sorts them by point of the design.

# %%
from tup_sim.files.kept import findings_kept
from tup_sim.files.store import ResultStore

with ResultStore(folder / "results", write=False) as store:
    findings = findings_kept(store, "my_question")
[(check.name, check.passed) for check in findings.checks]

# %% [markdown]
# One row per run: a tidy table, which `tup-sim results export my_question --csv FILE` writes for any other program.

# %%
runs = findings.comparison(0).runs
runs.query("outcome == 'contact_ratio' and window == 'late'")[["scenario", "replication", "value"]].round(3)

# %% [markdown]
# The table to publish: paired differences, because run 1 of both arms met the same luck. Give the interval and the number of pairs. `correlation` says how
# alike the shared luck made the arms, so why so few runs can tell. `clear` is False where the interval holds 0: a width, not a zero. Here volunteers get more
# coaching, and clients get less time of professionals. Clear is not yet large; and four pairs that happen to agree look surer than they are.

# %%
table = findings.comparison(0).differences
table = table[["outcome", "window", "base", "mean", "low", "high", "n", "correlation", "p_holm", "clear"]]
table.round(4)

# %% [markdown]
# One figure: how far coaching reaches what the work needs, week by week, on average over the runs. The line is the cut.

# %%
weekly = pd.concat([each.weekly for each in findings.found])
names = {point.scenario.name: point.levels["spared"] for point in experiment.points}
means = weekly.pivot_table(index="week", columns="scenario", values="value").rename(columns=names)
means = means.rename_axis(columns="the cut spares")
axes = means.plot(style=["-", "--"], figsize=(7, 3.2), xlabel="week", ylabel="contact ratio", ylim=(0, None))
cut = axes.axvline(4, color="grey", linewidth=0.8)

# %% [markdown]
# A brief for people who decide: one page that needs no network, with its pictures beside it. In a terminal: `tup-sim report my_question --lang en`, or `nl`.

# %%
from tup_sim.report.brief import write_brief

[path.name for path in write_brief(findings, "en", folder / "my_question_en.html")]

# %% [markdown]
# ## 6 Ask what it depends on
#
# All assumptions are moved at once over their plausible ranges. Does the difference keep its sign? Four worlds can only show what the answer looks like;
# a study takes two hundred (`tup-sim sweep`), or `worlds:` in the file of the experiment.

# %%
from tup_sim.study.results import Key
from tup_sim.study.sweep import sweep

usual, spared = (point.scenario for point in experiment.points)
[moved] = sweep([(usual, spared)], ["contact_ratio@late"], draws=4, unmoved=2, jobs=1)
spread = moved.spread(Key("contact_ratio", "late"))
print(len(moved.ranges), "assumptions were moved")
print(f"sign as in the runs above in {spread.sign.mean:.0%} of {spread.sign.n} worlds")
print(f"which may be anything from {spread.sign.low:.0%} to {spread.sign.high:.0%}: four worlds are few")

# %% [markdown]
# The worlds themselves: the difference, and the values of two of the assumptions behind it.

# %%
moved.draws[["draw", "contact_ratio@late", moved.ranges[0].path, moved.ranges[1].path]].round(3)

# %% [markdown]
# ## 7 Where it comes from
#
# What has to be known to make the results again. There is no name of a machine or a user in it, and no folder; kind of machine, commit and duration are there too.

# %%
manifest = json.loads(typed("tup-sim results show my_question --manifest"))
print(sorted(manifest))
print("TUP-sim", manifest["versions"]["tup_sim"], "with model", manifest["model"])
print("experiment file", manifest["inputs"]["experiment"][:16], "seed", manifest["seed"])

# %% [markdown]
# ## 8 Let others check it
#
# Whoever has the file and the version can make the results again. `reproduce` computes a sample of the runs anew and compares every number.

# %%
print(typed("tup-sim reproduce my_question --sample 2 --jobs 1"))

# %% [markdown]
# What to write in the methods section stands at the end of [the researcher's guide](../researchers_guide.md). This folder is not needed any more.

# %%
import shutil

shutil.rmtree(folder)
