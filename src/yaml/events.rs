//! YAML text -> a tree of nodes, each with its place.
//!
//! The only file that knows the YAML library, of which it takes the events: a value is
//! what was written, and no word is taken for a number, a date or a truth value. Invariant:
//! no sign takes a word away without a diagnostic (`signs`), a text that is no YAML
//! is one fault with a line that can be read (`repair`), and no text makes a tree larger
//! than itself: what stands for something else is refused.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;
use std::vec::IntoIter;

use granit_parser::{ErrorKind, Event, Parser, Placement, ScalarStyle, StructureStyle, options};

use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, Span, say};

use super::line;
use super::mend;
use super::repair::{self, Broken};
use super::signs;
use super::tree::{Entry, Node, Tree, Value};

/// Deepest nesting that is read; the deepest key of a client lies at 6.
const MAX_DEPTH: usize = 24;
/// Most nodes that are read, several hundred times a full client.
const MAX_NODES: usize = 50_000;

type Happened<'a> = (Event<'a>, granit_parser::Span);

/// Parses a YAML text into a tree.
///
/// # Errors
/// A fault of the form (only the first can be known) or every duplicate key.
pub fn parse(file: &Arc<SourceFile>) -> Result<Tree> {
    parse_part(file, 0..file.text.len())
}

/// Parses a part of a text, such as front matter, into a tree.
///
/// # Errors
/// As [`parse`].
pub fn parse_part(file: &Arc<SourceFile>, part: Range<usize>) -> Result<Tree> {
    let text = &file.text[part.clone()];
    if text.trim().is_empty() {
        return Ok(Tree::empty(file));
    }
    let (events, broken) = events(text);
    if let Some(broken) = broken {
        return Err(repair::advise(file, part, &broken, &breaks_at).into());
    }
    let nodes = events.iter().filter(|(event, _)| event.is_node()).count();
    if nodes > MAX_NODES {
        let message = say!("this file has more than {MAX_NODES} values");
        return Err(Diagnostic::error("yaml/size", message)
            .at(&file.span(part.start..part.start + 1))
            .hint(say!("is it the file that you meant? a client has some hundred"))
            .into());
    }
    let mut builder = Builder {
        file,
        offset: part.start,
        ends: BTreeMap::new(),
        commas: BTreeMap::new(),
        events: events.into_iter().peekable(),
        faults: Diagnostics::new(),
        remarks: Diagnostics::new(),
        place: part.start..part.start,
    };
    let root = builder.documents();
    for (whole, rest) in std::mem::take(&mut builder.commas).into_values() {
        builder.remarks.push(signs::comma(file, &whole, &rest));
    }
    if builder.faults.is_empty() {
        Ok(Tree { root, remarks: builder.remarks })
    } else {
        // What has been found besides is no less true.
        builder.faults.extend(builder.remarks);
        Err(builder.faults)
    }
}

/// What happens in a text, up to where it is no YAML any more.
fn events(text: &str) -> (Vec<Happened<'_>>, Option<Broken>) {
    let options = options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        // A file may begin with a page of remarks; its size is limited already.
        max_buffered_comment_events: text.len(),
    };
    let mut events = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok(event) => events.push(event),
            Err(error) => {
                // An unquoted text may have swallowed the line that breaks, so: where it begins.
                let last =
                    events.last().and_then(|(_, span): &Happened<'_>| span.start.byte_offset());
                let at = error.marker().byte_offset().unwrap_or_default();
                let deep = matches!(error.kind(), ErrorKind::RecursionLimitExceeded);
                return (events, Some(Broken { at, begun: last.unwrap_or(at).min(at), deep }));
            }
        }
    }
    (events, None)
}

/// Where a text stops being YAML; nothing where it is.
fn breaks_at(text: &str) -> Option<Broken> {
    events(text).1
}

