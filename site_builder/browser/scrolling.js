/** A region that scrolls is a stop of the Tab key, so that arrow keys can scroll it; one whose content fits is none. */

export function stopWhereItScrolls(region) {
  const look = () => {
    if (region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight + 1) region.tabIndex = 0;
    else if (region !== document.activeElement) region.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver(look);
  for (const each of [region, ...region.children]) sizes.observe(each);
  return () => sizes.disconnect();
}
