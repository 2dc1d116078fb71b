// Collects what the checks find. In: counts, failures, notes. Out: lines of text and a verdict.
// Invariant: a failure is never dropped; equal ones are shown once, with all their places.

export class Report {
  counts = new Map();
  failures = [];
  notes = [];

  /** Adds to a count of the last line; `count(name, 0)` makes it show up. */
  count(name, add = 1) {
    this.counts.set(name, (this.counts.get(name) ?? 0) + add);
  }

  /** Something is wrong at a place. */
  fail(check, place, message) {
    this.failures.push({ check, place, message });
  }

  /** Something worth reading that is not wrong. */
  note(check, text) {
    this.notes.push({ check, text });
  }

  get ok() {
    return this.failures.length === 0;
  }

  /** Failures by check and message, each with its places. */
  grouped() {
    const groups = new Map();
    for (const { check, place, message } of this.failures) {
      const key = `${check}: ${message}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(place);
    }
    return groups;
  }

  text() {
    const lines = this.notes.map(({ check, text }) => `note  ${check}: ${text}`);
    for (const [what, places] of this.grouped()) {
      const shown = [...new Set(places)];
      const rest = shown.length > 4 ? ` and ${shown.length - 4} more` : '';
      lines.push(`FAIL  ${what}\n      at ${shown.slice(0, 4).join(', ')}${rest}`);
    }
    const counts = [...this.counts].map(([name, n]) => `${n} ${name}`);
    lines.push(`${this.ok ? 'passed' : 'FAILED'}: ${counts.join(', ')}, ${this.failures.length} failures`);
    return lines.join('\n');
  }
}
