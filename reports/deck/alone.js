// The deck as a file of its own: pins stay on this computer and are read out under L.

const pins = [];
openDeck(document.querySelector(".deck"), {
  pin(pin) {
    pins.push({ ...pin, state: "只记在这台电脑上" });
    return "已标记，按 L 查看";
  },
  pins: () => pins,
});
