/**
 * While words and title are typed: whether the matter is on record already. Without script the same stands in the page
 * after "Show the date". What it puts into the page comes from `/similar`, made by the same view as the page.
 */
export const alike = `
for (const place of document.querySelectorAll('[data-alike]')) {
  const form = place.closest('form');
  // An address has its bounds; the begin of a long quote says enough.
  const typed = (name) => (form.elements.namedItem(name)?.value ?? '').slice(0, 800);
  let waiting;
  let asking = new AbortController();
  const look = async () => {
    asking.abort();
    asking = new AbortController();
    const url = new URL(place.dataset.alike, location.href);
    for (const name of ['title', 'quote']) url.searchParams.set(name, typed(name));
    try {
      const answer = await fetch(url, { signal: asking.signal });
      const html = answer.ok ? await answer.text() : '';
      // The same answer again is not read aloud again.
      if (html !== place.dataset.shown) place.innerHTML = html;
      place.dataset.shown = html;
    } catch (error) {
      if (error.name !== 'AbortError') place.innerHTML = '';
    }
  };
  form.addEventListener('input', ({ target }) => {
    if (target.name !== 'title' && target.name !== 'quote') return;
    clearTimeout(waiting);
    waiting = setTimeout(look, 600);
  });
}
`;
