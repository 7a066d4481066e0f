// What the pages do beyond HTML: save drafts by themselves, warn before typed text is lost, and put
// the focus where an error stands. Every page works without it.
"use strict";

const SAVE_DELAY_MS = 1500;

/**
 * A form with `data-autosave` sends what is typed to that address, and says when it is saved. What
 * is typed also stays in the tab until the form was taken: a session that ends, a server that is
 * gone or a lost line costs nothing.
 */
function autosave(form) {
  const key = `typed ${form.dataset.autosave}`;
  const status = form.querySelector("[data-autosave-status]");
  let timer;
  let dirty = false;
  const say = (text) => {
    if (status) status.textContent = text;
  };
  const keep = (sent) => sessionStorage.setItem(key, JSON.stringify({ sent, fields: typed(form) }));
  const save = async () => {
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual" });
      if (answer.type === "opaqueredirect") {
        say("登录已失效：内容保留在本页，保存时请重新登录");
      } else if (answer.ok) {
        dirty = false;
        say("草稿已保存");
      } else {
        say("草稿暂未保存，请稍后再试；内容保留在本页");
      }
    } catch {
      say("网络不通，草稿暂未保存；内容保留在本页");
    }
  };
  if (restore(form, key)) {
    say("已恢复上次未保存的内容，请核对后保存");
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.addEventListener("input", () => {
    dirty = true;
    keep(false);
    say("正在保存草稿…");
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    dirty = false;
    keep(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}

/** The fields a person types into, in order; what the server put there is not theirs. */
function controls(form) {
  return [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "file");
}

function typed(form) {
  return controls(form).map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? field.checked : field.value]);
}

/** Puts back what the tab kept of a form whose fields are still the same; says whether it did. */
function restore(form, key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  const fields = controls(form);
  const same = kept?.fields.length === fields.length && fields.every((field, index) => field.name === kept.fields[index][0]);
  if (!same) return false;
  // An answer with errors already holds what was sent.
  if (form.querySelector("[aria-invalid]") || document.getElementById("errors")) return false;
  let changed = false;
  fields.forEach((field, index) => {
    const value = kept.fields[index][1];
    if (typeof value === "boolean") {
      changed ||= field.checked !== value;
      field.checked = value;
    } else {
      changed ||= field.value !== value;
      field.value = value;
    }
  });
  return changed;
}

/** A page of a signed-in person without the form: what was sent has been taken. */
function forgetSent() {
  if (!document.querySelector(".person")) return;
  const here = [...document.querySelectorAll("form[data-autosave]")].map((form) => `typed ${form.dataset.autosave}`);
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith("typed ") || here.includes(key)) continue;
    if (JSON.parse(sessionStorage.getItem(key)).sent) sessionStorage.removeItem(key);
  }
}

/**
 * A textarea with `data-figures` becomes an editor in which tied figures are chips: they can be moved
 * or deleted, never changed, and lead to their source. The textarea stays what is sent.
 */
function figures(area) {
  const sources = JSON.parse(area.form.dataset.sources);
  const editor = document.createElement("div");
  editor.className = "figures-editor";
  editor.contentEditable = "plaintext-only";
  if (editor.contentEditable !== "plaintext-only") editor.contentEditable = "true";
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  editor.setAttribute("aria-label", area.labels[0].innerText);
  editor.append(...pieces(area.value, sources));
  editor.addEventListener("input", () => {
    area.value = tokens(editor);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  editor.addEventListener("click", (event) => {
    const chip = event.target.closest("a.tied");
    if (chip) window.open(chip.href, "_blank", "noopener");
  });
  // A label leads to the editor, an error in the summary as well.
  area.labels[0].addEventListener("click", () => editor.focus());
  area.addEventListener("focus", () => editor.focus());
  area.classList.add("replaced");
  area.tabIndex = -1;
  area.setAttribute("aria-hidden", "true");
  area.after(editor);
}

/** Text with tokens as words and chips. */
function pieces(text, sources) {
  return text.split(/(\{\{[^}]*\}\})/).filter(Boolean).map((part) => {
    const token = part.match(/^\{\{([^:|}]+)[^|}]*\|(.*)\}\}$/);
    if (!token) return document.createTextNode(part);
    const [words, address] = sources[token[1]] ?? ["", ""];
    const chip = document.createElement("a");
    chip.className = "tied";
    chip.textContent = token[2];
    chip.title = `取自${words}`;
    chip.href = address || "#";
    chip.contentEditable = "false";
    chip.dataset.token = part;
    return chip;
  });
}

/** What the editor holds, as text with tokens. */
function tokens(node) {
  return [...node.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return child.data;
    if (child.dataset?.token) return child.dataset.token;
    if (child.nodeName === "BR") return "\n";
    const inner = tokens(child);
    return child.nodeName === "DIV" || child.nodeName === "P" ? `\n${inner}` : inner;
  }).join("");
}

/** A form with `data-confirm` asks before it is sent. */
function confirmed(form) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}

/** A select with `data-submit` sends its form when changed. */
function submitting(control) {
  control.addEventListener("change", () => control.form.requestSubmit());
}

/** A table or chart wider than the page can be scrolled by the keyboard. */
function reachable(region) {
  if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
}

/** Ctrl+Enter sends the form one types in. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && event.target.form) event.target.form.requestSubmit();
});

document.addEventListener("DOMContentLoaded", () => {
  forgetSent();
  document.querySelectorAll("form[data-autosave]").forEach(autosave);
  document.querySelectorAll("textarea[data-figures]").forEach(figures);
  document.querySelectorAll("form[data-confirm]").forEach(confirmed);
  document.querySelectorAll("[data-submit]").forEach(submitting);
  document.querySelectorAll(".wide-table, .chart").forEach(reachable);
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  document.getElementById("errors")?.focus();
});
