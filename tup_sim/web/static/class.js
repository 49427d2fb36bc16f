// Makes the pages of a class pleasanter where scripts run; without them every form works as it stands.
"use strict";
(() => {
  const begun = new WeakMap();

  // The clock: the server says how many seconds are left, and this counts them.
  function tick() {
    for (const clock of document.querySelectorAll("[data-left]")) {
      if (!begun.has(clock)) begun.set(clock, Date.now());
      const left = Math.max(0, Number(clock.dataset.left) - Math.floor((Date.now() - begun.get(clock)) / 1000));
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      clock.classList.toggle("last", left <= 30);
    }
  }

  // The sum of what is chosen.
  function add(form) {
    const sum = form.querySelector(".sum");
    if (!sum) return;
    const points = [...form.querySelectorAll("[data-price]:checked")].reduce((all, box) => all + Number(box.dataset.price), 0);
    const too = points > Number(sum.dataset.most);
    sum.textContent = sum.dataset.text.replace("#", points) + (too ? ` ${sum.dataset.too}` : "");
    sum.classList.toggle("too", too);
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.entry");
    if (form) add(form);
  });

  // How many characters of a text are used.
  document.addEventListener("input", (event) => {
    const told = document.getElementById(event.target.getAttribute("aria-describedby"));
    if (told?.dataset.text && event.target.tagName === "TEXTAREA") told.textContent = told.dataset.text.replace("#", event.target.value.length);
  });

  const offline = (yes) => { document.getElementById("offline").hidden = !yes; };
  document.addEventListener("htmx:sendError", () => offline(true));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.xhr.status) offline(false); });

  for (const form of document.querySelectorAll("form.entry")) add(form);
  document.addEventListener("htmx:afterSwap", () => { tick(); for (const form of document.querySelectorAll("form.entry")) add(form); });
  setInterval(tick, 1000);
  tick();
})();
