/* The teacher's pages, livelier: clocks, keys, parts that change. Every page works without it. */
"use strict";
(() => {
  const data = document.body.dataset;
  const LATE = [60000, 120000, 180000], SAFETY = 5000, APART = 500, PATIENCE = 3000;
  const seen = new WeakMap(); // when a counter was first on the page, on the page's own clock
  const $$ = (what, root = document) => [...root.querySelectorAll(what)];
  const by = (id) => document.getElementById(id);

  // --- clocks and counters: the server says a state, the seconds between are counted here
  const words = (ms) => {
    const whole = Math.floor(Math.max(0, ms) / 1000);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  const gone = (one) => {
    if (!seen.has(one)) seen.set(one, performance.now());
    return one.dataset.run === "yes" ? performance.now() - seen.get(one) : 0;
  };
  const said = new Set();
  const say = (text) => { const place = by("said"); if (place && text) place.textContent = text; };
  const remind = (left, before) => {
    for (const [name, at] of [["five", 300000], ["one", 60000], ["ten", 10000]]) {
      if (before > at && left <= at && !said.has(name)) { said.add(name); say(data[name]); }
      if (left > at) said.delete(name);
    }
  };
  const last = new WeakMap();
  const tick = () => {
    let crossed = false;
    for (const one of $$("[data-since]")) {
      const now = Number(one.dataset.since) + gone(one);
      const before = last.get(one) ?? now;
      crossed = crossed || LATE.some((at) => before < at && now >= at);
      last.set(one, now);
      one.textContent = words(now);
    }
    for (const one of $$("[data-left]")) {
      const left = Math.max(0, Number(one.dataset.left) - gone(one));
      const before = last.get(one) ?? left;
      remind(left, before);
      crossed = crossed || (before > 0 && left === 0);
      last.set(one, left);
      one.textContent = words(Math.ceil(left / 1000) * 1000);
    }
    for (const one of $$("[data-gone]")) one.textContent = words(Number(one.dataset.gone) + gone(one));
    if (crossed) refresh();
  };

  // --- parts that changed: the page says what it has and gets the rest
  let asked = 0, waiting = false, due = false;
  const refresh = () => {
    if (!data.live || due) return;
    due = true;
    setTimeout(fetchParts, Math.max(0, asked + APART - performance.now()));
  };
  const fetchParts = async () => {
    due = false;
    if (waiting) { refresh(); return; }
    waiting = true;
    asked = performance.now();
    const has = $$("[data-v]").map((one) => `${one.id}.${one.dataset.v}`).join(",");
    try {
      const mark = data.live.includes("?") ? "&" : "?";
      const answer = await fetch(`${data.live}${mark}has=${encodeURIComponent(has)}`, {
        redirect: "error", headers: { "HX-Request": "true" },
      });
      if (answer.status === 403) { location.reload(); return; } // logged out: the way in asks again
      if (!answer.ok) throw new Error(String(answer.status));
      swapAll(await answer.text());
      lost(false);
    } catch { lost(true); } finally { waiting = false; }
  };
  // A stream that closes and comes back at once is no news to anybody.
  let losing = 0;
  const lost = (is) => {
    const place = by("lost");
    if (!place || is === losing > 0) return;
    clearTimeout(losing);
    losing = is ? setTimeout(() => { place.hidden = false; }, PATIENCE) : 0;
    if (!is) place.hidden = true;
  };
  const busy = (one) => {
    // Never take away what somebody is typing in, or a question that waits for an answer.
    const active = document.activeElement;
    const typing = one.contains(active) && active.matches("input:not([type=hidden]), textarea, select");
    return typing || one.querySelector("details.sure[open]") !== null;
  };
  const swapAll = (text) => {
    const holder = document.createElement("template");
    holder.innerHTML = text;
    const parts = [...holder.content.children]
      .map((one) => one.tagName === "TEMPLATE" ? one.content.firstElementChild : one);
    for (const fresh of parts.filter(Boolean)) swap(fresh);
    follow();
    tick();
  };
  const swap = (fresh) => {
    const old = by(fresh.id);
    if (!old) {
      const into = fresh.dataset.into && by(fresh.dataset.into);
      if (into) into.append(fresh); else location.reload();
      return;
    }
    if (busy(old)) return;
    const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    ready(fresh);
    const again = focus && by(focus);
    if (again) again.focus({ preventScroll: true });
  };
  const follow = () => {
    const place = by("follow");
    if (!place || document.body.classList.contains("blank")) return;
    const wanted = place.dataset.page, sealed = data.sealed === "yes";
    if (sealed ? place.dataset.revealed === "yes" : wanted && data.at && wanted !== data.at) {
      const way = new URL(location.href);
      if (wanted) way.searchParams.set("page", wanted);
      if (wanted || sealed) location.replace(way);
    }
  };
  const listen = () => {
    const source = new EventSource(data.stream);
    source.addEventListener("class", refresh);
    source.addEventListener("open", () => { lost(false); refresh(); });
    source.addEventListener("error", () => lost(true));
  };

  // --- sending without leaving the page; where that fails the browser sends as ever
  const send = async (form) => {
    const button = form.querySelector("button[type=submit]");
    if (button) button.disabled = true;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "follow" });
      if (!answer.ok) { refused(form, await answer.text()); return; }
      const asks = form.closest("details.sure");
      if (asks) asks.open = false;
      if (button) button.disabled = false;
      refresh();
    } catch {
      // The answer is unknown: show what the server says now, never send twice.
      location.reload();
    }
  };
  const refused = (form, text) => {
    const found = new DOMParser().parseFromString(text, "text/html").querySelector("[role=alert], main");
    const place = by("refused");
    place.textContent = found ? found.textContent.trim() : "";
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
    for (const button of $$("button", form)) button.disabled = false;
    refresh();
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (data.keys === "monitor" && form.matches("form[action$='/act']")) {
      event.preventDefault();
      send(form);
    }
  });
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) {
      const asks = close.closest("details");
      asks.open = false;
      asks.querySelector("summary").focus();
    }
    if (event.target.closest("[data-blank]")) blank();
  });
  const ready = (root) => { for (const one of $$("[data-close], [data-blank]", root)) one.hidden = false; };

  // --- a panel that moves somebody says whether the seat that is chosen is taken
  const taken = (form) => {
    const hint = form?.querySelector("[data-taken]");
    if (!hint) return;
    const place = `${Number(form.elements.table.value)}.${form.elements.seat.value}`;
    const names = place === hint.dataset.own ? "" : JSON.parse(by("held").dataset.held)[place] ?? "";
    hint.textContent = names && hint.dataset.taken.replace("#", names);
    hint.hidden = !names;
  };
  document.addEventListener("input", (event) => taken(event.target.form));
  document.addEventListener("toggle", (event) => taken(event.target.querySelector("form")), true);

  // --- keys, only while no field has the focus
  const keysOn = () => { const box = by("keys"); return !box || box.checked; };
  const blank = () => document.body.classList.toggle("blank");
  const nextStalled = () => {
    const some = $$("tbody [data-stall]");
    if (!some.length) return;
    const at = some.indexOf(document.activeElement);
    const one = some[(at + 1) % some.length];
    one.focus();
    one.scrollIntoView({ block: "nearest" });
  };
  const step = (rows) => {
    const some = $$("[data-row]");
    const at = some.indexOf(document.activeElement);
    if (at < 0) return false;
    some[Math.min(some.length - 1, Math.max(0, at + rows))].focus();
    return true;
  };
  const press = (key) => {
    const one = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!one) return false;
    one.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.sure[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (step(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!keysOn() || !["p", "n", "t", "b", "ArrowLeft", "ArrowRight"].includes(key)) return;
    if (key.startsWith("Arrow") && event.target.closest("[tabindex='0'], input[type=radio]")) return;
    if (key === "n" ? (nextStalled(), data.keys === "monitor") : press(key)) event.preventDefault();
  });

  // --- what this browser remembers: only whether keys are wanted
  for (const box of $$("[data-remember]")) {
    const name = `pourparlers.${box.dataset.remember}`;
    try { box.checked = localStorage.getItem(name) !== "no"; } catch { /* storage may be forbidden */ }
    box.addEventListener("change", () => {
      try { localStorage.setItem(name, box.checked ? "yes" : "no"); } catch { /* then for this page only */ }
    });
  }
  ready(document);
  document.addEventListener("htmx:afterSwap", () => ready(document));
  tick();
  setInterval(tick, 1000);
  if (data.live) setInterval(() => { if (!document.hidden) refresh(); }, SAFETY);
  if (data.stream) listen();
})();