struct Builder<'a> {
    file: &'a Arc<SourceFile>,
    /// Where in the file the text begins that is parsed.
    offset: usize,
    /// Where unquoted values end -> where they begin: a `#` may stand behind one.
    ends: BTreeMap<usize, usize>,
    events: Peekable<IntoIter<Happened<'a>>>,
    /// Where values within braces begin that a comma has cut -> the first piece of each, and
    /// what stands behind it.
    commas: BTreeMap<usize, (Range<usize>, Range<usize>)>,
    /// What makes the tree another one than was meant.
    faults: Diagnostics,
    /// Everything else.
    remarks: Diagnostics,
    /// The last place that something happened at.
    place: Range<usize>,
}

/// What stands in front of a value: a tag, an anchor.
type Sign = Option<Range<usize>>;

impl<'a> Builder<'a> {
    fn documents(&mut self) -> Node {
        let mut root = None;
        let mut begins = self.place.clone();
        while let Some((event, place)) = self.next() {
            match event {
                Event::DocumentStart(..) => begins = place,
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
                event => {
                    let node = self.node(event, place);
                    if root.is_none() {
                        root = Some(node);
                    } else if !matches!(node.value, Value::Null) {
                        self.faults.push(second(&self.file.span(begins.clone())));
                    }
                }
            }
        }
        root.unwrap_or_else(|| Node {
            value: Value::Null,
            span: self.file.span(self.place.clone()),
        })
    }

