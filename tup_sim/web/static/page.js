// Makes the page pleasanter where scripts run; without them every form works as it stands.
"use strict";
(() => {
  const dispatch = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));

  function tell(slider, value) {
    slider.value = value;
    slider.setAttribute("aria-valuetext", `${Number(value).toLocaleString(document.documentElement.lang)} ${slider.dataset.unit}`);
  }

  for (const slider of document.querySelectorAll("input[data-slides]")) {
    const box = document.getElementById(slider.dataset.slides);
    slider.hidden = false;
    slider.addEventListener("input", () => { box.value = slider.value; tell(slider, slider.value); });
    slider.addEventListener("change", (event) => { event.stopPropagation(); dispatch(box); });
    box.addEventListener("input", () => tell(slider, box.value));
    box.addEventListener("change", () => tell(slider, box.value));
  }

  for (const button of document.querySelectorAll("button.step")) {
    const box = document.getElementById(button.dataset.for);
    button.hidden = false;
    button.addEventListener("click", () => {
      if (button.dataset.way === "1") box.stepUp(); else box.stepDown();
      dispatch(box);
    });
  }

  for (const find of document.querySelectorAll("input[data-finds]")) {
    find.parentElement.hidden = false;
    find.addEventListener("input", () => {
      const word = find.value.toLowerCase();
      for (const label of document.getElementById(find.dataset.finds).children) {
        label.hidden = !label.textContent.toLowerCase().includes(word) && !label.querySelector("input").checked;
      }
    });
    find.addEventListener("change", (event) => event.stopPropagation());
  }

  // The back button shows the page as it was: levers and answer together.
  window.addEventListener("popstate", () => window.location.reload());
})();
