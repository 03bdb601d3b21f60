/* The student's pages come alive: a stream, drafts, one key a submission, a clock. All works without. */
"use strict";
(() => {
  const root = document.documentElement, body = document.body, data = body.dataset;
  root.classList.add("js");
  const one = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const uuid = () => crypto.randomUUID ? crypto.randomUUID()
    : [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const store = {
    get(key) { try { return sessionStorage.getItem(key); } catch { return null; } },
    set(key, value) {
      try {
        if (value === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, value);
      } catch { /* a private window may keep nothing */ }
    },
  };

  /* --- what is said aloud, what is shown of trouble --- */
  const said = one("#said");
  const say = (text) => { if (said && text) said.textContent = text; };
  const trouble = (text, label = "", act = null) => {
    const box = one("#offline");
    if (!box) return;
    box.hidden = !text;
    box.textContent = text;
    if (text && act) {
      const button = document.createElement("button");
      button.type = "button"; button.textContent = label; button.addEventListener("click", act);
      box.append(" ", button);
    }
  };
  // What could not be sent waits by its form, whatever else fails, and goes by itself once something
  // comes back: its key makes it count once. After a few tries in vain the button is left.
  const unsent = new Map();
  const TRIES_MOST = 5;
  const passing = (text) => {
    if (!unsent.size) trouble(text);
    else if (!text) for (const [form, act] of [...unsent]) if (Number(form.dataset.tries) < TRIES_MOST) act();
  };

  /* --- drafts: kept in the tab until they are sent --- */
  const draftOf = (form) => `draft ${location.pathname} ${form.id}`;
  const isKept = (field) => field.name && field.type !== "hidden" && field.type !== "submit";
  const keep = (form) => {
    const found = [...form.elements].filter(isKept)
      .filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]);
    store.set(draftOf(form), JSON.stringify(found));
  };
  const bring = (form) => {
    let found;
    try { found = JSON.parse(store.get(draftOf(form)) || "null"); } catch { found = null; }
    if (!found) return;
    for (const [name, value] of found) put(form, name, value);
  };
  const put = (form, name, value) => {
    for (const field of form.elements) {
      if (field.name !== name || field.type === "hidden") continue;
      if (field.type === "radio") field.checked = field.value === value; else field.value = value;
    }
  };
  const drafts = ["#draft", "#say", "[data-draft]"].flatMap((what) => all(what));
  for (const form of drafts) {
    bring(form);
    form.addEventListener("input", () => keep(form));
    if (form.matches("[data-draft]")) form.addEventListener("submit", () => store.set(draftOf(form), null));
  }

  const to = one("#say-to");
  const aim = () => {
    const said = to?.selectedOptions[0]?.dataset.send;
    if (said) one("#say button").textContent = said;
  };
  // One word in public does not make the next one public: who wrote privately does so again.
  const quietly = () => {
    if (!to.value) for (const pick of to.options) pick.selected = pick.defaultSelected;
    aim();
  };
  to?.addEventListener("change", aim);
  aim();

  /* --- numbers: a slider and two buttons walk along the options of their field --- */
  const options = (field) => field.dataset.options.split(" ");
  const placeOf = (field) => {
    const typed = Number(field.value.trim().replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));
    const found = options(field).map(Number);
    let best = 0;
    found.forEach((value, at) => { if (Math.abs(value - typed) < Math.abs(found[best] - typed)) best = at; });
    return Number.isFinite(typed) ? best : 0;
  };
  const slide = (field) => {
    const range = one(`input[type="range"][data-for="${field.id}"]`);
    if (range) range.value = String(placeOf(field));
  };
  const walk = (field, place) => {
    const list = options(field);
    field.value = list[Math.max(0, Math.min(list.length - 1, place))];
    slide(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const field of all("input[data-options]")) {
    slide(field);
    field.addEventListener("input", () => slide(field));
    const range = one(`input[type="range"][data-for="${field.id}"]`);
    range?.addEventListener("input", (event) => {
      event.stopPropagation();
      walk(field, Number(range.value));
    });
    for (const button of all(`button[data-for="${field.id}"]`)) {
      button.addEventListener("click", () => walk(field, placeOf(field) + Number(button.dataset.step)));
    }
  }

  /* --- putting new parts in the place of old ones; never under somebody's hands --- */
  const isBusy = (old) => {
    const active = document.activeElement;
    if (active && old.contains(active) && active.matches("input, select, textarea")) return true;
    return old.matches("#moves") && !!one("details[open] :is(select, textarea)", old)
      && !!one("details[open]", old)?.contains(active);
  };
  const late = new Map();
  const swap = (old, fresh) => {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    const open = all("details[open][id]", old).map((found) => found.id);
    const readsBack = old.matches(".talk-list")
      && old.scrollTop + old.clientHeight < old.scrollHeight - 40;
    const scrolled = readsBack ? old.scrollTop : null;
    old.replaceWith(fresh);
    for (const id of open) { const again = document.getElementById(id); if (again) again.open = true; }
    if (focused) document.getElementById(focused)?.focus();
    if (fresh.matches(".talk-list")) fresh.scrollTop = scrolled ?? fresh.scrollHeight;
  };
  // A page of other parts begins at its top, not where somebody had scrolled to or jumped in the old.
  const anew = () => {
    history.scrollRestoration = "manual";
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    location.reload();
  };
  window.addEventListener("load", () => setTimeout(() => { history.scrollRestoration = "auto"; }));
  const renew = (html, answered = false) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const before = one("#turn")?.dataset ?? {};
    const clock = one("#clock", parsed);
    // Another phase, another seat, talks that are over: a page of other parts, so it comes whole.
    if (clock && clock.dataset.shape !== one("#clock")?.dataset.shape) {
      if (data.quiet) trouble(data.wentOn, data.there, () => location.assign(data.seat)); else anew();
      return;
    }
    for (const fresh of all("[hx-swap-oob]", parsed)) {
      const old = document.getElementById(fresh.id);
      // A refusal stays until something else is sent; that of a pause goes when the class goes on.
      const over = clock && !clock.dataset.paused && old?.querySelector("[data-pause]");
      if (fresh.id === "result" && !answered && !over) continue;
      fresh.removeAttribute("hx-swap-oob");
      if (!old || old.outerHTML === fresh.outerHTML) { late.delete(fresh.id); continue; }
      if (isBusy(old)) late.set(fresh.id, fresh); else { late.delete(fresh.id); swap(old, fresh); }
    }
    after(before);
  };
  document.addEventListener("focusout", () => setTimeout(() => {
    for (const [id, fresh] of late) {
      const old = document.getElementById(id);
      if (old && !isBusy(old)) { late.delete(id); swap(old, fresh); }
    }
  }));
  const title = document.title;
  const after = (before) => {
    for (const figure of all("[id^=figure-]")) {
      one(`#${figure.id.replace("figure", "number")}`)?.setAttribute("aria-invalid", !!figure.dataset.wrong);
    }
    const turn = one("#turn"), mute = one("#say-muted");
    if (mute) one("#say fieldset").disabled = !!mute.dataset.shut;
    if (turn) {
      const mine = turn.dataset.mine === "1";
      document.title = mine ? `${data.yourTurn} ${title}` : title;
      if (before && turn.dataset.say !== before.say) say(turn.dataset.say);
      for (const field of all('#draft input[name="seen"], #say input[name="seen"]')) {
        field.value = turn.dataset.k;
      }
      if (before && turn.dataset.offer && turn.dataset.offer !== before.offer) arrived(turn.dataset.offer);
      // The builder's fields are the student's; what stands around them follows the table.
      if (before && turn.dataset.k !== before.k) worth();
    }
    ticks();
  };
  const arrived = (number) => {
    const box = one("#arrived"), form = one("#draft");
    if (!box || !form || !store.get(draftOf(form))) return;
    const [row, text, link, button] = ["div", "strong", "a", "button"]
      .map((name) => document.createElement(name));
    row.className = "arrived-row";
    text.textContent = data.arrived.replace("#", number);
    link.href = "#offers"; link.className = "button"; link.textContent = data.compare;
    button.type = "button"; button.textContent = data.keep;
    button.addEventListener("click", () => { box.hidden = true; });
    row.append(text, link, button);
    box.replaceChildren(row);
    box.hidden = false;
  };

  /* --- asking the server; what is not answered is asked again with the same key --- */
  const ask = async (address, fields = null) => {
    const controller = new AbortController(), timer = setTimeout(() => controller.abort(), 10000);
    try {
      const answer = await fetch(address, {
        method: fields ? "POST" : "GET", body: fields, credentials: "same-origin", signal: controller.signal,
        headers: { "HX-Request": "true" },
      });
      return { text: await answer.text(), status: answer.status };
    } finally { clearTimeout(timer); }
  };
  const refresh = async () => {
    try {
      const answer = await ask(`${data.seat}/live?k=${one("#turn")?.dataset.k ?? 0}`);
      if (answer.status === 403) { anew(); return; }
      if (answer.status === 200) { if (!data.quiet) passing(""); renew(answer.text); }
    } catch { passing(data.offline); }
  };

  const send = async (form, submitter) => {
    if (form.dataset.sending) return;
    const fields = new URLSearchParams(new FormData(form));
    if (submitter?.name) fields.set(submitter.name, submitter.value);
    form.dataset.key ||= uuid();
    fields.set("key", form.dataset.key);
    form.dataset.sending = "1";
    unsent.delete(form);
    one(".unsent", form)?.remove();
    try {
      const answer = await ask(form.action, fields);
      if (answer.status >= 500) throw new Error(String(answer.status));
      delete form.dataset.key; delete form.dataset.tries;
      passing("");
      renew(answer.text, true);
      const refused = one("#result .alert");
      if (!refused && answer.status < 400) done(form);
      else if (answer.status >= 400) location.reload();
    } catch {
      const note = document.createElement("p");
      note.className = "unsent"; note.setAttribute("role", "alert"); note.textContent = data.unsent;
      form.append(note);
      form.dataset.tries = Number(form.dataset.tries ?? 0) + 1;
      unsent.set(form, () => send(form, submitter));
      trouble(data.offline, data.retry, () => { for (const act of [...unsent.values()]) act(); });
    } finally { delete form.dataset.sending; }
  };
  // What was changed since is something else: nobody but its author sends it, under a key of its own.
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.dataset.key || form.dataset.sending) return;
    delete form.dataset.key; delete form.dataset.tries;
    if (unsent.delete(form) && !unsent.size) trouble("");
  });
  const done = (form) => {
    store.set(draftOf(form), null);
    if (form.id === "say") { one("textarea", form).value = ""; one("textarea", form).focus(); quietly(); }
    if (form.id === "draft") { one("#arrived").hidden = true; worth(); }
    const details = form.closest("details");
    if (details) details.open = false;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-send]")) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  /* --- what the draft is worth: the server reckons, 150 ms after the last change --- */
  const draft = one("#draft");
  let waiting = 0, asked = 0;
  const worth = () => {
    if (!draft) return;
    clearTimeout(waiting);
    one("#totals")?.classList.add("waits");
    waiting = setTimeout(async () => {
      const turn = ++asked;
      try {
        const answer = await ask(draft.dataset.worth, new URLSearchParams(new FormData(draft)));
        if (turn !== asked) return;
        if (answer.status === 200) renew(answer.text);
        else if (answer.status === 429) worth();
      } catch { /* the last value stays, dimmed */ }
    }, 150);
  };
  draft?.addEventListener("input", worth);
  if (draft && store.get(draftOf(draft))) worth();
  document.addEventListener("click", (event) => {
    const copy = event.target.closest("#copy");
    if (!copy) return;
    for (const pair of copy.dataset.copy.split(";")) {
      const at = pair.indexOf("=");
      put(draft, `package.${pair.slice(0, at)}`, pair.slice(at + 1));
    }
    for (const field of all("input[data-options]", draft)) slide(field);
    draft.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* --- the clock: one time from the server, counted on here, silent but at three moments --- */
  let ends = 0, told = 0;
  const MARKS = [300, 60, 10];
  const ticks = () => {
    const clock = one("#clock");
    if (!clock) return;
    clock.classList.toggle("paused", clock.dataset.paused === "1");
    ends = clock.dataset.left ? performance.now() + Number(clock.dataset.left) : 0;
  };
  setInterval(() => {
    const clock = one("#clock"), face = one("#clock .clock");
    if (!face || !ends || clock.dataset.paused === "1") return;
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const mark = MARKS.find((at) => at === left);
    if (mark && told !== mark) {
      told = mark;
      say(mark >= 60 ? data.minutes.replace("#", mark / 60) : data.seconds.replace("#", mark));
    }
  }, 250);

  /* --- the stream: it comes back by itself, and gives way to a newer tab --- */
  let stream = null, wait = 500, soon = 0, beats = 0;
  const SILENT_MS = 25000; // the server says something every ten seconds
  const close = () => { stream?.close(); stream = null; clearTimeout(beats); };
  const heard = () => {
    clearTimeout(beats);
    beats = setTimeout(() => { passing(data.offline); open(); refresh(); }, SILENT_MS);
  };
  const later = () => { heard(); clearTimeout(soon); soon = setTimeout(refresh, 30); };
  const open = () => {
    close();
    if (!data.seat || !window.EventSource) return;
    stream = new EventSource(`${data.seat}/stream?last=${one("#turn")?.dataset.last ?? ""}`);
    heard();
    stream.addEventListener("open", () => { wait = 500; passing(""); heard(); });
    stream.addEventListener("beat", heard);
    stream.addEventListener("view", later);
    stream.addEventListener("class", later);
    stream.addEventListener("taken", () => {
      close();
      trouble(data.taken, data.here, () => { trouble(""); open(); refresh(); });
    });
    stream.addEventListener("error", () => {
      close();
      passing(data.offline);
      setTimeout(() => { open(); refresh(); }, wait + Math.random() * 250);
      wait = Math.min(wait * 2, 8000);
    });
  };
  // What is read beside the table, in a tab of its own perhaps, leaves the stream to the table.
  const QUIET_MS = 7000; // within the ten seconds after which somebody is away
  const follow = () => {
    if (!data.seat) return;
    if (data.quiet) setInterval(refresh, QUIET_MS);
    else open();
  };
  const again = () => { if (!data.quiet) open(); refresh(); };
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  window.addEventListener("online", () => { if (data.seat) again(); });
  window.addEventListener("offline", () => passing(data.offline));

  /* --- small comforts --- */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-opens]");
    if (!link) return;
    const found = one(link.getAttribute("href"));
    if (found) { found.open = true; one("summary", found)?.focus(); }
  });
  const tabs = all(".tabs a");
  const near = () => {
    const tops = tabs.map((tab) => one(tab.getAttribute("href"))?.getBoundingClientRect().top ?? Infinity);
    let at = 0;
    tops.forEach((top, place) => { if (top < innerHeight / 2 && top > tops[at] - 1) at = place; });
    tabs.forEach((tab, place) => {
      if (place === at) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    });
  };
  // One button is gold: the bar's gives way where the one it leads to is in sight.
  const golden = () => {
    const box = one("#send-offer")?.getBoundingClientRect();
    const seen = !!box && box.top < innerHeight - one(".bottom").offsetHeight
      && box.bottom > one(".bar").offsetHeight;
    body.classList.toggle("sending", seen);
  };
  if (tabs.length) {
    for (const moved of [near, golden]) window.addEventListener("scroll", moved, { passive: true });
  }
  // The tabs give their row to whoever types: a keyboard has taken a part of the screen.
  const seen = window.visualViewport;
  let wide = 0, tallest = 0;
  seen?.addEventListener("resize", () => {
    const tall = seen.height * seen.scale;
    if (wide !== innerWidth) { wide = innerWidth; tallest = 0; }
    tallest = Math.max(tallest, tall);
    body.classList.toggle("typing", tall < tallest - 150);
  });
  if (seen) { wide = innerWidth; tallest = seen.height * seen.scale; }
  const list = one(".talk-list");
  if (list) list.scrollTop = list.scrollHeight;

  after(null);
  follow();
})();
