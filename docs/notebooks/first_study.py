# %% [markdown]
# # A first study, from the install to a table
#
# The steps of [the researcher's guide](../researchers_guide.md) with their output. Everything here is kept short, so that it runs in a
# minute or so: a year, four pairs of runs, four worlds. That is enough to see the way and too little for a conclusion.
#
# Made from `first_study.py` by `make notebook`; change that file, not this one.
#
# Made with model `75950f4b90657efd`, 2026-12-01.

# %% [markdown]
# ## 1 Install, and see that it is the model you cite
#
# `make setup` in the folder of the project, or `pip install -r requirements.lock` and `pip install --no-deps -e .`. The version belongs in your paper.

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import tup_sim

tup_sim.__version__

# %% [markdown]
# All files of this study go into a folder of their own. Everything below is Python; the command line has the same words.

# %%
folder = Path(mkdtemp())

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
numbers = tup_sim.parameter_table()
numbers["kind"].value_counts()

# %% [markdown]
# Any of them can be asked for by name, with its plausible range and its source.

# %%
numbers[numbers["path"].str.startswith("coaching_need.")][["path", "default", "unit", "plausible", "sources"]]

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
file = folder / "my_question.yaml"
characters = file.write_text(question, encoding="utf-8")

# %% [markdown]
# A `dict` with the same headings does as well as a file. How sharp will the answer be? (`planned.seconds(4)` says how long it takes on your machine.) The width is half of the interval that is to be expected; if it is wider than what matters, change the design now. Two pairs of runs give a rough guess.

# %%
planned = tup_sim.plan(file, jobs=1, pairs=2)
planned.to_frame().round(3)

# %% [markdown]
# ## 4 Run
#
# Each run is kept at once. Broken off in any way, the same call goes on where it was. First the experiment checks itself: what has no
# cause yet may not have an effect.

# %%
answer = tup_sim.experiment(file, folder / "results", jobs=1)
answer

# %% [markdown]
# ## 5 Read
#
# What was kept is found again by its name, also in another session: `tup_sim.results(folder)["my_question"]`. The experiment checked itself:

# %%
tup_sim.results(folder / "results")["my_question"].checks

# %% [markdown]
# One row per run: a tidy table for any other program.

# %%
runs = answer.runs
runs.query("outcome == 'contact_ratio' and window == 'late'")[["scenario", "replication", "value"]].round(3)

# %% [markdown]
# The table to publish: paired differences, because run 1 of both arms met the same luck. Give the interval and the number of pairs. `correlation` says how
# alike the shared luck made the arms, so why so few runs can tell. `verdict` holds the interval against the smallest difference that matters; "cannot tell" is
# a width, not a zero. Four pairs that happen to agree look surer than they are.

# %%
table = answer.to_frame()[["outcome", "mean", "low", "high", "n", "correlation", "p_holm", "verdict"]]
table.round(4)

# %% [markdown]
# One figure: how far coaching reaches what the work needs, week by week, on average over the runs. The line is the cut.

# %%
weekly = answer.weekly.query("outcome == 'contact_ratio'")
means = weekly.pivot_table(index="week", columns="scenario", values="value")
axes = means.plot(style=["-", "--"], figsize=(7, 3.2), xlabel="week", ylabel="contact ratio", ylim=(0, None))
cut = axes.axvline(4, color="grey", linewidth=0.8)

# %% [markdown]
# A brief for people who decide: one page that needs no network, with its pictures beside it. Dutch with `lang="nl"`.

# %%
[path.name for path in answer.report(folder / "my_question_en.html")]

# %% [markdown]
# ## 6 Ask what it depends on
#
# All assumptions are moved at once over their plausible ranges. Does the difference keep its sign? Four worlds can only show what the answer looks like;
# a study takes two hundred, or `worlds:` in the file of the experiment.

# %%
usual, spared = (found.scenario for found in answer.findings.found)
moved = tup_sim.sensitivity(usual, ["contact_ratio@late"], against=spared, draws=4, unmoved=2, jobs=1)
spread = moved.spread("contact_ratio@late")
print(len(moved.ranges), "assumptions were moved")
print(f"sign as in the runs above in {spread.sign.mean:.0%} of {spread.sign.n} worlds")
print(f"which may be anything from {spread.sign.low:.0%} to {spread.sign.high:.0%}: four worlds are few")

# %% [markdown]
# The worlds themselves: the difference, and the values of two of the assumptions behind it.

# %%
moved.draws[["draw", "contact_ratio@late", moved.ranges[0].path, moved.ranges[1].path]].round(3)

# %% [markdown]
# ## 7 Ask why it happened
#
# Averages hide people. The history of the first volunteer who left disappointed after the cut, in the first run:

# %%
told = tup_sim.story(usual, exit="disappointed")
told.to_frame().tail(8)

# %% [markdown]
# ## 8 Where it comes from
#
# What has to be known to make the results again. There is no name of a machine or a user in it, and no folder; kind of machine, commit and duration are there too.

# %%
manifest = answer.manifest
print(sorted(manifest))
print("TUP-sim", manifest["versions"]["tup_sim"], "with model", manifest["model"])
print("experiment file", manifest["inputs"]["experiment"][:16], "seed", manifest["seed"])

# %% [markdown]
# ## 9 Let others check it
#
# Whoever has the file and the version can make the results again. `reproduce` computes a sample of the runs anew and compares every number.

# %%
again = answer.reproduce(2, jobs=1)
if not again.deviations:
    print(f"{len(again.runs)} runs computed again: all {again.numbers} numbers are the same, bit for bit")

# %% [markdown]
# What to write in the methods section stands at the end of [the researcher's guide](../researchers_guide.md). This folder is not needed any more.

# %%
import shutil

shutil.rmtree(folder)
