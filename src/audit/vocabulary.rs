//! The elements and attributes that a page may have, and what to do instead of others.
//!
//! What is allowed is listed, not what is forbidden: an element or attribute that a
//! browser learns tomorrow may load, send or run something (`ping` and
//! `attributionsrc` did). Invariant: nothing here runs, sends or loads by itself but
//! through attributes that `links` reads.

use crate::diag::{Sentence, say};

/// Elements of a page of the site (HTML Living Standard, section 4; what is left out
/// runs, frames, asks or changes how the rest is read).
const ELEMENTS: [&str; 101] = [
    "a",
    "abbr",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "menu",
    "meta",
    "meter",
    "nav",
    "ol",
    "output",
    "p",
    "picture",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];
/// Of them, what a message that is pasted or sent may not have: it loads something.
const LOADING: [&str; 8] = ["area", "audio", "img", "link", "picture", "script", "source", "video"];
/// Attributes that mean the same everywhere.
const GLOBAL: [&str; 30] = [
    "accesskey",
    "autocapitalize",
    "autocorrect",
    "autofocus",
    "class",
    "dir",
    "draggable",
    "enterkeyhint",
    "hidden",
    "id",
    "inert",
    "inputmode",
    "is",
    "itemid",
    "itemprop",
    "itemref",
    "itemscope",
    "itemtype",
    "lang",
    "part",
    "popover",
    "role",
    "slot",
    "spellcheck",
    "tabindex",
    "title",
    "translate",
    "writingsuggestions",
    "xml:lang",
    "xmlns",
];
/// Attributes by element.
const OF_ELEMENT: [(&str, &[&str]); 36] = [
    ("a", &["download", "href", "hreflang", "referrerpolicy", "rel", "target", "type"]),
    ("area", &["alt", "coords", "download", "href", "referrerpolicy", "rel", "shape", "target"]),
    ("audio", AUDIO),
    ("blockquote", &["cite"]),
    (
        "button",
        &["command", "commandfor", "disabled", "popovertarget", "popovertargetaction", "type"],
    ),
    ("col", &["span", "width"]),
    ("colgroup", &["span", "width"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["name", "open"]),
    ("dialog", &["closedby", "open"]),
    (
        "img",
        &[
            "alt",
            "crossorigin",
            "decoding",
            "fetchpriority",
            "height",
            "ismap",
            "loading",
            "referrerpolicy",
            "sizes",
            "src",
            "srcset",
            "usemap",
            "width",
        ],
    ),
    ("ins", &["cite", "datetime"]),
    ("label", &["for"]),
    ("li", &["value"]),
    (
        "link",
        &[
            "as",
            "blocking",
            "color",
            "crossorigin",
            "disabled",
            "fetchpriority",
            "href",
            "hreflang",
            "imagesizes",
            "imagesrcset",
            "integrity",
            "media",
            "referrerpolicy",
            "rel",
            "sizes",
            "type",
        ],
    ),
    ("map", &["name"]),
    ("meta", &["charset", "content", "http-equiv", "media", "name", "property"]),
    ("meter", &["high", "low", "max", "min", "optimum", "value"]),
    ("ol", &["reversed", "start", "type"]),
    ("output", &["for"]),
    ("progress", &["max", "value"]),
    ("q", &["cite"]),
    (
        "script",
        &[
            "async",
            "blocking",
            "crossorigin",
            "defer",
            "fetchpriority",
            "integrity",
            "nomodule",
            "referrerpolicy",
            "src",
            "type",
        ],
    ),
    ("source", &["height", "media", "sizes", "src", "srcset", "type", "width"]),
    ("svg", &[]),
    ("table", LAYOUT),
    ("tbody", LAYOUT),
    ("td", CELL),
    ("tfoot", LAYOUT),
    ("th", CELL),
    ("thead", LAYOUT),
    ("time", &["datetime"]),
    ("tr", LAYOUT),
    ("track", &["default", "kind", "label", "src", "srclang"]),
    ("video", VIDEO),
];
const AUDIO: &[&str] =
    &["autoplay", "controls", "controlslist", "crossorigin", "loop", "muted", "preload", "src"];
const VIDEO: &[&str] = &[
    "autoplay",
    "controls",
    "controlslist",
    "crossorigin",
    "disablepictureinpicture",
    "disableremoteplayback",
    "height",
    "loop",
    "muted",
    "playsinline",
    "poster",
    "preload",
    "src",
    "width",
];
const LAYOUT: &[&str] =
    &["align", "bgcolor", "border", "cellpadding", "cellspacing", "height", "valign", "width"];
const CELL: &[&str] = &[
    "abbr", "align", "bgcolor", "colspan", "headers", "height", "nowrap", "rowspan", "scope",
    "valign", "width",
];
/// Elements without content (HTML Living Standard, section 13.1.2).
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements of a drawing within a page, in lower case as the tokenizer gives them (SVG 2).
const DRAWN: [&str; 62] = [
    "animate",
    "animatemotion",
    "animatetransform",
    "circle",
    "clippath",
    "defs",
    "desc",
    "discard",
    "ellipse",
    "feblend",
    "fecolormatrix",
    "fecomponenttransfer",
    "fecomposite",
    "feconvolvematrix",
    "fediffuselighting",
    "fedisplacementmap",
    "fedistantlight",
    "fedropshadow",
    "feflood",
    "fefunca",
    "fefuncb",
    "fefuncg",
    "fefuncr",
    "fegaussianblur",
    "feimage",
    "femerge",
    "femergenode",
    "femorphology",
    "feoffset",
    "fepointlight",
    "fespecularlighting",
    "fespotlight",
    "fetile",
    "feturbulence",
    "filter",
    "g",
    "hatch",
    "hatchpath",
    "image",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "metadata",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "set",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textpath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Which rules HTML is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page of the site.
    Site,
    /// The kit's first page: its own style, and the site in a frame.
    Kit,
    /// What is pasted or sent: loads nothing at all, style within.
    Message,
}

/// Whether a list, which is in the order of the alphabet, has a name: they are asked for each tag
/// of each page.
fn has(list: &[&str], name: &str) -> bool {
    list.binary_search(&name).is_ok()
}

/// Whether a drawing within a page may have an element.
pub fn is_drawn(name: &str) -> bool {
    has(&DRAWN, name)
}

/// Whether an element has no content.
pub fn is_void(name: &str) -> bool {
    has(&VOID, name)
}

/// Whether an element may stand in a page; names with a hyphen are a theme's own.
pub fn element(kind: Kind, name: &str) -> bool {
    let known = has(&ELEMENTS, name) || name.contains('-');
    match kind {
        Kind::Site => known,
        Kind::Kit => (known && name != "script") || matches!(name, "style" | "iframe"),
        Kind::Message => (known && !has(&LOADING, name)) || matches!(name, "style" | "font"),
    }
}

/// Whether an element may have an attribute; scripts and styles are judged elsewhere.
pub fn attribute(kind: Kind, element: &str, name: &str) -> bool {
    let own = OF_ELEMENT.binary_search_by_key(&element, |(of, _)| of);
    let own = own.ok().map(|at| OF_ELEMENT[at].1);
    has(&GLOBAL, name)
        || name.starts_with("aria-")
        || name.starts_with("data-")
        || own.is_some_and(|own| has(own, name))
        || match kind {
            Kind::Site => false,
            Kind::Kit => {
                element == "iframe"
                    && matches!(name, "src" | "width" | "height" | "loading" | "sandbox")
                    || element == "style" && name == "media"
            }
            Kind::Message => {
                element == "style" && matches!(name, "media" | "type")
                    || element == "font" && matches!(name, "color" | "face" | "size")
                    || matches!(name, "align" | "bgcolor" | "width")
            }
        }
}

/// What to do instead of an element that has no place in a page.
pub fn instead(element: &str) -> Sentence {
    match element {
        "iframe" | "object" | "embed" | "frame" | "frameset" | "portal" | "applet"
        | "fencedframe" => {
            say!("a film stands in the client file under `video`; to other sites make a link")
        }
        "form" | "input" | "textarea" | "select" | "fieldset" | "keygen" | "datalist"
        | "option" => {
            say!("the site keeps and sends nothing: show a phone number or an address instead")
        }
        "style" => say!("write it into the theme's `assets/style.css`"),
        "base" => say!("take it out: every link names its file"),
        "noscript" | "template" => {
            say!("take it out: the page says the same with and without scripts")
        }
        "script" => say!("take it out: here nothing runs"),
        "img" | "picture" | "video" | "audio" | "source" | "link" | "area" => {
            say!("take it out: who opens a message must not be seen to open it")
        }
        _ => say!("take it out, or use a `<div>` or `<span>` with a `class`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_the_order_that_it_is_searched_in() {
        let lists = [&ELEMENTS[..], &LOADING, &GLOBAL, &VOID, &DRAWN];
        for list in lists.into_iter().chain(OF_ELEMENT.map(|(_, own)| own)) {
            assert!(list.is_sorted_by(|one, next| one < next), "{list:?}");
        }
        assert!(OF_ELEMENT.is_sorted_by(|one, next| one.0 < next.0));
    }
}
