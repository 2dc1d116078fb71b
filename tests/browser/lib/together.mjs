// Work side by side. In: a list, and what to do with each. Out: nothing, once all is done.
// Invariant: never more at once than was said, begun in the list's order; a failure ends the whole.

/** Does something with each of a list, at most so many at once, beginning in the list's order. */
export async function together(most, list, use) {
  const todo = list.values();
  const work = async () => { for (const one of todo) await use(one); };
  await Promise.all(Array.from({ length: Math.min(most, list.length) }, work));
}
