// Loads a page again as soon as it is no more as its files are. The page asks and is left waiting
// for the answer; only while it is seen, since a browser has few connections for one address.
(() => {
  if (window.top !== window) return;
  const question = `/-/changed${new URL(document.currentScript.src).search}`;
  let asked = null;

  const ask = async () => {
    if (asked || document.visibilityState === 'hidden') return;
    const own = new AbortController();
    asked = own;
    let pause = 1000;
    try {
      const answer = await fetch(question, { signal: own.signal, cache: 'no-store' });
      if (answer.status === 200) return location.reload();
      if (answer.ok) pause = 0;
    } catch {
      // The program has been ended, or the page is not seen any more.
    }
    if (asked === own) asked = null;
    setTimeout(ask, pause);
  };

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      asked?.abort();
      asked = null;
    } else {
      ask();
    }
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) ask();
  });
  ask();
})();
