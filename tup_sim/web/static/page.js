// Makes the page pleasanter where scripts run; without them every form works as it stands.
"use strict";
(() => {
  const dispatch = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));
  const written = (value) => Number(value).toLocaleString(document.documentElement.lang, { useGrouping: false });
  const sliderOf = (id) => document.querySelector(`input[data-slides="${id}"]`);
  const changing = new Set(); // boxes that were changed since what is in them was sent

  function tell(slider, value) {
    slider.value = value;
    slider.setAttribute("aria-valuetext", `${written(slider.value)} ${slider.dataset.unit}`);
  }

  // What is no plain number is for the server to understand, which says it back.
  function follow(slider, box) {
    const value = Number(box.value.replace(",", "."));
    if (box.value.trim() && !Number.isNaN(value)) tell(slider, value);
  }

  function put(box, value) {
    box.value = written(value);
    changing.add(box);
  }

  for (const slider of document.querySelectorAll("input[data-slides]")) {
    const box = document.getElementById(slider.dataset.slides);
    slider.hidden = false;
    slider.addEventListener("input", () => { put(box, slider.value); tell(slider, slider.value); });
    slider.addEventListener("change", (event) => { event.stopPropagation(); dispatch(box); });
    box.addEventListener("input", () => { changing.add(box); follow(slider, box); });
  }

  for (const button of document.querySelectorAll("button.step")) {
    const box = document.getElementById(button.dataset.for);
    button.hidden = false;
    button.addEventListener("click", () => {
      const slider = sliderOf(box.id);
      if (button.dataset.way === "1") slider.stepUp(); else slider.stepDown();
      put(box, slider.value);
      tell(slider, slider.value);
      dispatch(box);
    });
  }

  // Who waits for an answer is told that nobody works on it any more, for as long as that is so.
  const gone = (is) => { document.getElementById("gone").hidden = !is; };
  document.addEventListener("htmx:sendError", () => gone(true));
  document.addEventListener("htmx:beforeSwap", () => gone(false));

  // Who presses the button of an answer is brought to it, or to what is wrong; who leaves a box stays where they are.
  let pressed = false;
  document.addEventListener("submit", (event) => {
    pressed = event.target.id === "levers" && !document.activeElement.matches("input");
  });
  function come() {
    pressed = false;
    const wrong = document.querySelector("#wrong [role=alert]");
    const there = wrong || document.getElementById("found");
    there.setAttribute("tabindex", "-1");
    there.focus({ preventScroll: true });
    there.scrollIntoView();
  }
  (document.querySelector("[role=alert][tabindex]") || document.querySelector("#said:target"))?.focus();

  document.addEventListener("htmx:beforeRequest", (event) => { if (event.target.id === "levers") changing.clear(); });

  // What was understood of a box stands beside it: in words, and as the box and its slider have it from then on.
  document.addEventListener("htmx:afterSettle", () => {
    if (pressed) come();
    for (const said of document.querySelectorAll("[id^=s-]")) {
      const box = document.getElementById(`l-${said.id.slice(2)}`);
      box.setAttribute("aria-invalid", said.classList.contains("wrong"));
      if (!said.dataset.text || changing.has(box)) continue;
      box.value = said.dataset.text;
      tell(sliderOf(box.id), said.dataset.at);
    }
  });

  for (const find of document.querySelectorAll("input[data-finds]")) {
    find.parentElement.hidden = false;
    find.addEventListener("input", () => {
      const word = find.value.toLowerCase();
      for (const group of document.getElementById(find.dataset.finds).children) {
        const all = [...group.querySelectorAll("label")];
        const named = group.querySelector("summary").textContent.toLowerCase().includes(word);
        const chosen = all.some((label) => label.querySelector("input").checked);
        for (const label of all) {
          label.hidden = !named && !label.textContent.toLowerCase().includes(word) && !label.querySelector("input").checked;
        }
        group.hidden = all.every((label) => label.hidden);
        group.open = chosen || Boolean(word);
      }
    });
    find.addEventListener("change", (event) => event.stopPropagation());
  }

  // The back button shows the page as it was: levers and answer together.
  window.addEventListener("popstate", () => window.location.reload());
})();
