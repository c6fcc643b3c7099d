/** A choice among the weights and biases of a network, which begins anew when the network does. */

/** Offer what an `open` event told: groups of [words, [path, name] of each weight or bias]. */
export function offerParameters(select, groups) {
  select.replaceChildren(
    ...groups.map(([label, entries]) => {
      const group = Object.assign(document.createElement("optgroup"), { label });
      group.append(...entries.map(([path, name]) => new Option(name, path)));
      return group;
    }),
  );
}

/** The path that was wanted if there is such a one; otherwise the first that is not `taken`, undefined where there is none. */
export const chosenPath = (paths, wanted, taken = null) => (paths.includes(wanted) ? wanted : paths.find((path) => path !== taken));
