/** For `network.run`: an action, and then nothing more until the reader has seen it, at once where nothing moves. */
export async function* seen(network, action) {
  let leave;
  const rest = new Promise((resolve) => (leave = network.subscribe(({ type }) => type === "rest" && resolve())));
  try {
    yield action;
    await rest;
  } finally {
    leave();
  }
}