    /// The next event and its place in the file; remarks of the writer's are looked at on the way.
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        loop {
            let (event, span) = self.events.next()?;
            let place = self.range(&span);
            self.place = place.clone();
            match event {
                Event::Comment(_, Placement::Right) => self.comment(&place),
                Event::Comment(..) => {}
                event => return Some((event, self.with_tag(&span, place))),
            }
        }
    }

    fn range(&self, span: &granit_parser::Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        self.offset + range.start..self.offset + range.end
    }

    /// The place from the tag on, where there is one.
    fn with_tag(&self, span: &granit_parser::Span, place: Range<usize>) -> Range<usize> {
        match span.tag_span() {
            // An empty value stands right behind its tag.
            Some(tag) => self.range(&tag).start..place.end.max(self.range(&tag).end),
            None => place,
        }
    }

    fn comment(&mut self, place: &Range<usize>) {
        let end = place.start.saturating_sub(1);
        if let Some(start) = self.ends.get(&end) {
            self.remarks.extend(signs::lost(self.file, &(*start..end), place));
        }
    }

    /// The anchor of the value that has just begun; it comes before its tag or behind it.
    fn anchor(&mut self) -> Sign {
        match self.events.peek() {
            Some((Event::Anchor(..), _)) => self.events.next().map(|(_, span)| self.range(&span)),
            _ => None,
        }
    }

    fn node(&mut self, event: Event<'a>, place: Range<usize>) -> Node {
        let anchor = self.anchor();
        match event {
            Event::Scalar(text, style, _, tag) => {
                let sign = anchor.or_else(|| tag.is_some().then(|| self.first_word(&place)));
                self.scalar(&text, style, place, sign)
            }
            Event::SequenceStart(_, _, tag) => {
                let place = self.group_sign(tag.is_some(), anchor, place);
                self.list(place)
            }
            Event::MappingStart(style, _, tag) => {
                let place = self.group_sign(tag.is_some(), anchor, place);
                self.map(style, place)
            }
            // An alias, of a value that was named before or of none.
            _ => {
                self.remarks.push(signs::sign(self.file, &place, &place));
                Node { value: Value::Faulty, span: self.file.span(place) }
            }
        }
    }

    /// Reports what stands in front of a group; the place of the group alone.
    fn group_sign(&mut self, tagged: bool, anchor: Sign, place: Range<usize>) -> Range<usize> {
        let word = self.first_word(&place);
        let place = if tagged { place.end..place.end } else { place };
        if let Some(sign) = anchor.or(tagged.then_some(word)) {
            self.remarks.push(signs::sign_of_group(self.file, &sign));
        }
        place
    }

    /// The first word at a place: a tag has no blank in it.
    fn first_word(&self, place: &Range<usize>) -> Range<usize> {
        let text = &self.file.text[place.clone()];
        let length = text.find(char::is_whitespace).unwrap_or(text.len());
        place.start..place.start + length
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, place: Range<usize>, sign: Sign) -> Node {
        if let Some(sign) = sign {
            let all = sign.start.min(place.start)..place.end.max(sign.end);
            self.remarks.push(signs::sign(self.file, &sign, &all));
            let span = self.file.span(signs::first_line(self.file, &all));
            self.ends.insert(all.end, all.start);
            // The text as it was meant, so that nothing is said of half of it.
            return Node { value: Value::Scalar(self.file.text[all].to_owned()), span };
        }
        let span = self.shown(&place);
        if style != ScalarStyle::Plain {
            if style == ScalarStyle::DoubleQuoted {
                self.remarks.extend(signs::escape(self.file, &span, text));
            }
            return Node { value: Value::Scalar(text.to_owned()), span };
        }
        if place.is_empty() || matches!(text, "~" | "null" | "Null" | "NULL") {
            return Node { value: Value::Null, span: self.file.span(place) };
        }
        self.ends.insert(place.end, place.start);
        self.remarks
            .extend(signs::quotes(self.file, &place).or_else(|| signs::half(self.file, &place)));
        // Blanks around an unquoted text are no part of it, whichever they are.
        let text = text.trim_matches(line::is_odd_blank);
        Node { value: Value::Scalar(text.to_owned()), span }
    }

    /// Where to point: a value of several lines is pointed at by its first one.
    fn shown(&self, place: &Range<usize>) -> Span {
        let all = self.file.span(place.clone());
        let first = all.text().trim_end().lines().next().map_or(0, str::len);
        if all.text().contains('\n') { all.part(0..first) } else { all }
    }

    fn list(&mut self, place: Range<usize>) -> Node {
        let mut items = Vec::new();
        while let Some((event, place)) = self.next() {
            match event {
                Event::SequenceEnd => break,
                event => items.push(self.node(event, place)),
            }
        }
        Node { value: Value::List(items), span: self.file.span(place) }
    }

    fn map(&mut self, style: StructureStyle, place: Range<usize>) -> Node {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        while let Some((event, place)) = self.next() {
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let key = self.key(event, place);
            let Some((event, place)) = self.next() else { break };
            if let Some(merge) = key.as_ref().filter(|key| key.plain && key.text == "<<") {
                // What it stands for is no fault beside it.
                let before = std::mem::take(&mut self.remarks);
                self.node(event, place);
                self.remarks = before;
                self.remarks.push(signs::merge_key(self.file, &merge.place));
                continue;
            }
            let node = self.node(event, place);
            let Some(key) = key else { continue };
            let Some((key, place, node)) = self.entry(style, key, node, &mut entries) else {
                continue;
            };
            let key_span = self.file.span(place);
            if let Some(first) = seen.get(&key) {
                let (line, _) = first.line_column();
                let fault = say!("the key `{key}` is given twice");
                self.faults.push(
                    Diagnostic::error("yaml/duplicate-key", fault)
                        .at(&key_span)
                        .hint(say!("keep one of the two; the first one stands in line {line}")),
                );
            }
            seen.entry(key.clone()).or_insert_with(|| key_span.clone());
            entries.push(Entry { key, key_span, node });
        }
        Node { value: Value::Map(entries), span: self.file.span(place) }
    }

    /// A key: its text and its place; nothing where it is none, which has been reported.
    fn key(&mut self, event: Event<'a>, place: Range<usize>) -> Option<Key> {
        let anchor = self.anchor();
        match event {
            Event::Scalar(text, style, _, tag) => {
                if let Some(sign) = anchor.or(tag.is_some().then(|| self.first_word(&place))) {
                    self.faults.push(signs::sign_of_group(self.file, &sign));
                }
                let plain = style == ScalarStyle::Plain;
                let text =
                    if plain && place.is_empty() { String::new() } else { text.into_owned() };
                Some(Key { text, plain, place })
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.faults.push(signs::sign(self.file, &place, &place));
                None
            }
            event => {
                self.faults.push(signs::no_key(self.file, &place));
                // It has an end, which must not be taken for that of the map around it.
                self.node(event, place);
                None
            }
        }
    }

    /// A key and its value as they were meant; nothing where they are a part of the
    /// value before. What was written in another way has been reported.
    fn entry(
        &mut self,
        style: StructureStyle,
        Key { text, plain, place }: Key,
        node: Node,
        entries: &mut [Entry],
    ) -> Option<(String, Range<usize>, Node)> {
        let braces = style == StructureStyle::Flow;
        let (text, place) = self.clean_key(text, plain, place, braces);
        let alone = matches!(node.value, Value::Null) && node.span.range.is_empty();
        let behind = self.file.text[place.end..].trim_start();
        if !(plain && braces && alone) || behind.starts_with(':') {
            return Some((text, place, node));
        }
        // No colon: `{name:Noor}`, or what stands behind a comma of a text.
        if let Some((key, value)) = self.glued(&text, &place, entries.is_empty()) {
            let span = self.file.span(place.end - value.len().min(place.len())..place.end);
            let node =
                Node { value: Value::Scalar(value.trim_matches(['"', '\'']).to_owned()), span };
            return Some((key.clone(), place.start..place.start + key.len(), node));
        }
        if let Some(before) = entries.last_mut().map(|entry| &mut entry.node)
            && let Value::Scalar(said) = &mut before.value
            && self.ends.get(&before.span.range.end) == Some(&before.span.range.start)
        {
            let first = || (before.span.range.clone(), place.clone());
            self.commas.entry(before.span.range.start).or_insert_with(first).1.end = place.end;
            let all = before.span.range.start..place.end;
            self.ends.insert(all.end, all.start);
            *said = match signs::decimal(said, &text) {
                Some(number) => number,
                None => self.file.text[all.clone()].to_owned(),
            };
            before.span = self.file.span(all);
            return None;
        }
        Some((text, place, node))
    }

    /// A key and its value that are one word to YAML, within braces; reported.
    fn glued(&mut self, text: &str, place: &Range<usize>, first: bool) -> Option<(String, String)> {
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.trim().to_owned());
        // A blank that is none to YAML stood behind the colon, and has been told.
        if let Some(both) = text.split_once(": ") {
            return Some(owned(both));
        }
        let mended = mend::colon(text)?;
        let sure = mended.code == "yaml/blank" || text.contains('=');
        if !first && !sure {
            return None;
        }
        let right = line::with(&self.file.text, place, &mended.line);
        let sign = place.start + mended.line.find(':').unwrap_or_default();
        self.remarks.push(
            Diagnostic::error(mended.code, mended.message)
                .at(&self.file.span(sign..sign + 1))
                .hint(say!("{} {right}", mended.hint)),
        );
        mended.line.split_once(": ").map(owned)
    }

    /// A key without the quotes, blanks and dash that are no part of it.
    fn clean_key(
        &mut self,
        text: String,
        plain: bool,
        place: Range<usize>,
        braces: bool,
    ) -> (String, Range<usize>) {
        if !plain {
            return (text, place);
        }
        if let Some(fault) = signs::odd_blank(self.file, &place) {
            let first = text.chars().next().is_some_and(line::is_odd_blank);
            let dashed = text.starts_with('-');
            // In front of a key they are its indent, so that it stands in another group.
            match (first || dashed) && !braces {
                true => self.faults.push(fault),
                false => self.remarks.push(fault),
            }
            return (line::plain_blanks(&text).trim().to_owned(), place);
        }
        if let Some((key, fault)) = signs::quoted_key(self.file, &place) {
            self.remarks.push(fault);
            return (key, place);
        }
        if !braces && text.starts_with('-') && text[1..].starts_with(char::is_alphabetic) {
            self.faults.push(signs::no_space_behind_dash(self.file, &place));
        }
        (text, place)
    }
}

/// A key as it was written.
struct Key {
    text: String,
    /// Whether it stands without quotes.
    plain: bool,
    place: Range<usize>,
}

/// A second text in one file, which nobody would read.
fn second(place: &Span) -> Diagnostic {
    let place = match place.text().is_empty() {
        true => place.clone(),
        false => place.part(0..place.text().trim_end().len()),
    };
    Diagnostic::error("yaml/document", say!("a second text begins here, which would not be read"))
        .at(&place)
        .hint(say!("remove this line `---`, so that all of the file is one text"))
        .hint(say!("is it another client? give it a file of its own in `clients/`"))
}
