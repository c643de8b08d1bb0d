// What is asked for while walking: another page, the number in dispute, the notes, the keys. All by keyboard.

const KEYS = [
  ["PageDown、→、↓、空格、回车", "下一页（翻页笔同样）"],
  ["PageUp、←、↑", "上一页"],
  ["Home、End", "第一页、最后一页"],
  ["数字再按回车", "翻到那一页"],
  ["G", "选页"],
  ["M", "标记有人质疑的数"],
  ["L", "看已标记的数"],
  ["N", "看本页说明"],
  ["B 或 .", "黑屏，再按恢复"],
  ["T", "换亮色、暗色"],
  ["F", "全屏"],
  ["H", "看这些按键"],
];
const WHOLE = "整页";

// A panel over the deck; Escape closes it, Enter does what `enter` says or presses what has the focus.
function panelOf(deck, title, parts, { aside = false, enter = null, first = null } = {}) {
  const element = made("div", aside ? "over aside" : "over");
  const panel = made("div", "panel");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-modal", "true");
  panel.setAttribute("aria-label", title);
  panel.append(made("h2", "", title), ...parts);
  element.append(panel);
  const key = event => {
    if (event.key === "Escape") return [event.preventDefault(), deck.close()];
    if (event.key === "Enter" && enter) return [event.preventDefault(), enter()];
    if (event.key === "Tab") return stayInside(panel, event);
    if (event.key in { ArrowDown: 1, ArrowUp: 1, Home: 1, End: 1 }) moveFocus(panel, event);
  };
  const begin = () => (first ? first() : panel.querySelector("button, input"))?.focus();
  return { element, key, begin };
}

function stayInside(panel, event) {
  const stops = [...panel.querySelectorAll("button, [tabindex], input[type=text], input:checked")];
  const here = panel.getRootNode().activeElement;
  const [first, last] = [stops[0], stops.at(-1)];
  if (here !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

function moveFocus(panel, event) {
  const choices = [...panel.querySelectorAll(".choices :is(button, input)")];
  const at = choices.indexOf(panel.getRootNode().activeElement);
  if (at < 0 || !choices.length) return;
  event.preventDefault();
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1 }[event.key];
  const next = choices[Math.min(Math.max(to, 0), choices.length - 1)];
  next.focus();
  if (next.type === "radio") next.click();
}

function command(words, act, kind = "") {
  const button = made("button", kind, words);
  button.type = "button";
  button.addEventListener("click", event => [event.stopPropagation(), act()]);
  return button;
}

function commandsOf(...buttons) {
  const row = made("div", "commands");
  row.append(...buttons);
  return row;
}

function pickerPanel(deck) {
  const choices = made("div", "choices");
  deck.slides.forEach((slide, at) => {
    const words = `${at + 1}　${slide.dataset.title}`;
    const pick = () => [deck.close(), deck.show(at)];
    choices.append(command(words, pick, at === deck.at ? "now" : ""));
  });
  const others = [
    command("标记数字", () => deck.open(pinPanel)),
    command("本页说明", () => deck.open(notesPanel)),
    command("亮色／暗色", () => [deck.close(), deck.turnLight()]),
    command("全屏", () => [deck.close(), deck.fillScreen()]),
    command("按键", () => deck.open(helpPanel)),
    command("返回", () => deck.close()),
  ];
  if (deck.heard.leave) others.push(command("结束汇报", () => [deck.close(), deck.leave()]));
  return panelOf(deck, "选页", [choices, commandsOf(...others)], { first: () => choices.querySelector(".now") });
}

// The numbers of this slide as a list; the one chosen is outlined on the slide, which stays in sight.
function pinPanel(deck) {
  const choices = made("div", "choices");
  const shown = [...deck.slide.querySelectorAll("[data-pin]")];
  const outline = one => {
    shown.forEach(other => other.classList.toggle("disputed", other === one));
  };
  [null, ...shown].forEach(one => choices.append(choiceOf(one ? one.dataset.pin : WHOLE, () => outline(one), !one)));
  const note = Object.assign(made("input"), { type: "text", maxLength: 200, placeholder: "谁质疑、怎么说（可不填）" });
  note.setAttribute("aria-label", "谁质疑、怎么说");
  const keep = () => {
    const words = choices.querySelector("input:checked").value;
    deck.close();
    deck.say(deck.heard.pin(pinOf(deck, words, note.value)));
  };
  const buttons = commandsOf(command("标记", keep, "first"), command("返回", () => deck.close()));
  const parts = [choices, note, buttons];
  return panelOf(deck, "标记有人质疑的数", parts, { aside: true, enter: keep });
}

function choiceOf(words, act, checked) {
  const label = made("label");
  const radio = Object.assign(made("input"), { type: "radio", name: "disputed", value: words, checked });
  radio.addEventListener("change", act);
  label.append(radio, ` ${words}`);
  label.addEventListener("click", event => event.stopPropagation());
  return label;
}

function pinOf(deck, shown, note) {
  const { title, town = "", indicator = "" } = deck.slide.dataset;
  const random = crypto.getRandomValues(new Uint8Array(12));
  return {
    mark: [...random].map(one => one.toString(16).padStart(2, "0")).join(""),
    slide: `${deck.at + 1} ${title}`,
    shown: shown === WHOLE ? deck.slide.querySelector(".headline").textContent : shown,
    note: note.trim(),
    town,
    indicator,
    round: deck.element.dataset.round,
    fingerprint: deck.element.dataset.fingerprint,
  };
}

function pinsPanel(deck) {
  const pins = deck.heard.pins();
  const rows = pins.map(pin => [pin.slide, pin.note ? `${pin.shown}（${pin.note}）` : pin.shown, pin.state]);
  const list = rows.length ? tableOf(rows) : made("p", "", "还没有标记。有人质疑某个数时按 M。");
  return panelOf(deck, "会上标记的数", [list, commandsOf(command("返回", () => deck.close()))]);
}

function notesPanel(deck) {
  const lines = [...deck.slide.querySelectorAll(".notes li")].map(line => made("li", "", line.textContent));
  const list = made("ul", "lines", lines.length ? "" : "本页没有说明。");
  list.append(...lines);
  list.tabIndex = 0;
  const parts = [list, commandsOf(command("返回", () => deck.close()))];
  return panelOf(deck, "本页说明", parts, { first: () => list });
}

function helpPanel(deck) {
  const rows = deck.heard.leave ? [...KEYS, ["Esc", "结束汇报"]] : KEYS;
  return panelOf(deck, "按键", [tableOf(rows), commandsOf(command("返回", () => deck.close()))]);
}

function tableOf(rows) {
  const table = made("table");
  rows.forEach(([head, ...others]) => {
    const row = table.insertRow();
    row.append(made("th", "", head), ...others.filter(Boolean).map(words => made("td", "", words)));
  });
  return table;
}
