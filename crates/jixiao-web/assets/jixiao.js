// What the pages do beyond HTML: save drafts by themselves, warn before typed text is lost, and put
// the focus where an error stands. Every page works without it.
"use strict";

const SAVE_DELAY_MS = 1500;

/** A form with `data-autosave` sends what is typed to that address, and says when it is saved. */
function autosave(form) {
  const status = form.querySelector("[data-autosave-status]");
  let timer;
  let dirty = false;
  const save = async () => {
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      dirty = false;
      if (status) status.textContent = "草稿已保存";
    } catch {
      if (status) status.textContent = "草稿暂未保存，请检查网络；请勿关闭本页";
    }
  };
  form.addEventListener("input", () => {
    dirty = true;
    if (status) status.textContent = "正在保存草稿…";
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
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

/** Ctrl+Enter sends the form one types in. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && event.target.form) event.target.form.requestSubmit();
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-autosave]").forEach(autosave);
  document.querySelectorAll("form[data-confirm]").forEach(confirmed);
  document.querySelectorAll("[data-submit]").forEach(submitting);
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  document.getElementById("errors")?.focus();
});
